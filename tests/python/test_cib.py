"""CIBs of Pacemaker as wholes: migration, patches, renaming and removing with all references."""

import xml.etree.ElementTree as ET

import pytest

import hakit

CIB = b"""<cib crm_feature_set="3.0.5" validate-with="pacemaker-2.10" admin_epoch="0" epoch="7" num_updates="0">
  <configuration>
    <crm_config/>
    <nodes/>
    <resources>
      <primitive id="ip" class="ocf" provider="heartbeat" type="IPaddr2">
        <meta_attributes id="ip-meta_attributes">
          <nvpair id="ip-meta_attributes-priority" name="priority" value="1"/>
        </meta_attributes>
      </primitive>
      <master id="ms">
        <primitive id="db" class="ocf" provider="pacemaker" type="Stateful"/>
      </master>
    </resources>
    <constraints>
      <rsc_order id="o" first="ms" first-action="promote" then="ip"/>
    </constraints>
  </configuration>
  <status/>
</cib>
"""


@pytest.fixture
def cluster() -> hakit.Config:
    return hakit.loads(CIB, name="cib.xml", strict=False)


def test_a_schema_is_reached_step_by_step(cluster: hakit.Config) -> None:
    made, steps = hakit.migrate_cib(cluster, to="4.0")
    assert {"kind", "path", "message"} == set(steps[0]) and "converted" in {s["kind"] for s in steps}
    root = ET.fromstring(made.emit())
    assert root.get("validate-with") == "pacemaker-4.0" and root.find(".//master") is None
    assert root.find(".//clone[@id='ms']") is not None
    assert cluster.emit() == CIB, "the given one stays"
    assert hakit.migrate_cib(cluster, to="pacemaker-2.10") == (cluster, [])
    with pytest.raises(hakit.Error) as raised:
        hakit.migrate_cib(cluster, to="3.99")
    assert raised.value.code == "invalid_argument"


def test_references_follow_a_new_id(cluster: hakit.Config) -> None:
    root = ET.fromstring(hakit.rename_in_cib(cluster, "ip", "address").emit())
    assert root.find(".//rsc_order").get("then") == "address"
    assert root.find(".//nvpair").get("id") == "address-meta_attributes-priority"
    for arguments, code in ((("nobody", "x"), "not_found"), (("ip", "db"), "already_exists"), (("ip", "a b"), "invalid_argument")):
        with pytest.raises(hakit.Error) as raised:
            hakit.rename_in_cib(cluster, *arguments)
        assert raised.value.code == code


def test_constraints_go_with_their_resource(cluster: hakit.Config) -> None:
    without, gone = hakit.remove_from_cib(cluster, "ip")
    assert gone == ["primitive ip", "rsc_order o"]
    assert b"rsc_order" not in without.emit()
    with pytest.raises(hakit.Error):
        hakit.remove_from_cib(without, "ip")


def test_patches_tell_what_to_delete(cluster: hakit.Config) -> None:
    without, _ = hakit.remove_from_cib(cluster, "ip")
    patch = ET.fromstring(hakit.cib_patch(cluster, without))
    deleted = [change.get("path") for change in patch.iter("change") if change.get("operation") == "delete"]
    assert any("primitive[@id='ip']" in str(path) for path in deleted)
    assert any("rsc_order[@id='o']" in str(path) for path in deleted)


def test_a_patch_may_be_made_of_a_cib_and_its_edited_text(cluster: hakit.Config) -> None:
    text = hakit.loads(b"primitive new ocf:heartbeat:Dummy\n", format="crm", target="pacemaker-2.10", strict=False)
    patch = ET.fromstring(hakit.cib_patch(cluster, text))
    changed = {(change.get("operation"), change.get("path")) for change in patch.iter("change")}
    assert ("create", "/cib/configuration/resources") in changed
    assert ("delete", "/cib/configuration/resources/primitive[@id='ip']") in changed
    assert [c.attrib["name"] for c in patch.iter("change-attr")] == ["epoch"]


def test_crm_text_does_as_well_and_other_formats_do_not(sample: bytes) -> None:
    text = hakit.loads(b"primitive a ocf:heartbeat:Dummy\nlocation l a inf: n\n", format="crm", strict=False)
    assert b"location l b inf: n" in hakit.rename_in_cib(text, "a", "b").emit()
    for call in (
        lambda c: hakit.migrate_cib(c),
        lambda c: hakit.rename_in_cib(c, "a", "b"),
        lambda c: hakit.remove_from_cib(c, "a"),
        lambda c: hakit.cib_patch(c, c),
    ):
        with pytest.raises(hakit.Error) as raised:
            call(hakit.loads(sample))
        assert raised.value.code == "unsupported"


def test_a_text_is_migrated_without_ids_that_nobody_wrote() -> None:
    text = "primitive d ocf:linbit:drbd\nms m d \\\n\tmeta master-max=1\n"
    old = hakit.loads(text, format="crm", target="pacemaker-2.10", strict=False)
    new, steps = hakit.migrate_cib(old, to="3.9")
    assert new.emit() == b"primitive d ocf:linbit:drbd\nclone m d \\\n\tmeta promoted-max=1 promotable=true\n"
    assert [s["kind"] for s in steps] == ["converted", "converted"]


def test_agents_are_judged_by_their_metadata():
    text = b"primitive d ocf:pacemaker:Dummy params stat=/run/d\nprimitive x ocf:pacemaker:Nosuch\nproperty stonith-enabled=false\n"
    metadata = '<resource-agent name="Dummy"><parameters><parameter name="state"/></parameters></resource-agent>'
    facts = {"agents": {"ocf:pacemaker:Dummy": metadata}, "complete": True}
    assert len(hakit.check(text, format="crm")) == 0
    assert [d.code for d in hakit.check(text, format="crm", facts=facts).diagnostics] == ["CB0703", "CB0701"]
