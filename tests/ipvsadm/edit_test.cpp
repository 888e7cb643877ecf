#include <hakit/ipvsadm/edit.hpp>

#include <doctest/doctest.h>

using namespace hakit;
using namespace hakit::ipvsadm;

namespace {

const std::string rules =
    "-A -t 10.0.0.1:80 -s wrr -p 60\n"
    "-a -t 10.0.0.1:80 -r 10.0.1.1:8080 -m -w 3\n"
    "-a -t 10.0.0.1:80 -r 10.0.1.2:80 -mw5 --u-threshold=9\n"
    "-A -f 7 -6\n";

const std::string shell =
    "#!/bin/sh\nVIP=10.0.0.1\nipvsadm -A -t $VIP:80 -s rr   # the farm\n"
    "ipvsadm -a -t $VIP:80 -r 10.0.1.1 -g\n";

text::path at(std::string_view path) { return *text::path::parse(path); }

/// The new text, or the failure.
template <class Edit>
std::string edited(const std::string& text, std::string_view path, Edit edit, bool force = false) {
    text::workspace files;
    const auto id = files.add(text::source{"rules", text});
    edit_options options;
    options.force = force;
    auto made = edit(files, id, at(path), options);
    return made ? *made : "! " + made.error().message();
}

std::string with(const std::string& text, std::string_view path, std::string_view words) {
    return edited(text, path, [&](auto& f, auto id, const auto& p, const auto& o) { return set(f, id, p, words, o); });
}

std::string with_more(const std::string& text, std::string_view path, std::string_view words) {
    return edited(text, path,
                  [&](auto& f, auto id, const auto& p, const auto& o) { return insert(f, id, p, words, o); });
}

std::string without(const std::string& text, std::string_view path) {
    return edited(text, path, [](auto& f, auto id, const auto& p, const auto& o) { return remove(f, id, p, o); });
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    REQUIRE(text.find(from) != text.npos);
    return text.replace(text.find(from), from.size(), to);
}

std::string got(const std::string& text, std::string_view path) {
    const auto found = get(text::source{"rules", text}, at(path));
    return found ? *found : "! " + found.error().message();
}

}  // namespace

TEST_CASE("options are read by path, however they are written") {
    CHECK(got(rules, "service[tcp:10.0.0.1:80].scheduler") == "wrr");
    CHECK(got(rules, "service[tcp:10.0.0.1:80].persistent") == "60");
    CHECK(got(rules, "service[tcp:10.0.0.1:80].server[10.0.1.1:8080].weight") == "3");
    CHECK(got(rules, "service[tcp:10.0.0.1:80].server[10.0.1.2].weight") == "5");
    CHECK(got(rules, "service[tcp:10.0.0.1:80].server[10.0.1.2].u-threshold") == "9");
    CHECK(got(rules, "service[tcp:10.0.0.1:80].server[10.0.1.2].masquerading").empty());
    CHECK(got(rules, "service[fwmark6:7]") == "-A -f 7 -6");
    CHECK(got(rules, "") == rules);
    CHECK(got(shell, "service[tcp:10.0.0.1:80].scheduler") == "rr");
}

TEST_CASE("a path that names nothing says what is missing") {
    CHECK(got(rules, "service[tcp:10.0.0.2:80]").find("no command adds tcp 10.0.0.2:80") != std::string::npos);
    CHECK(got(rules, "service[tcp:10.0.0.1:80].server[10.0.1.9]").find("10.0.1.9:80") != std::string::npos);
    CHECK(got(rules, "service[fwmark6:7].scheduler").find("--scheduler") != std::string::npos);
    for (const auto* bad : {"service", "services[tcp:10.0.0.1:80]", "service[tcp:10.0.0.1]", "service[icmp:1]",
                            "service[tcp:10.0.0.1:80].weight", "service[tcp:10.0.0.1:80].server[x].weight",
                            "service[tcp:10.0.0.1:80].server[10.0.1.2].scheduler", "service[fwmark:7].set"})
        CHECK_MESSAGE(got(rules, bad).starts_with("! "), bad);
}

