#include "io/tls.hpp"

#ifdef HAKIT_HAS_OPENSSL

#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>

#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <map>
#include <utility>
#include <vector>

namespace hakit::io {

namespace ssl = asio::ssl;

using shared_context = std::shared_ptr<ssl::context>;

struct tls_contexts::impl {
    std::vector<std::pair<health::tls_options, shared_context>> made;

    [[nodiscard]] result<shared_context> find_or_make(const health::tls_options& options);
};

namespace {

/// Without it OpenSSL would ask for a password on the terminal.
int no_password(char*, int, int, void*) { return 0; }

result<shared_context> make_context(const health::tls_options& options) {
    error_code ec;
    shared_context context;
    try {
        context = std::make_shared<ssl::context>(ssl::context::tls_client);
    } catch (const boost::system::system_error& e) {
        return error{errc::system, std::string{"TLS: "} + e.what()};
    }
    SSL_CTX_set_default_passwd_cb(context->native_handle(), no_password);
    // Session tickets are of no use to a client that comes once a minute.
    SSL_CTX_set_session_cache_mode(context->native_handle(), SSL_SESS_CACHE_OFF);
    if (!options.certificate_file.empty()) {
        if (context->use_certificate_chain_file(options.certificate_file, ec); ec)
            return error{errc::system, options.certificate_file + ": " + ec.message()};
        const auto& key = options.key_file.empty() ? options.certificate_file : options.key_file;
        if (context->use_private_key_file(key, ssl::context::pem, ec); ec)
            return error{errc::system, key + ": " + ec.message()};
    }
    if (options.verify) {
        if (options.ca_file.empty()) {
            context->set_default_verify_paths(ec);
        } else {
            context->load_verify_file(options.ca_file, ec);
        }
        if (ec)
            return error{errc::system, (options.ca_file.empty() ? "CA files" : options.ca_file) + ": " + ec.message()};
    }
    context->set_verify_mode(options.verify ? ssl::verify_peer : ssl::verify_none, ec);
    return context;
}

class tls_attempt final : public http_attempt {
public:
    tls_attempt(const asio::any_io_executor& executor, std::shared_ptr<const director::prepared_check> check,
                std::size_t url, attempt_options options, attempt_handler handler, shared_context context)
        : http_attempt{executor, std::move(check), url, std::move(options), std::move(handler)},
          context_{std::move(context)},
          stream_{socket_, *context_} {}

private:
    [[nodiscard]] const health::http_check& http() const { return std::get<health::http_check>(what().kind); }

