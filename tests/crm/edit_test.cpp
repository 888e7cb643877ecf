#include <hakit/crm/edit.hpp>
#include <hakit/crm/fix.hpp>
#include <hakit/crm/format.hpp>
#include <hakit/crm/parse.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace hakit;

namespace {

const std::string example =
    "# the address\n"
    "primitive ip ocf:heartbeat:IPaddr2 \\\n"
    "    params ip=192.0.2.1 nic=\"eth0\" passwd=geheim \\\n"
    "    op monitor interval=10s \\\n"
    "    op monitor interval=20s role=Master OCF_CHECK_LEVEL=1\n"
    "primitive web systemd:nginx # no\n";

const std::string cluster =
    "primitive a ocf:heartbeat:Dummy\n"
    "primitive b ocf:heartbeat:Dummy\n"
    "primitive c ocf:heartbeat:Dummy\n"
    "group g a \\\n"
    "    b \\\n"
    "    meta x=1\n"
    "clone k c\n"
    "location l-a a inf: n1\n"
    "colocation ab inf: a b c\n"
    "order o Mandatory: k:start ( a b )\n"
    "tag t a c\n"
    "fencing_topology n1: a,b c\n";

std::string text_of(const result<std::string>& r) { return r ? *r : "! " + std::string{r.error().message()}; }

text::path path(std::string_view p) { return *text::path::parse(p); }

std::string get(std::string_view p, bool secrets = false) {
    return text_of(crm::get({"x", example}, path(p), {.secrets = secrets}));
}

using operation = result<std::string> (*)(text::workspace&, text::file_id, const text::path&, std::string_view,
                                          const crm::edit_options&);

std::string edited(const std::string& text, operation op, std::string_view p, std::string_view words) {
    text::workspace files;
    const auto id = files.add({"x", text});
    return text_of(op(files, id, path(p), words, {.force = true}));
}

std::string removed(const std::string& text, std::string_view p) {
    text::workspace files;
    const auto id = files.add({"x", text});
    return text_of(crm::remove(files, id, path(p), {.force = true}));
}

/// The lines of `after` that `before` has not.
std::string added(const std::string& before, const std::string& after) {
    std::string out;
    for (std::size_t at = 0; at < after.size();) {
        const auto end = std::min(after.find('\n', at), after.size() - 1) + 1;
        const auto line = after.substr(at, end - at);
        if (before.find(line) == before.npos) out += line;
        at = end;
    }
    return out;
}

}  // namespace

TEST_CASE("a path names attributes, parts and the words of a statement") {
    CHECK(get("primitive[ip].params.ip") == "192.0.2.1");
    CHECK(get("[ip].params.nic") == "eth0");
    CHECK(get("primitive[ip].type") == "ocf:heartbeat:IPaddr2");
    CHECK(get("primitive[ip].op[monitor:20s].role") == "Master");
    CHECK(get("primitive[ip].op[#1]") == "op monitor interval=10s");
    CHECK(get("primitive[ip].op[monitor]") ==
          "! primitive[ip].op[monitor]: there are 2 of them; number them from 1: [#1]");
    CHECK(get("primitive[iq]") == "! primitive[iq]: no such statement; did you mean ip?");
    CHECK(get("primitive[ip].parms") == "! primitive[ip].parms: there is no such part; did you mean params?");
}

TEST_CASE("secrets are shown only when asked for") {
    CHECK(get("primitive[ip].params.passwd") == "********");
    CHECK(get("primitive[ip].params.passwd", true) == "geheim");
    CHECK(get("primitive[ip].params") == "params ip=192.0.2.1 nic=\"eth0\" passwd=********");
    CHECK(get("").find("geheim") == std::string::npos);
}

TEST_CASE("a value is replaced or added where it belongs") {
    CHECK(added(example, edited(example, crm::set, "primitive[ip].params.nic", "eth 1")) ==
          "    params ip=192.0.2.1 nic=\"eth 1\" passwd=geheim \\\n");
    CHECK(added(example, edited(example, crm::set, "primitive[ip].params.cidr_netmask", "24")) ==
          "    params ip=192.0.2.1 nic=\"eth0\" passwd=geheim cidr_netmask=24 \\\n");
    CHECK(added(example, edited(example, crm::set, "primitive[ip].op[monitor:20s].timeout", "5s")) ==
          "    op monitor interval=20s role=Master timeout=5s OCF_CHECK_LEVEL=1\n");
    CHECK(added(example, edited(example, crm::set, "primitive[ip].meta.target-role", "Started")) ==
          "    op monitor interval=20s role=Master OCF_CHECK_LEVEL=1 \\\n    meta target-role=Started\n");
    CHECK(added(example, edited(example, crm::set, "primitive[ip].type", "ocf:heartbeat:IPaddr")) ==
          "primitive ip ocf:heartbeat:IPaddr \\\n");
    CHECK(edited("property a=b\n", crm::set, "property.c", "d e") == "property a=b \\\n\tc=\"d e\"\n");
    CHECK(edited("location l a 10: n\n", crm::set, "location[l].score", "-inf") == "location l a -inf: n\n");
    CHECK(edited(example, crm::set, "primitive[ip].params.nic", "a\nb") == "! a value has no line endings");
}

