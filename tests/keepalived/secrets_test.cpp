#include <hakit/keepalived/secrets.hpp>

#include <doctest/doctest.h>

#include <algorithm>

using namespace hakit;
namespace ka = hakit::keepalived;

namespace {

/// The secrets of a text, each followed by a blank.
std::string found(std::string text) {
    text::workspace files;
    const auto id = files.add({"a.conf", std::move(text)});
    std::string out;
    for (const auto& where : ka::secrets(ka::expand(files, id)))
        out += std::string{where.where.of(files.file(where.file).text())} + " ";
    return out;
}

}  // namespace

TEST_CASE("passwords are found, without their quotes and with words that keepalived ignores") {
    CHECK(found("vrrp_instance V {\n authentication {\n auth_type PASS\n auth_pass geheim\n }\n}\n") == "geheim ");
    CHECK(found("vrrp_instance V {\n authentication {\n auth_pass \"a b\" c\n }\n}\n") == "a b c ");
    CHECK(found("SSL {\n password pw\n key /etc/key.pem\n}\n") == "pw ");
}

TEST_CASE("of a key the number is no secret") {
    CHECK(found("vrrp_instance V {\n auth_hmac {\n key 1 material\n active_key 1\n }\n}\n") == "material ");
}

TEST_CASE("misplaced passwords are secrets, too") {
    CHECK(found("auth_pass geheim\n") == "geheim ");
    CHECK(found("foo {\n auth_pass geheim\n}\n") == "geheim ");
}

TEST_CASE("a password out of a definition is found at its use and in the definition") {
    const std::string block = "vrrp_instance V {\n authentication {\n auth_pass $P\n }\n}\n";
    CHECK(found("$P=geheim\n" + block) == "$P geheim ");
    CHECK(found("$Q=heim\n$P=ge${Q}\n" + block) == "$P =ge${Q} ");
}

TEST_CASE("a password inside of a definition of several lines is found there") {
    CHECK(found("$A=authentication {\\\n auth_pass geheim\\\n }\nvrrp_instance V {\n $A\n}\n").find("geheim") !=
          std::string::npos);
}

TEST_CASE("other values are no secrets") { CHECK(found("global_defs {\n router_id lb1\n}\n").empty()); }
