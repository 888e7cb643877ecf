#include <hakit/crm/check.hpp>
#include <hakit/crm/codes.hpp>
#include <hakit/crm/fix.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>

using namespace hakit;

namespace {

crm::checked checked(std::string text) {
    text::workspace files;
    const auto id = files.add({"x", std::move(text)});
    return crm::check(files, id);
}

/// A text, and the code that is found in it.
struct row {
    std::string_view code;
    std::string_view text;
};

constexpr row rows[] = {
    {"CR0002", "property a=\"b\n"},
    {"CR0003", "crm configure node a\n"},
    {"CR0004", "node a \\\n\nnode b\n"},
    {"CR0005", "primitive a ocf:heartbeat:Dummy \\\n# c\n"},
    {"CR0006", "node a # c\n"},
    {"CR0007", "property a=\xc3\xbc\n"},
    {"CR0008", "node a\\\n  b\n"},
    {"CR0010", "# crm configure node a\n"},
    {"CR0101", "frobnicate\n"},
    {"CR0102", "primitive a ocf:heartbeat:Dummy\n\nmeta x=1\n"},
    {"CR0103", "commit\n"},
    {"CR0104", "primitive a\n"},
    {"CR0105", "tag t a b=c\n"},
    {"CR0106", "primitive 1a ocf:heartbeat:Dummy\n"},
    {"CR0107", "property a=1\nproperty b=2\n"},
    {"CR0108", "primitive a ocf:heartbeat:Dummy\nlocation l a rule ( x eq 1 and y eq 2 ) or z eq 3\n"},
    {"CR0109", "primitive a ocf:heartbeat:Dummy op Monitor interval=1s\n"},
    {"CR0110", "primitive a ocf:heartbeat:Dummy\nclone c a op start\n"},
    {"CR0201", "group g a\n"},
    {"CR0202", "primitive a ocf:heartbeat:Dummy\ngroup g a\ngroup h a\n"},
    {"CR0203", "primitive a ocf:heartbeat:Dummy\nclone c a\nclone d c\n"},
    {"CR0204", "primitive a ocf:heartbeat:Dummy\nlocation l a rule x eq 1 and y eq 2 or z eq 3\n"},
    {"CR0205", "primitive a ocf:heartbeat:Dummy op start interval=0 meta x=1 op stop interval=0\n"},
    {"CR0206", "primitive a ocf:heartbeat:Dummy op monitor depth=1 interval=3\n"},
    {"CR0207", "primitive a ocf:heartbeat:Dummy\nprimitive b ocf:heartbeat:Dummy\norder o a:Master b\n"},
    {"CR0208", "primitive a ocf:heartbeat:Dummy\nprimitive b ocf:heartbeat:Dummy\norder o advisory: a b\n"},
    {"CR0209", "primitive a ocf:heartbeat:Dummy\nprimitive b ocf:heartbeat:Dummy\norder o ( a b ]\n"},
    {"CR0210", "primitive a ocf:heartbeat:Dummy\nprimitive b ocf:heartbeat:Dummy\norder o a b symmetrical=maybe\n"},
    {"CR0211", "primitive f stonith:fence_xvm\nfencing_topology f\n"},
    {"CR0212", "role r read\n"},
    {"CR0213", "xml <primitive\n"},
    {"CR0214", "primitive a ocf:heartbeat:Dummy\nprimitive b ocf:heartbeat:Dummy\norder o a b x=1\n"},
    {"CR0301", "primitive a ocf:heartbeat:Dummy\nprimitive b ocf:heartbeat:Dummy\norder o -inf: a b\n"},
    {"CR0302", "bundle b podman image=x\n"},
    {"CR0303", "role r read ref:a ref:b\n"},
};

bool has(const text::diagnostic_list& found, std::string_view code) {
    return std::ranges::any_of(found.items(), [&](const auto& d) { return d.code->id == code; });
}

constexpr std::string_view torn =
    "primitive mysqld ocf:heartbeat:mysql \\\n"
    "    params config=\"/etc/mysql/my.cnf\" \\\n"
    "    op stop interval=\"0\" timeout=\"240\" \\\n"
    "\n\n"
    "meta migration-threshold=\"10\"\n"
    "primitive drbd ocf:linbit:drbd op monitor interval=15s role=Master op monitor interval=17s role=Slave\n"
    "ms ms_drbd drbd \\\n"
    "  meta master-max=\"1\" clone-max=\"2\" notify=\"true\" target-r\n"
    "property stonith-enabled=false\n";

}  // namespace

