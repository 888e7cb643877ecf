#include <hakit/cib/edit.hpp>

#include "cib/samples.hpp"

#include <functional>
#include <string>

using namespace hakit;
using namespace hakit::cib;

namespace {

std::string get_value(std::string_view path, bool secrets = false) {
    const auto made =
        get(text::source{"cib.xml", std::string{test::small}}, *text::path::parse(path), {.secrets = secrets});
    return made ? *made : "error: " + std::string{to_string(made.error().code())} + ": " + made.error().message();
}

using action = std::function<result<std::string>(text::workspace&, text::file_id, const text::path&)>;

/// What changed, as "-old line|+new line".
std::string changed(std::string_view path, const action& act, std::string_view before = test::small) {
    text::workspace files;
    const auto id = files.add(text::source{"cib.xml", std::string{before}});
    const auto after = act(files, id, *text::path::parse(path));
    if (!after) return "error: " + std::string{to_string(after.error().code())};
    const auto lines = [](std::string_view all) {
        std::vector<std::string> list;
        while (!all.empty()) {
            const std::size_t end = std::min(all.find('\n'), all.size() - 1);
            list.emplace_back(all.substr(0, end));
            all.remove_prefix(end + 1);
        }
        return list;
    };
    auto a = lines(before);
    auto b = lines(*after);
    while (!a.empty() && !b.empty() && a.front() == b.front()) {
        a.erase(a.begin());
        b.erase(b.begin());
    }
    while (!a.empty() && !b.empty() && a.back() == b.back()) {
        a.pop_back();
        b.pop_back();
    }
    std::string out;
    for (const auto& line : a) out += "-" + line.substr(std::min(line.find_first_not_of(' '), line.size())) + "|";
    for (const auto& line : b) out += "+" + line.substr(std::min(line.find_first_not_of(' '), line.size())) + "|";
    return out;
}

action setting(std::string value) {
    return [value = std::move(value)](auto& files, auto id, const auto& p) { return set(files, id, p, value); };
}
action inserting(std::string xml) {
    return [xml = std::move(xml)](auto& files, auto id, const auto& p) { return insert(files, id, p, xml); };
}
const action removing = [](auto& files, auto id, const auto& p) { return remove(files, id, p); };
const action commenting = [](auto& files, auto id, const auto& p) { return comment_out(files, id, p); };

}  // namespace

TEST_CASE("values are read by path") {
    CHECK(get_value("primitive[ip].params.ip") == "192.0.2.1");
    CHECK(get_value("primitive[ip].type") == "IPaddr2");
    CHECK(get_value("primitive[ip].op[monitor].interval") == "10s");
    CHECK(get_value("primitive[ip].operations.op[1].timeout") == "20s");
    CHECK(get_value("group[g].primitive[2].id") == "web");
    CHECK(get_value("property.stonith-enabled") == "false");
    CHECK(get_value("node[ha1]") == "<node id=\"1\" uname=\"ha1\"/>");
    CHECK(get_value("rsc_location[l].score") == "100");
    CHECK(get_value("cib.epoch") == "7");
    CHECK(get_value("primitive[db].params.passwd") == "********");
    CHECK(get_value("primitive[db].params.passwd", true) == "hunter2");
    CHECK(get_value("primitive[db]").find("hunter2") == std::string::npos);
    CHECK(get_value("").find("hunter2") == std::string::npos);
    CHECK(get_value("", true) == test::small);
}

TEST_CASE("paths that name nothing or several things say so") {
    CHECK(get_value("primitive[nope].type") == "error: not_found: there is no primitive[nope]");
    CHECK(get_value("primitive[ip].params.nic") == "error: not_found: there is no nic in primitive[ip].params");
    CHECK(get_value("primitive.type").starts_with("error: invalid_argument"));
    CHECK(get_value("node").starts_with("error: invalid_argument: node names 2 elements"));
}

