#include <hakit/sysctl/bind.hpp>
#include <hakit/sysctl/config_json.hpp>
#include <hakit/sysctl/diff_json.hpp>
#include <hakit/sysctl/edit.hpp>
#include <hakit/sysctl/emit.hpp>
#include <hakit/sysctl/facts_json.hpp>
#include <hakit/sysctl/format.hpp>
#include <hakit/sysctl/parse.hpp>
#include <hakit/sysctl/schema.hpp>

#include <doctest/doctest.h>

#include <set>

using namespace hakit;
using namespace hakit::sysctl;

namespace {

text::document document(std::string_view text) { return parse(text::source{"f", std::string{text}}); }
config values(std::string_view text) { return bind(document(text)); }

struct file {
    explicit file(std::string_view text) { id = files.add({"a.conf", std::string{text}}); }
    text::workspace files;
    text::file_id id = 0;
};

constexpr std::string_view sample = "# head\nvm.swappiness=10\n\n-net/ipv4/vs/conntrack = 1  \r\nvm.swappiness=20";

}  // namespace

TEST_CASE("the last line that sets a key is the one to read and to change") {
    const text::source source{"f", std::string{sample}};
    CHECK(*get(source, key::parse("vm/swappiness")) == "20");
    CHECK(*get(source, key::parse("net.ipv4.vs.conntrack")) == "1");
    CHECK(*get(source, key{}) == sample);
    CHECK(get(source, key::parse("a.b")).error().code() == errc::not_found);
    file f{sample};
    CHECK(*set(f.files, f.id, key::parse("vm.swappiness"), "30") ==
          "# head\nvm.swappiness=10\n\n-net/ipv4/vs/conntrack = 1  \r\nvm.swappiness=30");
    CHECK(*set(f.files, f.id, key::parse("vm.swappiness"), "20") == sample);
    CHECK(*set(f.files, f.id, key::parse("vm.panic_on_oom"), " 1 ") == std::string{sample} + "\nvm.panic_on_oom=1\n");
    file crlf{"net/ipv4/ip_forward =\r\n"};
    CHECK(*set(crlf.files, crlf.id, key::parse("net.ipv4.ip_forward"), "1") == "net/ipv4/ip_forward = 1\r\n");
    CHECK(*set(crlf.files, crlf.id, key::parse("net.ipv4.conf.eth0/1.rp_filter"), "1") ==
          "net/ipv4/ip_forward =\r\nnet/ipv4/conf/eth0.1/rp_filter = 1\r\n");
}

TEST_CASE("an edit that makes the file worse is refused") {
    file f{sample};
    const auto bad = set(f.files, f.id, key::parse("vm.swappiness"), "ten");
    REQUIRE_FALSE(bad.has_value());
    CHECK(bad.error().code() == errc::refused);
    CHECK(bad.error().message().find("SY0203") != std::string::npos);
    CHECK(set(f.files, f.id, key::parse("vm.swappiness"), "ten", {{}, true})->ends_with("=ten"));
    CHECK(set(f.files, f.id, key::parse("vm.swappiness"), "1\n2").error().code() == errc::invalid_argument);
    CHECK(set(f.files, f.id, key::parse("a b"), "1").error().code() == errc::invalid_argument);
    CHECK(set(f.files, f.id, key{}, "1").error().code() == errc::invalid_argument);
    CHECK(insert(f.files, f.id, "a\nb").error().code() == errc::invalid_argument);
}

TEST_CASE("lines are added, removed and commented out") {
    file f{"a.x = 1\nvm.swappiness = 1 \n-vm.swappiness\n"};
    CHECK(*insert(f.files, f.id, "# note") == "a.x = 1\nvm.swappiness = 1 \n-vm.swappiness\n# note\n");
    CHECK(*remove(f.files, f.id, key::parse("vm/swappiness")) == "a.x = 1\n");
    CHECK(*comment_out(f.files, f.id, key::parse("vm.swappiness")) ==
          "a.x = 1\n# vm.swappiness = 1 \n# -vm.swappiness\n");
    CHECK(remove(f.files, f.id, key::parse("b")).error().code() == errc::not_found);
}

TEST_CASE("the canonical layout keeps what is said") {
    const std::string untidy = "\n\n  a.b=1\r\n\r\n\r\n\t# c \r\n-a.c\n- a.d  =\t2 3\n=x\nalone \n\n";
    const auto tidy = format(document(untidy));
    CHECK(tidy == "a.b = 1\n\n# c\n-a.c\n- a.d = 2 3\n= x\nalone\n");
    CHECK(format(document(tidy)) == tidy);
    for (const auto by : {tool::procps, tool::systemd}) CHECK(bind(document(tidy), by) == bind(document(untidy), by));
    CHECK(format(document("a =1\r\nb=2\r\n")) == "a = 1\r\nb = 2\r\n");
    CHECK(format(document("a =\v1\n")) == "a =\v1\n");
    CHECK(format(document("")).empty());
}

