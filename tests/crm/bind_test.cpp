#include <hakit/cib/read.hpp>
#include <hakit/cib/write.hpp>
#include <hakit/crm/bind.hpp>
#include <hakit/crm/emit.hpp>
#include <hakit/crm/parse.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace hakit;

namespace {

/// A case of tests/data/crm/statements.txt: what crmsh makes of a text, and what hakit makes of it where that is
/// something else.
struct statements {
    std::string title;
    cib::schema_version schema = cib::default_schema;
    std::string text;
    std::string crmsh;
    std::string hakit;  ///< empty: the same
};

std::vector<statements> read_cases() {
    std::ifstream file{HAKIT_TEST_DATA "/crm/statements.txt"};
    std::vector<statements> cases;
    std::string* into = nullptr;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("== ")) {
            cases.push_back({line.substr(3), cib::default_schema, {}, {}, {}});
            into = nullptr;
        } else if (cases.empty()) {
            continue;
        } else if (line.starts_with("schema ")) {
            cases.back().schema = *cib::schema_version::parse(line.substr(7));
        } else if (line == "--" && into == nullptr) {
            into = &cases.back().text;
        } else if (line == "=>") {
            into = &cases.back().crmsh;
        } else if (line.starts_with("hakit: ")) {
            into = &cases.back().hakit;
        } else if (into != nullptr) {
            *into += line + '\n';
        }
    }
    return cases;
}

constexpr cib::tag sections[] = {cib::tag::crm_config,      cib::tag::nodes, cib::tag::resources,
                                 cib::tag::constraints,     cib::tag::tags,  cib::tag::rsc_defaults,
                                 cib::tag::op_defaults,     cib::tag::acls,  cib::tag::alerts,
                                 cib::tag::fencing_topology};

/// The sections that hold something, one after the other.
std::string contents(const cib::config& c) {
    std::string out;
    for (const auto t : sections)
        if (const auto* s = cib::find_section(c, t); s != nullptr && !s->children.empty()) {
            // Attributes in the order of their names: crmsh has reasons of its own.
            auto copy = *s;
            const auto sort = [](auto&& self, cib::element& e) -> void {
                std::sort(e.attributes.begin(), e.attributes.end(),
                          [](const auto& a, const auto& b) { return a.name.text() < b.name.text(); });
                for (auto& inner : e.children) self(self, inner);
            };
            sort(sort, copy);
            // `show xml` of crmsh puts containers where their first member stood.
            if (t == cib::tag::resources)
                std::sort(copy.children.begin(), copy.children.end(),
                          [](const auto& a, const auto& b) { return a.id() < b.id(); });
            out += *cib::write(copy);
        }
    return out;
}

cib::config expected(const std::string& sections_of_cib) {
    text::diagnostic_list none;
    const auto read = cib::read("<configuration>" + sections_of_cib + "</configuration>", {}, none);
    REQUIRE(none.empty());
    return read.values;
}

cib::config bound(const statements& s, crm::object_order order = crm::object_order::as_crmsh) {
    crm::bind_options options;
    options.schema = s.schema;
    options.order = order;
    text::diagnostic_list ignored;
    return crm::bind(crm::parse({"x", s.text}), options, ignored);
}

}  // namespace

TEST_CASE("statements make the CIB that crmsh makes of them") {
    const auto cases = read_cases();
    REQUIRE(cases.size() > 200);
    for (const auto& s : cases) {
        INFO(s.title);
        CHECK(contents(bound(s)) == contents(expected(s.hakit.empty() ? s.crmsh : s.hakit)));
        // What is said to be different is different.
        if (!s.hakit.empty()) CHECK(contents(expected(s.hakit)) != contents(expected(s.crmsh)));
    }
}

TEST_CASE("the CIB written as text is the same CIB") {
    for (const auto& s : read_cases()) {
        INFO(s.title);
        const auto c = bound(s, crm::object_order::as_written);
        const auto written = crm::emit(c, {.schema = s.schema});
        CHECK(written.left_out.empty());
        const statements again{s.title, s.schema, written.text, {}, {}};
        CHECK(contents(bound(again, crm::object_order::as_written)) == contents(c));
        CHECK(crm::emit(bound(again, crm::object_order::as_written), {.schema = s.schema}).text == written.text);
    }
}

TEST_CASE("resources can have the order in which crmsh commits them") {
    // Each primitive is a letter; what crmsh 4.4.1 commits.
    const std::pair<std::string_view, std::string_view> rows[] = {
        {"a b c d; group g c d", "a b g"},
        {"a b c d; group g d b", "a c g"},
        {"group g c d; a b c d", "a b g"},
        {"a b c; clone k c; e", "a b e k"},
        {"a b c d; group h c; group g a", "b d h g"},
        {"a b c d; clone k c; group g a; bundle w docker image=x primitive b", "d w g k"},
        {"rsc_template t ocf:heartbeat:Dummy; a b; group g b; rsc_template u ocf:heartbeat:Dummy", "t u a g"},
        {"d c b a; group g b; clone k g", "d c a k"},
        {"a b c d e f; ms m c; clone k e; group g b d", "a f g m k"},
    };
    for (const auto& row : rows) {
        const auto [written, expected] = row;
        CAPTURE(row.first);
        std::string text;
        std::istringstream parts{std::string{written}};
        for (std::string part; std::getline(parts, part, ';');) {
            part.erase(0, part.find_first_not_of(' '));
            if (part.size() > 1 && part.find(' ') != 1) {
                text += part + '\n';
                continue;
            }
            for (const char c : part)
                if (c != ' ') text += std::string{"primitive "} + c + " ocf:heartbeat:Dummy\n";
        }
        crm::bind_options options;
        options.order = crm::object_order::as_crmsh;
        text::diagnostic_list found;
        const auto c = crm::bind(crm::parse({"x", text}), options, found);
        std::string order;
        for (const auto& e : cib::find_section(c, cib::tag::resources)->children)
            order += (order.empty() ? "" : " ") + std::string{e.id()};
        CHECK(order == expected);
    }
}

TEST_CASE("what crmsh takes for an attribute of an operation is one, in any letter case") {
    text::diagnostic_list found;
    const auto c =
        crm::bind(crm::parse({"x", "primitive a ocf:heartbeat:Dummy op start TIMEOUT=3s interval=0\n"}), {}, found);
    CHECK(contents(c).find("timeout=\"3s\"") != std::string::npos);
    REQUIRE(found.items().size() == 1);
    CHECK(found.items()[0].code->id == "CR0109");
}

TEST_CASE("each target of a permission is kept") {
    text::diagnostic_list found;
    const auto c = crm::bind(crm::parse({"x", "role r read ref:a ref:b xpath:/c\n"}), {}, found);
    const auto text = contents(c);
    for (const auto part : {"reference=\"a\"", "reference=\"b\"", "xpath=\"/c\""})
        CHECK(text.find(part) != std::string::npos);
}
