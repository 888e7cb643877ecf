// VRRP: packets explained.
#include <capi/guard.hpp>

#include <hakit/vrrp/decode_json.hpp>

using namespace hakit;

extern "C" {

hakit_status hakit_vrrp_decode(const char* data, size_t len, const hakit_vrrp_decode_options* options, hakit_buf** out,
                               hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto wanted = capi::options_of(options, hakit_vrrp_decode_options HAKIT_VRRP_DECODE_OPTIONS_INIT);
        const auto text = capi::bytes(data, len, "data");
        auto& to = capi::need(out, "out");
        vrrp::decode_options how;
        if (wanted.secret) {
            const auto secret = capi::bytes(wanted.secret, wanted.secret_len, "secret");
            how.secret.emplace();
            std::copy_n(secret.begin(), std::min(secret.size(), how.secret->size()), how.secret->begin());
        }
        const std::span bytes{reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
        const bool secrets = (wanted.flags & HAKIT_VRRP_DECODE_SECRETS) != 0;
        if ((wanted.flags & HAKIT_VRRP_DECODE_PACKET) != 0) {
            to = capi::give(vrrp::decode_packet_to_json(bytes, how, secrets));
            return {};
        }
        auto all = vrrp::decode_to_json(bytes, how, secrets);
        if (!all) return all.error();
        to = capi::give(*all);
        return {};
    });
}

}  // extern "C"
