#include <hakit/health/http_request.hpp>

#include <doctest/doctest.h>

using namespace hakit;
using namespace hakit::health;

namespace {

http_check check(http_protocol protocol, std::string host = {}) {
    http_check h;
    h.urls.emplace_back();
    h.urls[0].path = "/health?x=1";
    h.protocol = protocol;
    h.virtualhost = std::move(host);
    return h;
}

endpoint target(std::string_view address) { return {*ip_address::parse(address), 8080}; }

}  // namespace

TEST_CASE("the bytes of a request are keepalived's") {
    CHECK(*build_request(check(http_protocol::v1_0), 0, target("10.0.0.2")) ==
          "GET /health?x=1 HTTP/1.0\r\nUser-Agent: KeepAliveClient\r\nHost: 10.0.0.2:8080\r\n\r\n");
    CHECK(*build_request(check(http_protocol::v1_0_close), 0, target("2001:db8::2")) ==
          "GET /health?x=1 HTTP/1.0\r\nUser-Agent: KeepAliveClient\r\nConnection: close\r\n"
          "Host: [2001:db8::2]:8080\r\n\r\n");
    CHECK(*build_request(check(http_protocol::v1_1, "www.example"), 0, target("10.0.0.2")) ==
          "GET /health?x=1 HTTP/1.1\r\nUser-Agent: KeepAliveClient\r\nConnection: close\r\n"
          "Host: www.example\r\n\r\n");
}

TEST_CASE("nothing in a path or host can smuggle a header") {
    auto h = check(http_protocol::v1_0);
    CHECK(build_request(h, 1, target("10.0.0.2")).error().code() == errc::invalid_argument);
    for (const auto* path : {"", "/a b", "/\r\nX: y", "/\x7f", "/\t"}) {
        h.urls[0].path = path;
        CHECK(build_request(h, 0, target("10.0.0.2")).has_error());
    }
    h.urls[0].path = "/caf\xc3\xa9";
    CHECK(build_request(h, 0, target("10.0.0.2")).has_value());
    h.urls[0].virtualhost = "a\nb";
    CHECK(build_request(h, 0, target("10.0.0.2")).has_error());
    h.urls[0].path = std::string{"/\0", 2};
    h.urls[0].virtualhost = "";
    CHECK(build_request(h, 0, target("10.0.0.2")).has_error());
}
