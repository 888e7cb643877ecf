#include "loopback.hpp"
#include "temporary_directory.hpp"

#include <boost/asio/ssl.hpp>

#include <doctest/doctest.h>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>

using namespace hakit;
using namespace hakit::io;
using namespace hakit::io::test;
namespace ssl = asio::ssl;
using std::chrono::milliseconds;

namespace {

/// A key and a certificate for `name` and 127.0.0.1, signed by itself.
void make_certificate(const std::string& key_file, const std::string& certificate_file, const std::string& name,
                      long lifetime = 3600) {
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* x = X509_new();
    X509_set_version(x, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
    X509_gmtime_adj(X509_getm_notBefore(x), -7200);
    X509_gmtime_adj(X509_getm_notAfter(x), lifetime);
    X509_set_pubkey(x, key);
    auto* subject = X509_get_subject_name(x);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(name.c_str()), -1,
                               -1, 0);
    X509_set_issuer_name(x, subject);
    const auto names = "DNS:" + name;
    auto* extension = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, names.c_str());
    X509_add_ext(x, extension, -1);
    X509_EXTENSION_free(extension);
    REQUIRE(X509_sign(x, key, EVP_sha256()) > 0);
    auto* file = std::fopen(key_file.c_str(), "w");
    PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
    file = std::fopen(certificate_file.c_str(), "w");
    PEM_write_X509(file, x);
    std::fclose(file);
    X509_free(x);
    EVP_PKEY_free(key);
}

enum class ending { close_notify, truncation };

/// Answers one request over TLS; remembers the name the client asked for.
struct tls_server {
    tls_server(asio::io_context& context, const std::string& key, const std::string& certificate, std::string text,
               ending e)
        : tls{ssl::context::tls_server}, server_{context, [this, text, e](shared_socket s) { serve(s, text, e); }} {
        tls.use_certificate_chain_file(certificate);
        tls.use_private_key_file(key, ssl::context::pem);
    }

    void serve(shared_socket socket, const std::string& text, ending e) {
        struct session {
            session(shared_socket s, ssl::context& c) : raw{std::move(s)}, stream{*raw, c} {}
            shared_socket raw;
            ssl::stream<tcp::socket&> stream;
            std::string request;
            std::string text;
        };
        auto s = std::make_shared<session>(socket, tls);
        s->text = text;
        s->stream.async_handshake(ssl::stream_base::server, [this, s, e](const error_code& ec) {
            if (ec) return;
            const char* name = SSL_get_servername(s->stream.native_handle(), TLSEXT_NAMETYPE_host_name);
            sni = name == nullptr ? "" : name;
            asio::async_read_until(s->stream, asio::dynamic_buffer(s->request), "\r\n\r\n",
                                   [s, e](const error_code& read_error, std::size_t) {
                                       if (read_error) return;
                                       asio::async_write(s->stream, asio::buffer(s->text),
                                                         [s, e](const error_code&, std::size_t) {
                                                             if (e == ending::truncation) {
                                                                 s->raw->close();
                                                                 return;
                                                             }
                                                             s->stream.async_shutdown([s](const error_code&) {});
                                                         });
                                   });
        });
    }

    [[nodiscard]] std::uint16_t port() const { return server_.port(); }

    ssl::context tls;
    std::string sni = "nothing seen";

private:
    server server_;
};

director::check ssl_get(std::uint16_t port, health::tls_options tls = {}) {
    health::http_url url;
    url.digest = health::parse_md5("7ac66c0f148de9519b8bd264312c4d64");  // abcdefg
    url.virtualhost = "www.example.org";
    auto c = http_check(port, url);
    std::get<health::http_check>(c.kind).tls = std::move(tls);
    return c;
}

constexpr auto page = "HTTP/1.0 200 OK\r\n\r\nabcdefg";

}  // namespace

