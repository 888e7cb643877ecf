// What crmsh 5 makes of a text otherwise than crmsh 4.
#include <hakit/cib/write.hpp>
#include <hakit/crm/bind.hpp>
#include <hakit/crm/emit.hpp>
#include <hakit/crm/parse.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace hakit;

namespace {

cib::config bound(const std::string& words, const crm::bind_options& options) {
    text::diagnostic_list ignored;
    return crm::bind(crm::parse({"x", words}), options, ignored);
}

/// Whether the CIB of the text holds that piece of XML, and comes back from text of the same dialect.
bool holds(const std::string& words, crm::dialect spoken, std::string_view piece,
           cib::schema_version schema = cib::default_schema) {
    const auto c = bound(words, {.schema = schema, .spoken = spoken});
    const auto xml = cib::write(c);
    INFO(*xml);
    const auto written = crm::emit(c, {.spoken = spoken});
    INFO(written.text);
    CHECK(written.xml_objects == 0);
    CHECK(crm::equivalent(bound(written.text, {.schema = schema, .spoken = spoken}).root, c.root));
    return xml->find(piece) != std::string::npos;
}

}  // namespace

TEST_CASE("the interval that nobody wrote is 0, 0s, or none for monitor") {
    using enum crm::dialect;
    const std::string words = "primitive a Dummy op start timeout=3 op monitor timeout=5\n";
    CHECK(holds(words, crmsh_4, R"(name="start" timeout="3" interval="0" id="a-start-0")"));
    CHECK(holds(words, crmsh_4, R"(name="monitor" timeout="5" interval="0" id="a-monitor-0")"));
    CHECK(holds(words, crmsh_5, R"(name="start" timeout="3" interval="0s" id="a-start-0s")"));
    CHECK(holds(words, crmsh_5, R"(name="monitor" timeout="5" id="a-monitor")"));
}

TEST_CASE("roles get their new names in crmsh 5, from schema 3.7 on") {
    using enum crm::dialect;
    const std::string words =
        "primitive a Stateful op monitor interval=9s role=Master\nms m a meta target-role=Slave\n"
        "colocation c inf: m:Master b:Slave\nprimitive b Dummy\nrsc_ticket t T: m:Master\nlocation l m $role=Master "
        "inf: n\n";
    for (const auto* piece : {R"(interval="9s" role="Promoted")", R"(value="Unpromoted")", R"(rsc-role="Promoted")",
                              R"(with-rsc-role="Unpromoted")", R"(rsc="m" role="Promoted")"}) {
        INFO(piece);
        CHECK(holds(words, crmsh_5, piece));
        CHECK_FALSE(holds(words, crmsh_4, piece));
        CHECK_FALSE(holds(words, crmsh_5, piece, {3, 5}));
    }
}

TEST_CASE("a role that crmsh 5 would rename is kept by XML") {
    const auto c = bound("primitive a Stateful op monitor interval=9s role=Master\n", {});
    const auto written = crm::emit(c, {.spoken = crm::dialect::crmsh_5});
    CHECK(written.xml_objects == 1);
    CHECK(crm::equivalent(bound(written.text, {.spoken = crm::dialect::crmsh_5}).root, c.root));
}

TEST_CASE("dialects are named by their releases") {
    for (const auto* name : {"4", "4.4", "4.4.1"}) CHECK(crm::parse_dialect(name) == crm::dialect::crmsh_4);
    for (const auto* name : {"5", "5.0", "5.1"}) CHECK(crm::parse_dialect(name) == crm::dialect::crmsh_5);
    for (const auto* name : {"", "3", "44", "pacemaker-3.9"}) CHECK_FALSE(crm::parse_dialect(name));
    CHECK(crm::to_string(crm::dialect::crmsh_4) == "4.4");
    CHECK(crm::to_string(crm::dialect::crmsh_5) == "5.0");
}
