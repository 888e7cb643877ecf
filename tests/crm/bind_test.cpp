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
