/// CIBs that several tests use.
#pragma once

#include <hakit/cib/read.hpp>

#include <doctest/doctest.h>

#include <string_view>

namespace hakit::cib::test {

/// Two nodes, an address in a group with a web server, and constraints on them.
inline constexpr std::string_view small =
    R"(<cib validate-with="pacemaker-3.9" admin_epoch="0" epoch="7" num_updates="3">
  <configuration>
    <crm_config>
      <cluster_property_set id="cib-bootstrap-options">
        <nvpair id="cib-bootstrap-options-stonith-enabled" name="stonith-enabled" value="false"/>
      </cluster_property_set>
    </crm_config>
    <nodes>
      <node id="1" uname="ha1"/>
      <node id="2" uname="ha2"/>
    </nodes>
    <resources>
      <group id="g">
        <primitive id="ip" class="ocf" provider="heartbeat" type="IPaddr2">
          <instance_attributes id="ip-instance_attributes">
            <nvpair id="ip-instance_attributes-ip" name="ip" value="192.0.2.1"/>
          </instance_attributes>
          <operations>
            <op id="ip-monitor-10s" name="monitor" interval="10s" timeout="20s"/>
          </operations>
        </primitive>
        <!-- the web -->
        <primitive id="web" class="systemd" type="nginx"/>
      </group>
      <primitive id="db" class="ocf" provider="heartbeat" type="pgsql">
        <instance_attributes id="db-instance_attributes">
          <nvpair id="db-instance_attributes-passwd" name="passwd" value="hunter2"/>
        </instance_attributes>
      </primitive>
    </resources>
    <constraints>
      <rsc_location id="l" rsc="g" node="ha1" score="100"/>
      <rsc_order id="o" first="db" then="g"/>
      <rsc_colocation id="c" score="INFINITY">
        <resource_set id="c-0">
          <resource_ref id="g"/>
          <resource_ref id="db"/>
        </resource_set>
      </rsc_colocation>
    </constraints>
    <tags>
      <tag id="t">
        <obj_ref id="db"/>
        <obj_ref id="ip"/>
      </tag>
    </tags>
  </configuration>
  <status/>
</cib>
)";

inline config read_xml(std::string_view xml) {
    text::diagnostic_list found;
    auto made = read(xml, {}, found);
    REQUIRE(made.complete);
    return std::move(made.values);
}

}  // namespace hakit::cib::test