TEST_CASE("SSL_GET takes any certificate unless asked to verify, as keepalived does") {
    const temporary_directory dir;
    make_certificate(dir / "key", dir / "cert", "www.example.org");
    make_certificate(dir / "old-key", dir / "old-cert", "www.example.org", -3600);
    asio::io_context context;
    tls_server s{context, dir / "key", dir / "cert", page, ending::close_notify};
    tls_server old{context, dir / "old-key", dir / "old-cert", page, ending::close_notify};

    CHECK(run_one(context, ssl_get(s.port())).outcome.ok());
    CHECK(run_one(context, ssl_get(old.port())).outcome.ok());
    CHECK(s.sni.empty());

    health::tls_options verify;
    verify.verify = true;
    auto o = run_one(context, ssl_get(s.port(), verify)).outcome;
    CHECK(o.why == health::failure::tls);
    CHECK(o.reached == health::phase::tls);
    CHECK(o.detail.find("self") != std::string::npos);

    verify.ca_file = dir / "cert";
    CHECK(run_one(context, ssl_get(s.port(), verify)).outcome.ok());
    auto other = ssl_get(s.port(), verify);
    std::get<health::http_check>(other.kind).urls[0].virtualhost = "www.example.com";
    o = run_one(context, other).outcome;
    CHECK(o.detail == "hostname mismatch");
    verify.ca_file = dir / "old-cert";
    CHECK(run_one(context, ssl_get(old.port(), verify)).outcome.detail == "certificate has expired");
}

TEST_CASE("SSL_GET sends the name of the server when enable_sni is set") {
    const temporary_directory dir;
    make_certificate(dir / "key", dir / "cert", "www.example.org");
    asio::io_context context;
    tls_server s{context, dir / "key", dir / "cert", page, ending::close_notify};
    health::tls_options tls;
    tls.send_sni = true;
    CHECK(run_one(context, ssl_get(s.port(), tls)).outcome.ok());
    CHECK(s.sni == "www.example.org");
    tls.sni_name = "other.example.org";
    CHECK(run_one(context, ssl_get(s.port(), tls)).outcome.ok());
    CHECK(s.sni == "other.example.org");
}

TEST_CASE("an end without close_notify fails with tls_compliant alone") {
    const temporary_directory dir;
    make_certificate(dir / "key", dir / "cert", "www.example.org");
    asio::io_context context;
    tls_server s{context, dir / "key", dir / "cert", page, ending::truncation};
    CHECK(run_one(context, ssl_get(s.port())).outcome.ok());
    health::tls_options tls;
    tls.require_close_notify = true;
    const auto o = run_one(context, ssl_get(s.port(), tls)).outcome;
    CHECK(o.why == health::failure::tls);
    CHECK(o.detail == "the server closed without close_notify");
}

TEST_CASE("a server that does not speak TLS, or stops in the handshake") {
    asio::io_context context;
    server plain{context, answer("HTTP/1.0 400 Bad Request\r\n\r\n")};
    plain.change([](shared_socket s) {
        auto text = std::make_shared<std::string>("HTTP/1.0 400 Bad Request\r\n\r\n");
        asio::async_write(*s, asio::buffer(*text), [s, text](const error_code&, std::size_t) { stay_silent(s); });
    });
    auto o = run_one(context, ssl_get(plain.port())).outcome;
    CHECK(o.why == health::failure::tls);
    CHECK(o.reached == health::phase::tls);

    plain.change(stay_silent);
    o = run_one(context, ssl_get(plain.port()), in(milliseconds{50})).outcome;
    CHECK(o.why == health::failure::timed_out);
    CHECK(o.reached == health::phase::tls);

    plain.change(close_at_once);
    o = run_one(context, ssl_get(plain.port())).outcome;
    CHECK_FALSE(o.ok());
    CHECK(o.reached == health::phase::tls);
}

TEST_CASE("certificate files that cannot be read refuse the context, and the attempt tells why") {
    asio::io_context context;
    health::tls_options tls;
    tls.certificate_file = "/no/such/certificate";
    tls_contexts contexts;
    const auto r = contexts.prepare(tls);
    REQUIRE(r.has_error());
    CHECK(r.error().message().starts_with("/no/such/certificate: "));
    const auto o = run_one(context, ssl_get(1, tls)).outcome;
    CHECK(o.why == health::failure::tls);
    CHECK(o.detail.starts_with("/no/such/certificate: "));
}
