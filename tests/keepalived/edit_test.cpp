#include <hakit/keepalived/edit.hpp>
#include <hakit/keepalived/fix.hpp>

#include <doctest/doctest.h>

#include <string>

namespace ka = hakit::keepalived;
namespace text = hakit::text;
using hakit::errc;

namespace {

const std::string file =
    "# the pair\n"
    "vrrp_instance VI_1 {\n"
    "    interface eth0   # outside\n"
    "    virtual_router_id 51\n"
    "    priority\t150\n"
    "    authentication {\n"
    "        auth_type PASS\n"
    "        auth_pass secret1\n"
    "    }\n"
    "    virtual_ipaddress {\n"
    "        192.0.2.10/24\n"
    "    }\n"
    "}\n";

struct editor {
    text::workspace files;
    text::file_id id = files.add({"k.conf", file});

    hakit::result<std::string> set(std::string_view path, std::string_view words) {
        return ka::set(files, id, *text::path::parse(path), words);
    }
    std::string with(std::string_view from, std::string_view to) const {
        auto copy = file;
        return copy.replace(copy.find(from), from.size(), to);
    }
};

}  // namespace

TEST_CASE("get gives the words as they are written, and hides secrets") {
    const text::source source{"k.conf", file};
    const auto get = [&](std::string_view path, bool secrets = false) {
        const auto value = ka::get(source, *text::path::parse(path), {secrets});
        return value ? *value : "failed: " + value.error().message();
    };
    CHECK(get("vrrp_instance[VI_1].priority") == "150");
    CHECK(get("vrrp_instance[VI_1].virtual_ipaddress.[1]") == "192.0.2.10/24");
    CHECK(get("vrrp_instance[VI_1].authentication.auth_pass") == "********");
    CHECK(get("vrrp_instance[VI_1].authentication.auth_pass", true) == "secret1");
    CHECK(get("vrrp_instance[VI_1].authentication").find("secret1") == std::string::npos);
    CHECK(get("vrrp_instance[VI_1].authentication", true).find("secret1") != std::string::npos);
    CHECK(get("vrrp_instance[VI_2].priority").starts_with("failed: "));
    CHECK(get("", true) == file);
    auto hidden = file;
    CHECK(get("") == hidden.replace(hidden.find("secret1"), 7, "********"));
}

TEST_CASE("set changes the value's bytes and no others") {
    editor e;
    CHECK(*e.set("vrrp_instance[VI_1].priority", "99") == e.with("150", "99"));
    CHECK(*e.set("vrrp_instance[VI_1].interface", "eth1") == e.with("eth0", "eth1"));
    CHECK(*e.set("vrrp_instance[VI_1].virtual_ipaddress.[1]", "192.0.2.11/24") == e.with("2.10/", "2.11/"));
    CHECK(*e.set("vrrp_instance[VI_1].priority", "150") == file);
}

TEST_CASE("set adds a keyword that is not there yet, in the layout of its neighbours") {
    editor e;
    const auto changed = e.set("vrrp_instance[VI_1].advert_int", "2");
    REQUIRE(changed.has_value());
    CHECK(changed->find("    advert_int 2\n") != std::string::npos);
    CHECK(ka::get({"k", *changed}, *text::path::parse("vrrp_instance[VI_1].advert_int")).value() == "2");
}

TEST_CASE("an edit that would make the file worse is refused with the reason") {
    editor e;
    const auto worse = e.set("vrrp_instance[VI_1].priority", "300");
    REQUIRE(worse.has_error());
    CHECK(worse.error().code() == errc::refused);
    CHECK(worse.error().message().find("KA0106") != std::string::npos);
    CHECK(e.set("vrrp_instance[VI_1].prioritee", "1").error().code() == errc::refused);
    ka::edit_options forced;
    forced.force = true;
    CHECK(ka::set(e.files, e.id, *text::path::parse("vrrp_instance[VI_1].priority"), "300", forced).has_value());
}

TEST_CASE("the reason for a refusal does not show a secret") {
    editor e;
    const auto refused = e.set("vrrp_instance[VI_1].secret1", "x");
    REQUIRE(refused.has_error());
    CHECK(refused.error().message().find("KA0101") != std::string::npos);
    CHECK(refused.error().message().find("secret1") == std::string::npos);
    const auto broken = e.set("vrrp_instance[VI_1].authentication.auth_pass", "hunter2 {");
    REQUIRE(broken.has_error());
    CHECK(broken.error().message().find("hunter2") == std::string::npos);
}

TEST_CASE("a value that would not stay one statement is no value") {
    editor e;
    for (const std::string_view bad : {"1 }", "1 { 2", "1 # 2", "1\n2", "\"1", "1 ! 2"}) {
        CAPTURE(bad);
        const auto changed = e.set("vrrp_instance[VI_1].priority", bad);
        REQUIRE(changed.has_error());
        CHECK(changed.error().code() == errc::invalid_argument);
    }
}

TEST_CASE("remove, comment out and insert") {
    editor e;
    const auto path = *text::path::parse("vrrp_instance[VI_1].priority");
    CHECK(*ka::remove(e.files, e.id, path) == e.with("    priority\t150\n", ""));
    CHECK(*ka::comment_out(e.files, e.id, path) == e.with("    priority\t150", "    # priority\t150"));
    const auto added =
        ka::insert(e.files, e.id, *text::path::parse("vrrp_instance[VI_1].virtual_ipaddress"), "192.0.2.12/24");
    REQUIRE(added.has_value());
    CHECK(*added == e.with("192.0.2.10/24\n", "192.0.2.10/24\n        192.0.2.12/24\n"));
}

TEST_CASE("certain fixes are applied together") {
    text::workspace files;
    const auto id = files.add({"k.conf", "global_defs {\n    checker_rlimit_rtime 5\n    bfd_rlimit_rtime 7 # x\n}\n"});
    const auto mended = ka::apply_certain_fixes(files, id);
    REQUIRE(mended.has_value());
    CHECK(mended->applied == 2);
    REQUIRE(mended->files.size() == 1);
    CHECK(mended->files[0].text == "global_defs {\n    checker_rlimit_rttime 5\n    bfd_rlimit_rttime 7 # x\n}\n");
    CHECK(mended->remaining == 0);
}

TEST_CASE("a file that is included twice is mended once") {
    struct one_file final : text::loader {
        hakit::result<std::string> read(const std::string&) override {
            return std::string{"global_defs {\n    checker_rlimit_rtime 5\n}\n"};
        }
        hakit::result<std::vector<std::string>> glob(const std::string&) override { return std::vector<std::string>{}; }
    };
    text::workspace files{std::make_shared<one_file>()};
    const auto id = files.add({"k.conf", "include a.conf\ninclude a.conf\n"});
    const auto mended = ka::apply_certain_fixes(files, id);
    REQUIRE(mended.has_value());
    CHECK(mended->applied == 1);
    REQUIRE(mended->files.size() == 1);
    CHECK(mended->files[0].name == "a.conf");
}