    void on_connected() override {
        enter(health::phase::tls);
        auto* handle = stream_.native_handle();
        // What the macro SSL_set_tlsext_host_name() stands for, without its C cast.
        if (auto name = http().sni_of(url_); !name.empty())
            SSL_ctrl(handle, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
        if (http().tls->verify) name_to_verify(handle);
        stream_.async_handshake(ssl::stream_base::client, [me = self(this)](const error_code& ec) {
            if (me->over()) return;
            if (ec) return me->on_handshake_error(ec);
            me->write_request();
        });
    }

    /// The certificate must be for the name asked for, or for the address when there is none.
    void name_to_verify(SSL* handle) const {
        auto name = http().tls->sni_name.empty() ? http().host_of(url_) : http().tls->sni_name;
        if (const auto colon = name.find(':');
            colon != std::string::npos && name.find(':', colon + 1) == std::string::npos)
            name.resize(colon);
        auto* parameters = SSL_get0_param(handle);
        if (name.empty()) {
            X509_VERIFY_PARAM_set1_ip_asc(parameters, what().target.address.to_string().c_str());
        } else {
            SSL_set1_host(handle, name.c_str());
        }
    }

    void on_handshake_error(const error_code& ec) {
        if (ec.category() == boost::system::system_category()) return fail_system(ec.value());
        const auto verdict = SSL_get_verify_result(stream_.native_handle());
        if (http().tls->verify && verdict != X509_V_OK)
            return fail(health::failure::tls, X509_verify_cert_error_string(verdict));
        if (ec == asio::error::eof || ec == ssl::error::stream_truncated)
            return fail(health::failure::closed, "during the TLS handshake");
        fail(health::failure::tls, ec.message());
    }

    void write_request() override {
        enter(health::phase::write);
        asio::async_write(stream_, asio::buffer(request_), [me = self(this)](const error_code& ec, std::size_t) {
            if (me->over()) return;
            if (ec) return me->on_stream_error(ec);
            me->enter(health::phase::first_byte);
            me->read_more();
        });
    }

    void read_more() override {
        stream_.async_read_some(asio::buffer(buffer_), [me = self(this)](const error_code& ec, std::size_t got) {
            if (me->over()) return;
            if (ec) return me->on_stream_error(ec);
            if (me->take({me->buffer_.data(), got})) me->read_more();
        });
    }

    void on_stream_error(const error_code& ec) {
        if (ec == ssl::error::stream_truncated) {
            if (http().tls->require_close_notify)
                return fail(health::failure::tls, "the server closed without close_notify");
            return on_eof();
        }
        if (ec == asio::error::eof) return on_eof();
        if (ec.category() == boost::system::system_category()) return fail_system(ec.value());
        fail(health::failure::tls, ec.message());
    }

    shared_context context_;
    ssl::stream<asio::ip::tcp::socket&> stream_;
    std::array<char, 4096> buffer_;
};

}  // namespace

result<shared_context> tls_contexts::impl::find_or_make(const health::tls_options& options) {
    for (const auto& [known, context] : made)
        if (known == options) return context;
    auto context = make_context(options);
    if (context.has_value()) made.emplace_back(options, *context);
    return context;
}

tls_contexts::tls_contexts() : impl_{std::make_unique<impl>()} {}
tls_contexts::~tls_contexts() = default;
tls_contexts::tls_contexts(tls_contexts&&) noexcept = default;
tls_contexts& tls_contexts::operator=(tls_contexts&&) noexcept = default;

result<void> tls_contexts::prepare(const health::tls_options& options) {
    if (auto made = impl_->find_or_make(options); made.has_error()) return made.error();
    return {};
}

namespace {

/// An attempt that cannot begin.
class refused_attempt final : public attempt_base {
public:
    refused_attempt(const asio::any_io_executor& executor, std::shared_ptr<const director::prepared_check> check,
                    std::size_t url, attempt_options options, attempt_handler handler, std::string why)
        : attempt_base{executor, std::move(check), url, std::move(options), std::move(handler)}, why_{std::move(why)} {}

private:
    void begin() override { fail_later(health::failure::tls, 0, why_); }
    void close() override {}
    std::string why_;
};

}  // namespace

std::shared_ptr<attempt_base> make_tls_attempt(const asio::any_io_executor& executor,
                                               std::shared_ptr<const director::prepared_check> check, std::size_t url,
                                               attempt_options options, attempt_handler handler) {
    const auto& tls = *std::get<health::http_check>(check->what.kind).tls;
    auto context = options.tls ? options.tls->get().find_or_make(tls) : make_context(tls);
    if (context.has_error())
        return std::make_shared<refused_attempt>(executor, std::move(check), url, std::move(options),
                                                 std::move(handler), context.error().message());
    return std::make_shared<tls_attempt>(executor, std::move(check), url, std::move(options), std::move(handler),
                                         std::move(*context));
}

}  // namespace hakit::io

#else

namespace hakit::io {

struct tls_contexts::impl {};

tls_contexts::tls_contexts() : impl_{std::make_unique<impl>()} {}
tls_contexts::~tls_contexts() = default;
tls_contexts::tls_contexts(tls_contexts&&) noexcept = default;
tls_contexts& tls_contexts::operator=(tls_contexts&&) noexcept = default;

result<void> tls_contexts::prepare(const health::tls_options&) {
    return error{errc::unsupported, "this build has no TLS"};
}

namespace {

class refused_attempt final : public attempt_base {
public:
    using attempt_base::attempt_base;

private:
    void begin() override { fail_later(health::failure::unsupported, 0, "this build has no TLS"); }
    void close() override {}
};

}  // namespace

std::shared_ptr<attempt_base> make_tls_attempt(const asio::any_io_executor& executor,
                                               std::shared_ptr<const director::prepared_check> check, std::size_t url,
                                               attempt_options options, attempt_handler handler) {
    return std::make_shared<refused_attempt>(executor, std::move(check), url, std::move(options), std::move(handler));
}

}  // namespace hakit::io

#endif