TEST_CASE("every code has a text that it is found in") {
    std::set<std::string_view> covered{"CR0001", "CR0009"};  // of sizes and NUL bytes
    for (const auto& r : rows) {
        INFO(r.code);
        CHECK(has(checked(std::string{r.text}).diagnostics, r.code));
        covered.insert(r.code);
    }
    CHECK(has(checked(std::string{"property a=\0b\n", 15}).diagnostics, "CR0009"));
    for (const auto& info : crm::codes()) {
        INFO(info.id);
        CHECK(covered.contains(info.id));
    }
    CHECK(std::ranges::is_sorted(crm::codes(), {}, &text::code_info::id));
}

TEST_CASE("findings about the meaning stand at the words of the text") {
    const std::string text =
        "node n1\nprimitive a ocf:heartbeat:Dummy\nlocation l b 10: n1\nproperty stonith-enabled=false\n";
    const auto found = checked(text);
    const auto place = text.find(" b ") + 1;
    CHECK(std::ranges::any_of(found.diagnostics.items(), [&](const auto& d) {
        return d.where.where == text::span{static_cast<std::uint32_t>(place), static_cast<std::uint32_t>(place + 1)};
    }));
}

TEST_CASE("page damage is found where it is, and the file loads when it is mended") {
    const auto found = checked(std::string{torn});
    CHECK(has(found.diagnostics, "CR0102"));
    const auto cut = std::ranges::find_if(
        found.diagnostics.items(), [](const auto& d) { return d.message.find("target-r'") != std::string::npos; });
    REQUIRE(cut != found.diagnostics.items().end());
    CHECK(cut->message.find("target-role") != std::string::npos);

    text::workspace files;
    const auto id = files.add({"x", std::string{torn}});
    const auto mended = crm::apply_certain_fixes(files, id);
    REQUIRE(mended.has_value());
    auto text = mended->files.at(0).text;
    text.replace(text.find("target-r\n"), 8, "target-role=Started");
    CHECK(checked(text).diagnostics.count(text::severity::error) == 0);
}

TEST_CASE("certain fixes give what crmsh reads") {
    const std::pair<std::string_view, std::string_view> mended_texts[] = {
        {"primitive a ocf:heartbeat:Dummy op start OCF_CHECK_LEVEL=1 timeout=3s\n",
         "primitive a ocf:heartbeat:Dummy op start interval=0 timeout=3s OCF_CHECK_LEVEL=1\n"},
        {"role r read Status deny XPATH:/cib\n", "role r read status deny xpath:/cib\n"},
        {"primitive a ocf:heartbeat:Dummy op start Timeout=3s\n",
         "primitive a ocf:heartbeat:Dummy op start timeout=3s\n"},
    };
    for (const auto& [before, after] : mended_texts) {
        text::workspace files;
        const auto mended = crm::apply_certain_fixes(files, files.add({"x", std::string{before}}));
        REQUIRE(mended.has_value());
        REQUIRE(mended->files.size() == 1);
        CHECK(mended->files[0].text == after);
    }
}

TEST_CASE("a rule behind attributes is read, with a warning") {
    for (const auto text : {"property a=1 rule #uname eq n1\n", "node n1 attributes a=1 rule #uname eq n1\n"}) {
        const auto found = checked(text);
        CHECK(std::ranges::any_of(found.diagnostics.items(), [](const auto& d) {
            return d.code->id == "CR0108" && d.level == text::severity::warning;
        }));
    }
    CHECK(!has(checked("node n1 attributes rule #uname eq n1 a=1\n").diagnostics, "CR0108"));
}

TEST_CASE("text behind the element of an xml statement is no part of it") {
    for (const auto behind : {"(", "x", "text"}) {
        const auto text =
            std::string{"xml <primitive id=\"x\" class=\"ocf\" provider=\"heartbeat\" type=\"Dummy\"/> "} + behind;
        CHECK(has(checked(text).diagnostics, "CR0213"));
    }
}