TEST_CASE("setting a value changes nothing but its bytes") {
    CHECK(changed("primitive[ip].params.ip", setting("192.0.2.9")) ==
          "-<nvpair id=\"ip-instance_attributes-ip\" name=\"ip\" value=\"192.0.2.1\"/>|"
          "+<nvpair id=\"ip-instance_attributes-ip\" name=\"ip\" value=\"192.0.2.9\"/>|");
    CHECK(changed("primitive[ip].params.ip", setting("a<\"&")).find("value=\"a&lt;&quot;&amp;\"") != std::string::npos);
    CHECK(changed("primitive[ip].params.ip", setting("\x01")) == "error: invalid_argument");
    CHECK(changed("primitive[ip]", setting("x")) == "error: invalid_argument");
}

TEST_CASE("what is not there yet is added with its ids") {
    CHECK(changed("primitive[ip].params.nic", setting("eth0")) ==
          "+<nvpair name=\"nic\" value=\"eth0\" id=\"ip-instance_attributes-nic\"/>|");
    CHECK(changed("primitive[web].meta.target-role", setting("Stopped")) ==
          "-<primitive id=\"web\" class=\"systemd\" type=\"nginx\"/>|"
          "+<primitive id=\"web\" class=\"systemd\" type=\"nginx\">|+<meta_attributes id=\"web-meta_attributes\">|"
          "+<nvpair name=\"target-role\" value=\"Stopped\" id=\"web-meta_attributes-target-role\"/>|"
          "+</meta_attributes>|+</primitive>|");
    CHECK(changed("primitive[ip].op[monitor].on-fail", setting("restart"))
              .find("timeout=\"20s\" on-fail=\"restart\"/>") != std::string::npos);
    CHECK(changed("rsc_defaults.resource-stickiness", setting("100")).find("id=\"rsc-options-resource-stickiness\"") !=
          std::string::npos);
    CHECK(changed("property.no-quorum-policy", setting("stop")).find("cib-bootstrap-options-no-quorum-policy") !=
          std::string::npos);
    CHECK(changed("primitive[ip].nonsense", setting("1")) == "error: not_found");
}

TEST_CASE("elements are inserted at the end of their parent, with ids") {
    CHECK(changed("resources", inserting("<primitive id='x' class='lsb' type='y'><operations><op name='monitor' "
                                         "interval='5s'/></operations></primitive>")) ==
          "+<primitive id=\"x\" class=\"lsb\" type=\"y\">|+<operations>|"
          "+<op name=\"monitor\" interval=\"5s\" id=\"x-monitor-5s\"/>|+</operations>|+</primitive>|");
    CHECK(changed("resources", inserting("<primitive")) == "error: invalid_argument");
    CHECK(changed("nope", inserting("<a/>")) == "error: not_found");
}

TEST_CASE("removing takes the lines with it, and only as far as the result is no worse") {
    CHECK(changed("rsc_location[l]", removing) == "-<rsc_location id=\"l\" rsc=\"g\" node=\"ha1\" score=\"100\"/>|");
    CHECK(changed("primitive[ip].op[monitor].timeout", removing) ==
          "-<op id=\"ip-monitor-10s\" name=\"monitor\" interval=\"10s\" timeout=\"20s\"/>|"
          "+<op id=\"ip-monitor-10s\" name=\"monitor\" interval=\"10s\"/>|");
    CHECK(changed("primitive[db]", removing) == "error: refused");
    CHECK(changed("primitive[db]", [](auto& files, auto id, const auto& p) {
              return remove(files, id, p, {.check = {}, .force = true});
          }).starts_with("-<primitive id=\"db\""));
}

TEST_CASE("an element becomes a comment, unless a comment cannot hold it") {
    CHECK(changed("rsc_location[l]", commenting) ==
          "-<rsc_location id=\"l\" rsc=\"g\" node=\"ha1\" score=\"100\"/>|"
          "+<!-- <rsc_location id=\"l\" rsc=\"g\" node=\"ha1\" score=\"100\"/> -->|");
    CHECK(changed("group[g]", commenting) == "error: refused");
}

TEST_CASE("what is no XML is not edited") { CHECK(changed("a", setting("b"), "<cib><a></cib>") == "error: refused"); }