TEST_CASE("set changes one value and no other byte") {
    CHECK(with(rules, "service[tcp:10.0.0.1:80].server[10.0.1.1:8080].weight", "4") == replaced(rules, "-w 3", "-w 4"));
    CHECK(with(rules, "service[tcp:10.0.0.1:80].server[10.0.1.2].weight", "6") == replaced(rules, "-mw5", "-mw6"));
    CHECK(with(rules, "service[tcp:10.0.0.1:80].server[10.0.1.2].u-threshold", "8") == replaced(rules, "=9", "=8"));
    CHECK(with(rules, "service[fwmark6:7].scheduler", "rr") == replaced(rules, "-f 7 -6", "-f 7 -6 -s rr"));
    CHECK(with(shell, "service[tcp:10.0.0.1:80].scheduler", "wrr") == replaced(shell, "-s rr", "-s wrr"));
    CHECK(with(shell, "service[tcp:10.0.0.1:80].server[10.0.1.1].weight", "2") == replaced(shell, " -g", " -g -w 2"));
}

TEST_CASE("set of a server or service replaces all of its options") {
    CHECK(with(rules, "service[tcp:10.0.0.1:80].server[10.0.1.2]", "-m -w 1") ==
          replaced(rules, "-mw5 --u-threshold=9", "-m -w 1"));
    CHECK(with(rules, "service[tcp:10.0.0.1:80]", "-s rr") == replaced(rules, "-s wrr -p 60", "-s rr"));
    CHECK(with(rules, "service[fwmark6:7]", "-s rr") == replaced(rules, "-f 7 -6", "-f 7 -6 -s rr"));
}

TEST_CASE("what ipvsadm would refuse is refused") {
    CHECK(with(rules, "service[tcp:10.0.0.1:80].server[10.0.1.1:8080].weight", "heavy").starts_with("! "));
    CHECK(with(rules, "service[tcp:10.0.0.1:80].server[10.0.1.1:8080].weight", "").starts_with("! "));
    CHECK(with(rules, "service[tcp:10.0.0.1:80].server[10.0.1.1:8080].weight", "1\n-C").starts_with("! "));
    CHECK(with_more(rules, "service[tcp:10.0.0.1:80]", "-r 10.0.1.1:8080 -m").starts_with("! "));
}

TEST_CASE("insert adds a command at its place") {
    CHECK(with_more(rules, "service[tcp:10.0.0.1:80]", "-r 10.0.1.3:80 -m") ==
          replaced(rules, "-A -f", "-a -t 10.0.0.1:80 -r 10.0.1.3:80 -m\n-A -f"));
    CHECK(with_more(rules, "", "-A -u 10.0.0.1:53") == rules + "-A -u 10.0.0.1:53\n");
    CHECK(with_more(rules, "service[fwmark6:7]", "-r 2001:db8::1 -m") == rules + "-a -f 7 -6 -r 2001:db8::1 -m\n");
    CHECK(with_more(shell, "service[tcp:10.0.0.1:80]", "-r 10.0.1.9") == shell + "ipvsadm -a -t $VIP:80 -r 10.0.1.9\n");
}

TEST_CASE("remove takes an option, a server, or a service with its servers") {
    CHECK(without(rules, "service[tcp:10.0.0.1:80].persistent") == replaced(rules, " -p 60", ""));
    CHECK(without(rules, "service[tcp:10.0.0.1:80].server[10.0.1.2].u-threshold") ==
          replaced(rules, " --u-threshold=9", ""));
    CHECK(without(rules, "service[tcp:10.0.0.1:80].server[10.0.1.2].weight") == replaced(rules, "-mw5", "-m"));
    CHECK(without(rules, "service[tcp:10.0.0.1:80].server[10.0.1.2]").find("10.0.1.2") == std::string::npos);
    CHECK(without(rules, "service[tcp:10.0.0.1:80]") == "-A -f 7 -6\n");
}

TEST_CASE("comments belong into scripts") {
    const auto out = [](const std::string& text, std::string_view path, bool force) {
        return edited(
            text, path, [](auto& f, auto id, const auto& p, const auto& o) { return comment_out(f, id, p, o); }, force);
    };
    CHECK(out(shell, "service[tcp:10.0.0.1:80].server[10.0.1.1]", false) ==
          replaced(shell, "ipvsadm -a", "# ipvsadm -a"));
    CHECK(out(rules, "service[fwmark6:7]", false).starts_with("! "));
    CHECK(out(rules, "service[fwmark6:7]", true) == replaced(rules, "-A -f", "# -A -f"));
}

TEST_CASE("the table of a file leaves out what fails") {
    text::workspace files;
    const auto id = files.add(text::source{"rules", "-A -t 10.0.0.1:80\n-A -t 10.0.0.1:80 -s rr\n-A -f 1\n-Q\n"});
    const auto found = check(files, id);
    REQUIRE(found.table.services.size() == 2);
    CHECK(found.table.services[0].service.scheduler == "wlc");
    CHECK(found.diagnostics().count(text::severity::error) == 2);
}
