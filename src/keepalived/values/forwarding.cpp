#include "keepalived/values/forwarding.hpp"

#include "keepalived/codes/keyword_codes.hpp"
#include "keepalived/values/json_object.hpp"

#include <nlohmann/json.hpp>

namespace hakit::keepalived {
namespace {

/// Why keepalived refuses the combination; null when it does not.
const char* objection(const forwarding& f) {
    if ((f.tunnel == tunnel_kind::gue) != (f.port != 0))
        return f.port == 0 ? "a gue tunnel needs a port" : "only gue tunnels have a port";
    const bool checksum = f.checksum == tunnel_checksum::csum || f.checksum == tunnel_checksum::remcsum;
    if (f.tunnel == tunnel_kind::ipip && checksum) return "ipip tunnels have no checksum";
    if (f.tunnel == tunnel_kind::gre && f.checksum == tunnel_checksum::remcsum)
        return "gre tunnels have no remote checksum offload";
    return nullptr;
}

/// Takes one option; false when the line is lost.
bool read_option(reader& in, const keyword& k, forwarding& value) {
    const auto& w = in.take();
    if (const auto checksum = enum_value<tunnel_checksum>(w.text)) {
        value.checksum = *checksum;
        return true;
    }
    if (w.text != "type" && w.text != "port") {
        report_bad_word(in, k, w, {"type", "port", "nocsum", "csum", "remcsum"});
        return false;
    }
    if (in.done()) {
        in.report(keyword_code.missing_value, w.where, quote(w.text) + " needs a value");
        return false;
    }
    const auto& argument = in.take();
    if (w.text == "type") {
        const auto kind = enum_value<tunnel_kind>(argument.text);
        if (!kind) report_bad_word(in, k, argument, enum_words<tunnel_kind>());
        value.tunnel = kind.value_or(tunnel_kind::ipip);
        return kind.has_value();
    }
    const auto port = read_integer(in, argument, "port", 1, 65535);
    value.port = static_cast<std::uint16_t>(port.value_or(0));
    return port.has_value();
}

}  // namespace

std::optional<forwarding> value_traits<forwarding>::read(reader& in, const keyword& k) {
    const auto kind = value_traits<forwarding_kind>::read(in, k);
    if (!kind) {
        in.take_all();
        return std::nullopt;
    }
    forwarding value{.kind = *kind};
    if (in.done()) return value;
    const text::span options{in.peek().where.begin, in.peek(in.left() - 1).where.end};
    while (!in.done()) {
        if (read_option(in, k, value)) continue;
        in.take_all();
        return std::nullopt;
    }
    if (const auto* why = objection(value)) {
        in.report(keyword_code.bad_value, options, std::string{why} + "; keepalived ignores the line");
        return std::nullopt;
    }
    if (value.kind == forwarding_kind::tun) return value;
    in.report(keyword_code.no_effect, options, "tunnel options mean nothing with " + std::string{enum_word(*kind)});
    return forwarding{.kind = *kind};
}

void value_traits<forwarding>::write(const forwarding& value, const keyword&, word_writer& out) {
    out.raw(enum_word(value.kind));
    if (value.kind != forwarding_kind::tun) return;
    if (value.tunnel != tunnel_kind::ipip) {
        out.raw("type");
        out.raw(enum_word(value.tunnel));
    }
    if (value.port != 0) {
        out.raw("port");
        out.number(value.port);
    }
    if (value.checksum != tunnel_checksum::unset) out.raw(enum_word(value.checksum));
}

void value_traits<forwarding>::to_json(const forwarding& value, const keyword&, json& out) {
    if (value == forwarding{.kind = value.kind}) {
        out = std::string{enum_word(value.kind)};
        return;
    }
    out = json{{"kind", std::string{enum_word(value.kind)}}, {"type", std::string{enum_word(value.tunnel)}}};
    if (value.port != 0) out["port"] = value.port;
    if (value.checksum != tunnel_checksum::unset) out["checksum"] = std::string{enum_word(value.checksum)};
}

result<forwarding> value_traits<forwarding>::from_json(const json& in, const keyword& k) {
    forwarding value;
    if (!in.is_object()) {
        const auto kind = value_traits<forwarding_kind>::from_json(in, k);
        if (!kind) return kind.error();
        value.kind = *kind;
        return value;
    }
    json_object object{in, k};
    object.word("kind", value.kind, true);
    object.word("type", value.tunnel);
    object.number("port", value.port, 1, 65535);
    object.word("checksum", value.checksum);
    if (auto done = object.finish(); !done) return done.error();
    if (value.kind != forwarding_kind::tun) return wrong_type(k, "TUN for tunnel options");
    if (const auto* why = objection(value)) return error{errc::invalid_argument, std::string{k.name} + ": " + why};
    return value;
}

std::string value_traits<forwarding>::describe(const keyword&) {
    return "NAT|DR|TUN [type ipip|gue|gre] [port NUMBER 1..65535] [nocsum|csum|remcsum]";
}

}  // namespace hakit::keepalived
