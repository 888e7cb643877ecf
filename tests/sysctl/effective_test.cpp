#include <hakit/sysctl/bind.hpp>
#include <hakit/sysctl/parse.hpp>
#include <hakit/sysctl/system_files.hpp>

#include <doctest/doctest.h>

#include <map>

using namespace hakit;
using namespace hakit::sysctl;

namespace {

/// Files in memory, found as glob(3) would.
class memory_loader final : public text::loader {
public:
    explicit memory_loader(std::map<std::string, std::string> files) : files_{std::move(files)} {}
    result<std::string> read(const std::string& path) override {
        const auto found = files_.find(path);
        if (found == files_.end()) return error{errc::not_found, path};
        if (found->second == "/dev/null") return error{errc::invalid_argument, path + ": no regular file"};
        return found->second;
    }
    result<std::vector<std::string>> glob(const std::string& pattern) override {
        std::vector<std::string> out;
        for (const auto& [path, text] : files_)
            if (key::from_path(pattern).matches(key::from_path(path))) out.push_back(path);
        return out;
    }

private:
    std::map<std::string, std::string> files_;
};

std::string value(const effective_settings& s, std::string_view k) {
    const auto found = s.find(key::parse(k));
    return found ? found->value : "unset";
}

effective_settings read(std::string_view text, tool by = tool::systemd) {
    effective_settings s{by};
    s.add(bind(parse(text::source{"f", std::string{text}}), by));
    return s;
}

}  // namespace

TEST_CASE("a key that is named in full beats every pattern, wherever it stands") {
    for (const auto by : {tool::procps, tool::systemd}) {
        const auto before = read("n.c.eth1.a = 2\nn.c.*.a = 1\n-n.c.eth2.a\n", by);
        CHECK(value(before, "n.c.eth0.a") == "1");
        CHECK(value(before, "n.c.eth1.a") == "2");
        CHECK(value(before, "n.c.eth2.a") == "unset");
        CHECK(value(before, "n.c.eth0.b") == "unset");
        CHECK(value(read("n.c.*.a = 1\nn.c.eth1.a = 2\n", by), "n.c.eth1.a") == "2");
        CHECK(value(read("n.c.*.a = 1\nn.c.eth*.a = 2\n", by), "n.c.eth1.a") == "2");
        CHECK(value(read("a.b = 1\na/b = 2\n", by), "a.b") == "2");
    }
}

TEST_CASE("an exclusion behind a key ends it for systemd alone") {
    CHECK(value(read("a.b = 1\n-a.b\n", tool::systemd), "a.b") == "unset");
    CHECK(value(read("a.b = 1\n-a.b\n", tool::procps), "a.b") == "1");
    CHECK(value(read("-a.b\na.b = 1\n", tool::systemd), "a.b") == "1");
}

TEST_CASE("a pattern that comes again with the same value keeps its place for systemd") {
    const auto* text = "a.b* = 1\na.*c = 2\na.b* = 1\n";
    CHECK(value(read(text, tool::systemd), "a.bc") == "2");
    CHECK(value(read(text, tool::procps), "a.bc") == "1");
}

TEST_CASE("everything that is set, with what a host has") {
    const auto s = read("a.b = 1\na.* = 2\n-a.d\n");
    CHECK(s.all().size() == 1);
    const std::set<key> present = {key::parse("a.b"), key::parse("a.c"), key::parse("a.d"), key::parse("z")};
    const auto all = s.all(&present);
    REQUIRE(all.size() == 2);
    CHECK(all[0].value == "1");
    CHECK_FALSE(all[0].pattern.has_value());
    CHECK(all[1].key == key::parse("a.c"));
    CHECK(all[1].pattern == key::parse("a.*"));
    CHECK(s.patterns().size() == 1);
}

TEST_CASE("of equal names the first folder counts, and the names order the files") {
    const auto loader = std::make_shared<memory_loader>(std::map<std::string, std::string>{
        {"/r/etc/sysctl.conf", "a.last = conf\na.both = conf\n"},
        {"/r/etc/sysctl.d/50-a.conf", "a.x = etc\na.both = 50\n"},
        {"/r/etc/sysctl.d/90-null.conf", "/dev/null"},
        {"/r/etc/sysctl.d/README", "a.readme = 1\n"},
        {"/r/etc/sysctl.d/.hidden.conf", "a.hidden = 1\n"},
        {"/r/run/sysctl.d/50-a.conf", "a.x = run\na.y = run\n"},
        {"/r/usr/lib/sysctl.d/10-z.conf", "a.x = lib\na.z = lib\n"},
        {"/r/usr/lib/sysctl.d/90-null.conf", "a.null = 1\n"},
    });
    text::workspace files{loader};
    const auto systemd = open_system(files, {tool::systemd, "/r"});
    REQUIRE(systemd.has_value());
    REQUIRE(systemd->size() == 3);
    CHECK((*systemd)[1].path == "/r/etc/sysctl.d/50-a.conf");
    CHECK((*systemd)[1].masks == std::vector<std::string>{"/r/run/sysctl.d/50-a.conf"});
    CHECK((*systemd)[2].masked);
    const auto s = settle(files, *systemd, tool::systemd);
    CHECK(value(s, "a.x") == "etc");
    CHECK(value(s, "a.y") == "unset");
    CHECK(value(s, "a.z") == "lib");
    CHECK(value(s, "a.null") == "unset");
    CHECK(value(s, "a.both") == "50");
    CHECK(value(s, "a.last") == "unset");
    CHECK(value(s, "a.hidden") == "unset");
    CHECK(files.file(s.find(key::parse("a.x"))->where.file).name() == "/r/etc/sysctl.d/50-a.conf");

    const auto procps = open_system(files, {tool::procps, "/r"});
    REQUIRE(procps.has_value());
    const auto p = settle(files, *procps, tool::procps);
    CHECK(value(p, "a.last") == "conf");
    CHECK(value(p, "a.both") == "conf");
    CHECK(value(p, "a.hidden") == "1");
}
