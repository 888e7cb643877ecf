#include "keepalived/values/interface_line.hpp"

#include "keepalived/codes/keyword_codes.hpp"
#include "keepalived/values/json_object.hpp"
#include "keepalived/values/scalar.hpp"
#include "keepalived/values/words.hpp"

#include <nlohmann/json.hpp>

namespace hakit::keepalived {

std::optional<linkbeat_interface> value_traits<linkbeat_interface>::read(reader& in, const keyword& k) {
    linkbeat_interface value;
    value.name = in.take().text;
    if (in.done()) return value;
    const auto& w = in.take();
    if (const auto method = enum_value<linkbeat_interface::method_kind>(w.text))
        value.method = *method;
    else
        report_bad_word(in, k, w, enum_words<linkbeat_interface::method_kind>());
    return value;
}

void value_traits<linkbeat_interface>::write(const linkbeat_interface& value, const keyword&, word_writer& out) {
    out.word(value.name);
    if (value.method != linkbeat_interface::method_kind::any) out.raw(enum_word(value.method));
}

void value_traits<linkbeat_interface>::to_json(const linkbeat_interface& value, const keyword&, json& out) {
    out = json{{"name", value.name}};
    if (value.method != linkbeat_interface::method_kind::any) set_json_string(out["method"], enum_word(value.method));
}

result<linkbeat_interface> value_traits<linkbeat_interface>::from_json(const json& in, const keyword& k) {
    linkbeat_interface value;
    json_object object{in, k};
    object.text("name", value.name, true);
    object.word("method", value.method);
    if (const auto done = object.finish(); !done) return done.error();
    return value;
}

std::string value_traits<linkbeat_interface>::describe(const keyword&) { return "INTERFACE [MII|ETHTOOL|IOCTL]"; }

namespace {

using duration = value_traits<std::chrono::microseconds>;

}  // namespace

std::optional<interface_delay> value_traits<interface_delay>::read(reader& in, const keyword& k) {
    interface_delay value;
    value.name = in.take().text;
    if (in.done()) {
        const auto end = in.where().end;
        in.report(keyword_code.missing_value, {end, end}, quote(k.name) + " needs a delay behind the interface");
        return std::nullopt;
    }
    const auto down = duration::read(in, k);
    if (!in.done()) {
        value.up = duration::read(in, k);
        if (!value.up) return std::nullopt;
    }
    if (!down) return std::nullopt;
    value.down = *down;
    return value;
}

void value_traits<interface_delay>::write(const interface_delay& value, const keyword& k, word_writer& out) {
    out.word(value.name);
    duration::write(value.down, k, out);
    if (value.up) duration::write(*value.up, k, out);
}

void value_traits<interface_delay>::to_json(const interface_delay& value, const keyword& k, json& out) {
    out = json{{"name", value.name}};
    duration::to_json(value.down, k, out["down"]);
    if (value.up) duration::to_json(*value.up, k, out["up"]);
}

result<interface_delay> value_traits<interface_delay>::from_json(const json& in, const keyword& k) {
    interface_delay value;
    json_object object{in, k};
    object.text("name", value.name, true);
    if (!object.has("down")) return wrong_type(k, "an object with name and down");
    const auto down = duration::from_json(in["down"], k);
    if (!down) return down.error();
    value.down = *down;
    if (object.has("up")) {
        const auto up = duration::from_json(in["up"], k);
        if (!up) return up.error();
        value.up = *up;
    }
    if (const auto done = object.finish(); !done) return done.error();
    return value;
}

std::string value_traits<interface_delay>::describe(const keyword& k) {
    return "INTERFACE " + duration::describe(k) + " [" + duration::describe(k) + ']';
}

}  // namespace hakit::keepalived