TEST_CASE("values go to text and back, to JSON and back") {
    const auto c = values("a.b = 1\n-a.c = x y\n-a.d\na/e.f =\nn.*.x = \xff\n");
    const auto text = emit(c);
    REQUIRE(text.has_value());
    CHECK(*text == "a.b = 1\n-a.c = x y\n-a.d\na.e/f =\nn.*.x = \xff\n");
    CHECK(values(*text) == c);
    const auto json = to_json(c);
    CHECK(json["settings"][4]["value"]["bytes"] == "ff");
    const auto again = from_json(nlohmann::ordered_json::parse(json.dump()));
    REQUIRE(again.has_value());
    CHECK(*again == c);
    CHECK(emit({{{key::from_path("a"), "1\n"}}}).error().code() == errc::invalid_argument);
    CHECK(emit({{{key{}, "1"}}}).error().code() == errc::invalid_argument);
    CHECK(emit({{{key::from_path("-a/b"), "1"}}}).error().code() == errc::invalid_argument);
    CHECK(emit(c, {.defaults = true})->find("# net.ipv4.conf.*.arp_ignore: 0\n") != std::string::npos);
    CHECK(to_json(c, {.defaults = true})["defaults"]["net.ipv4.vs.conntrack"] == "0");
}

TEST_CASE("JSON that is none of ours is refused with its place") {
    for (const auto* bad :
         {"[]", "{}", R"({"schema":"x"})", R"({"schema":"hakit-sysctl-1","more":1})",
          R"({"schema":"hakit-sysctl-1","settings":{}})", R"({"schema":"hakit-sysctl-1","settings":[1]})",
          R"({"schema":"hakit-sysctl-1","settings":[{"key":"a.b"}]})",
          R"({"schema":"hakit-sysctl-1","settings":[{"value":"1"}]})",
          R"({"schema":"hakit-sysctl-1","settings":[{"key":"a.b","value":1}]})",
          R"({"schema":"hakit-sysctl-1","settings":[{"key":"a.b","value":{"bytes":"f"}}]})",
          R"({"schema":"hakit-sysctl-1","settings":[{"key":"a.b","value":"1","exclude":true}]})",
          R"({"schema":"hakit-sysctl-1","settings":[{"key":"a.b","value":"1","x":1}]})"}) {
        CAPTURE(bad);
        const auto read = from_json(nlohmann::ordered_json::parse(bad));
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().code() == errc::invalid_argument);
    }
    CHECK(from_json(nlohmann::ordered_json::parse(R"({"schema":"hakit-sysctl-1","settings":[1]})"))
              .error()
              .message()
              .starts_with("settings[0]"));
}

TEST_CASE("a difference is one of what the lines amount to") {
    CHECK(diff(values("a.b = 1\na.b = 2\n"), values("a/b = 2\n")).empty());
    const auto changes =
        diff(values("net.ipv4.ip_forward = 1\na.b = 1\n-a.c\n"), values("a.b = 2\nn.*.x = 1\na.c = 1\n"));
    CHECK(to_text(changes) ==
          "- -a.c: excluded -> unset (pattern: it counts for each setting that it matches)\n"
          "~ a.b: 1 -> 2 (set: the kernel gets the new value)\n"
          "+ a.c: unset -> 1 (set: the kernel gets the new value)\n"
          "+ n.*.x: unset -> 1 (pattern: it counts for each setting that it matches)\n"
          "- net.ipv4.ip_forward: 1 -> unset (kept: the kernel keeps the value until it starts anew; its default is "
          "0)\n");
    CHECK(to_json(changes)[1]["effect"] == "set");
}

TEST_CASE("the table is sound") {
    std::set<std::string_view> seen;
    for (const auto& k : known_keys()) {
        CAPTURE(std::string{k.pattern});
        CHECK(seen.insert(k.pattern).second);
        CHECK(k.help.ends_with('.'));
        CHECK(k.min <= k.max);
        CHECK_FALSE(describe_values(k).empty());
        CHECK((k.count > 1) == (k.kind == value_kind::numbers));
        auto name = std::string{k.pattern};
        if (const auto star = name.find('*'); star != std::string::npos) name.replace(star, 1, "eth0.100");
        CHECK(find(key::from_path(name)) == &k);
    }
    CHECK(find(key::parse("net.ipv4.conf.all.arp_ignore"))->fallback == "0");
    CHECK(find(key::parse("net.ipv4.nothing")) == nullptr);
    CHECK(is_folder(key::parse("net.ipv4.conf.eth0")));
    CHECK(is_folder(key::parse("net.ipv4")));
    CHECK_FALSE(is_folder(key::parse("net.ipv4.ip_forward")));
    int count = 0;
    for_each_keyword([](std::string_view, const key_info&, void* user) { ++*static_cast<int*>(user); }, &count);
    CHECK(static_cast<std::size_t>(count) == known_keys().size());
}

TEST_CASE("facts are read from JSON") {
    const auto facts = facts_from_json(
        R"({"schema": "hakit-facts-1", "sysctls": ["vm/swappiness"], "interfaces": {"eth0": {"mtu": 9000}}, "users": []})");
    REQUIRE(facts.has_value());
    CHECK(facts->keys->contains(key::parse("vm.swappiness")));
    CHECK(facts->interfaces->contains("eth0"));
    for (const auto* bad :
         {"", "[]", "{}", R"({"schema": "hakit-facts-1", "sysctls": 1})",
          R"({"schema": "hakit-facts-1", "sysctls": [1]})", R"({"schema": "hakit-facts-1", "interfaces": []})"})
        CHECK(facts_from_json(bad).error().code() == errc::syntax);
}