TEST_CASE("a new id is written wherever the old one was") {
    CHECK(edited(cluster, crm::set, "primitive[a].id", "alpha") ==
          "primitive alpha ocf:heartbeat:Dummy\n"
          "primitive b ocf:heartbeat:Dummy\n"
          "primitive c ocf:heartbeat:Dummy\n"
          "group g alpha \\\n"
          "    b \\\n"
          "    meta x=1\n"
          "clone k c\n"
          "location l-a alpha inf: n1\n"
          "colocation ab inf: alpha b c\n"
          "order o Mandatory: k:start ( alpha b )\n"
          "tag t alpha c\n"
          "fencing_topology n1: alpha,b c\n");
    CHECK(added("node n1\nlocation l a 1: n1\n", edited("node n1\nlocation l a 1: n1\n", crm::set, "node[n1].id",
                                                        "n2")) == "node n2\nlocation l a 1: n2\n");
    CHECK(edited(cluster, crm::set, "primitive[a].id", "1x") == "! '1x' cannot be an id");
}

TEST_CASE("what hangs on a resource goes with it") {
    CHECK(removed(cluster, "primitive[c]") ==
          "primitive a ocf:heartbeat:Dummy\n"
          "primitive b ocf:heartbeat:Dummy\n"
          "group g a \\\n"
          "    b \\\n"
          "    meta x=1\n"
          "location l-a a inf: n1\n"
          "colocation ab inf: a b\n"
          "order o Mandatory: ( a b )\n"
          "tag t a\n"
          "fencing_topology n1: a,b\n");
    CHECK(removed("primitive a Dummy\ngroup g a\nclone k g\nlocation l k 1: n\nnode n\n", "primitive[a]") ==
          "node n\n");
}

TEST_CASE("attributes and parts are removed with the place they leave") {
    CHECK(added(example, removed(example, "primitive[ip].params.ip")) == "    params nic=\"eth0\" passwd=geheim \\\n");
    CHECK(removed("primitive a Dummy \\\n  meta x=1 \\\n  op start interval=0\n", "primitive[a].meta.x") ==
          "primitive a Dummy \\\n  op start interval=0\n");
    CHECK(removed("primitive a Dummy \\\n  meta x=1 \\\n  op start interval=0\n", "primitive[a].op") ==
          "primitive a Dummy \\\n  meta x=1\n");
}

TEST_CASE("statements, parts and words are inserted") {
    CHECK(edited("node a", crm::insert, "", "node b") == "node a\nnode b\n");
    CHECK(edited("primitive a Dummy\n", crm::insert, "primitive[a]", "op start interval=0") ==
          "primitive a Dummy \\\n\top start interval=0\n");
    CHECK(edited("group g a meta x=1\n", crm::insert, "group[g]", "b") == "group g a b meta x=1\n");
    CHECK(edited("group g a meta x=1\n", crm::insert, "group[g].meta", "y=2") == "group g a meta x=1 y=2\n");
    CHECK(edited("node a\n", crm::insert, "node[a]", "x\ny") == "! the words are not those of one part");
}

TEST_CASE("a statement becomes a comment as a whole") {
    text::workspace files;
    const auto id = files.add({"x", "primitive a Dummy \\\n  meta x=1\nnode n\n"});
    CHECK(text_of(crm::comment_out(files, id, path("primitive[a]"), {.force = true})) ==
          "# primitive a Dummy \\\n#   meta x=1\nnode n\n");
    CHECK(text_of(crm::comment_out(files, id, path("primitive[a].meta"))).starts_with("! a comment inside"));
}

TEST_CASE("a change for the worse is refused") {
    text::workspace files;
    const auto id = files.add({"x", "primitive a ocf:heartbeat:Dummy\n"});
    const auto r = crm::insert(files, id, {}, "location l b 10: n\n");
    REQUIRE_FALSE(r.has_value());
    CHECK(r.error().code() == errc::refused);
}

TEST_CASE("the layout is that of crm configure show") {
    const auto laid_out = [](std::string text) { return crm::format(crm::parse({"x", std::move(text)})); };
    const std::string text =
        "  # c\n\n\n\nprimitive   a Dummy params x=\"1\"  y=2 \\\n op start interval=0 meta a=b\nproperty a=b c=d\n"
        "location l a rule inf: x eq 1\nxml   <tag   id=\"x\"/>\n";
    const std::string want =
        "# c\n\nprimitive a Dummy \\\n\tparams x=\"1\" y=2 \\\n\top start interval=0 \\\n\tmeta a=b\n"
        "property \\\n\ta=b \\\n\tc=d\nlocation l a \\\n\trule inf: x eq 1\nxml   <tag   id=\"x\"/>\n";
    CHECK(laid_out(text) == want);
    CHECK(laid_out(want) == want);
    CHECK(laid_out("node a \\\n\nmeta x\n") == "node a \\\n\nmeta x\n");
}

TEST_CASE("certain fixes give a text without those findings") {
    text::workspace files;
    const auto id = files.add({"x",
                               "primitive a ocf:heartbeat:Dummy \\\n  op monitor OCF_CHECK_LEVEL=1 interval=10s \\\n\n"
                               "meta x=1\ncommit\n"});
    const auto r = crm::apply_certain_fixes(files, id);
    REQUIRE(r.has_value());
    REQUIRE(r->files.size() == 1);
    CHECK(r->files[0].text ==
          "primitive a ocf:heartbeat:Dummy \\\n  op monitor interval=10s OCF_CHECK_LEVEL=1 \\\n  meta x=1\n");
}
