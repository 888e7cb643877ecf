/// Values that are written as named options on one line ("dev eth0 scope link home"): a table of options for each
/// struct, one engine for reading, writing, JSON and descriptions. Internal.
#pragma once

#include <hakit/base/ip_address.hpp>
#include <hakit/keepalived/route.hpp>

#include "keepalived/binding.hpp"
#include "keepalived/values/words.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace hakit::keepalived {

/// What an option's argument must be.
struct option_rule {
    std::string_view shape{};                        ///< of the argument, in capitals: "NAME", "N-N"
    bool (*valid)(std::string_view text) = nullptr;  ///< of a word; null: any
    std::int64_t min = 0;                            ///< of a number
    std::int64_t max = 0;
    std::uint16_t max_length = 0;    ///< bytes of a word; 0 without limit
    bool any_base = false;           ///< a number may be 0x10 or 010
    bool lockable = true;            ///< of a route metric: `lock` may stand before the number
    bool family_word = false;        ///< `inet` or `inet6` may stand before the address
    bool time = false;               ///< of a route metric: a unit may follow, "ms" or "s"
    std::string_view alias_of{};     ///< another name of that option
    std::string_view deprecated{};   ///< what to use instead
    std::string_view constant_of{};  ///< the name of the option is the value; JSON knows it by this key
    release since = v2_2_7;
};

/// The name and rule of an option, without the type that holds its value.
struct option_info {
    std::string_view name;
    const option_rule& rule;
};

/// How one type of option value is handled. read() stands behind the option's name; it reports and is false when
/// there is no good value.
namespace option_value {
bool read(reader& in, const option_info& o, bool& out);
bool read(reader& in, const option_info& o, std::string& out);
bool read(reader& in, const option_info& o, std::optional<std::int64_t>& out);
bool read(reader& in, const option_info& o, std::optional<ip_address>& out);
bool read(reader& in, const option_info& o, std::optional<ip_prefix>& out);
bool read(reader& in, const option_info& o, route_prefix& out);
bool read(reader& in, const option_info& o, std::optional<route_prefix>& out);
bool read(reader& in, const option_info& o, std::optional<route_metric>& out);
bool read(reader& in, const option_info& o, std::optional<route_congestion>& out);
bool read(reader& in, const option_info& o, std::optional<route_encap>& out);
bool read(reader& in, const option_info& o, std::vector<route_hop>& out);

[[nodiscard]] inline bool present(bool v) { return v; }
[[nodiscard]] inline bool present(const std::string& v) { return !v.empty(); }
[[nodiscard]] inline bool present(const route_prefix&) { return false; }
template <class T>
[[nodiscard]] bool present(const std::optional<T>& v) {
    return v.has_value();
}
[[nodiscard]] inline bool present(const std::vector<route_hop>& v) { return !v.empty(); }

void write(bool v, const option_info& o, word_writer& out);
void write(const std::string& v, const option_info& o, word_writer& out);
void write(const std::optional<std::int64_t>& v, const option_info& o, word_writer& out);
void write(const std::optional<ip_address>& v, const option_info& o, word_writer& out);
void write(const std::optional<ip_prefix>& v, const option_info& o, word_writer& out);
void write(const route_prefix& v, const option_info& o, word_writer& out);
void write(const std::optional<route_prefix>& v, const option_info& o, word_writer& out);
void write(const std::optional<route_metric>& v, const option_info& o, word_writer& out);
void write(const std::optional<route_congestion>& v, const option_info& o, word_writer& out);
void write(const std::optional<route_encap>& v, const option_info& o, word_writer& out);
void write(const std::vector<route_hop>& v, const option_info& o, word_writer& out);

void to_json(bool v, json& out);
void to_json(const std::string& v, json& out);
void to_json(const std::optional<std::int64_t>& v, json& out);
void to_json(const std::optional<ip_address>& v, json& out);
void to_json(const std::optional<ip_prefix>& v, json& out);
void to_json(const route_prefix& v, json& out);
void to_json(const std::optional<route_prefix>& v, json& out);
void to_json(const std::optional<route_metric>& v, json& out);
void to_json(const std::optional<route_congestion>& v, json& out);
void to_json(const std::optional<route_encap>& v, json& out);
void to_json(const std::vector<route_hop>& v, json& out);

/// The reason when the JSON does not fit.
result<void> from_json(const json& in, const option_info& o, bool& out);
result<void> from_json(const json& in, const option_info& o, std::string& out);
result<void> from_json(const json& in, const option_info& o, std::optional<std::int64_t>& out);
result<void> from_json(const json& in, const option_info& o, std::optional<ip_address>& out);
result<void> from_json(const json& in, const option_info& o, std::optional<ip_prefix>& out);
result<void> from_json(const json& in, const option_info& o, route_prefix& out);
result<void> from_json(const json& in, const option_info& o, std::optional<route_prefix>& out);
result<void> from_json(const json& in, const option_info& o, std::optional<route_metric>& out);
result<void> from_json(const json& in, const option_info& o, std::optional<route_congestion>& out);
result<void> from_json(const json& in, const option_info& o, std::optional<route_encap>& out);
result<void> from_json(const json& in, const option_info& o, std::vector<route_hop>& out);

[[nodiscard]] std::string describe(const option_info& o, const bool*);
[[nodiscard]] std::string describe(const option_info& o, const std::string*);
[[nodiscard]] std::string describe(const option_info& o, const std::optional<std::int64_t>*);
[[nodiscard]] std::string describe(const option_info& o, const std::optional<ip_address>*);
[[nodiscard]] std::string describe(const option_info& o, const std::optional<ip_prefix>*);
[[nodiscard]] std::string describe(const option_info& o, const route_prefix*);
[[nodiscard]] std::string describe(const option_info& o, const std::optional<route_prefix>*);
[[nodiscard]] std::string describe(const option_info& o, const std::optional<route_metric>*);
[[nodiscard]] std::string describe(const option_info& o, const std::optional<route_congestion>*);
[[nodiscard]] std::string describe(const option_info& o, const std::optional<route_encap>*);
[[nodiscard]] std::string describe(const option_info& o, const std::vector<route_hop>*);
}  // namespace option_value

/// The member that holds an option's value.
template <class T>
using option_member =
    std::variant<bool T::*, std::string T::*, std::optional<std::int64_t> T::*, std::optional<ip_address> T::*,
                 std::optional<ip_prefix> T::*, route_prefix T::*, std::optional<route_prefix> T::*,
                 std::optional<route_metric> T::*, std::optional<route_congestion> T::*,
                 std::optional<route_encap> T::*, std::vector<route_hop> T::*>;

/// One option of a struct.
template <class T>
struct option {
    std::string_view name;
    option_member<T> member;
    option_rule rule{};
};

/// The error "NAME: REASON" of from_json; internal to the option values.
[[nodiscard]] error wrong_option(const option_info& o, std::string_view needed);
/// Reports a word that is none of the options, with the nearest one.
void report_unknown_option(reader& in, const keyword& k, const word& w, const std::vector<std::string_view>& known);
/// Reports an option that the target does not know yet (false), or that is deprecated (true).
bool check_option(reader& in, const word& w, const option_rule& rule);
/// Whether `key` stands in the object; `member` is its value then.
const json* json_member(const json& object, std::string_view key);
/// The first key of the object that is not in `known`, if any.
std::optional<std::string> unknown_json_key(const json& object, const std::vector<std::string_view>& known);
json* json_slot(json& object, std::string_view key);
bool is_json_object(const json& in);

template <class T>
using option_table = std::span<const option<T>>;

template <class T>
[[nodiscard]] const option<T>* find_option(option_table<T> table, std::string_view name) {
    for (const auto& o : table)
        if (o.name == name) return &o;
    return nullptr;
}

template <class T>
[[nodiscard]] std::vector<std::string_view> option_names(option_table<T> table) {
    std::vector<std::string_view> names;
    for (const auto& o : table) names.push_back(o.name);
    return names;
}

/// What became of a word.
enum class option_outcome : std::uint8_t { good, bad, unknown };

/// Reads the next option when the next word names one. A bad one is reported, an unknown word is left alone.
template <class T>
[[nodiscard]] option_outcome read_option(reader& in, option_table<T> table, T& value) {
    const auto* o = find_option(table, in.peek().text);
    if (o == nullptr) return option_outcome::unknown;
    const auto& w = in.take();
    if (!check_option(in, w, o->rule)) return option_outcome::bad;
    const option_info info{o->name, o->rule};
    const bool good = std::visit([&](auto member) { return option_value::read(in, info, value.*member); }, o->member);
    return good ? option_outcome::good : option_outcome::bad;
}

/// Writes the options that are set, in the order of the table.
template <class T>
void write_options(const T& value, option_table<T> table, word_writer& out) {
    for (const auto& o : table) {
        if (!o.rule.alias_of.empty()) continue;
        const option_info info{o.name, o.rule};
        std::visit(
            [&](auto member) {
                if (option_value::present(value.*member)) option_value::write(value.*member, info, out);
            },
            o.member);
    }
}

/// Adds the options that are set to a JSON object.
template <class T>
void options_to_json(const T& value, option_table<T> table, json& out) {
    for (const auto& o : table) {
        if (!o.rule.alias_of.empty()) continue;
        const auto key = o.rule.constant_of.empty() ? o.name : o.rule.constant_of;
        std::visit(
            [&](auto member) {
                if (option_value::present(value.*member)) option_value::to_json(value.*member, *json_slot(out, key));
            },
            o.member);
    }
}

/// Reads the options of a JSON object; keys outside the table and `others` are refused.
template <class T>
result<void> options_from_json(const json& in, option_table<T> table, T& value,
                               const std::vector<std::string_view>& others = {}) {
    auto known = others;
    for (const auto& o : table)
        if (o.rule.alias_of.empty()) known.push_back(o.rule.constant_of.empty() ? o.name : o.rule.constant_of);
    if (const auto key = unknown_json_key(in, known))
        return error{errc::invalid_argument, "there is no option '" + *key + '\''};
    for (const auto& o : table) {
        if (!o.rule.alias_of.empty()) continue;
        const auto* member_json = json_member(in, o.rule.constant_of.empty() ? o.name : o.rule.constant_of);
        if (member_json == nullptr) continue;
        const option_info info{o.name, o.rule};
        const auto done = std::visit(
            [&](auto member) { return option_value::from_json(*member_json, info, value.*member); }, o.member);
        if (!done) return done.error();
    }
    // Of options whose name is the value, only a name of the table will do.
    for (const auto& o : table) {
        if (o.rule.constant_of.empty()) continue;
        if (const auto* text = std::get_if<std::string T::*>(&o.member); text != nullptr && !(value.*(*text)).empty()) {
            const auto* chosen = find_option(table, value.*(*text));
            if (chosen == nullptr || chosen->rule.constant_of != o.rule.constant_of)
                return error{errc::invalid_argument, std::string{o.rule.constant_of} + ": no such value"};
        }
    }
    return {};
}

/// "[dev NAME] [home]".
template <class T>
[[nodiscard]] std::string describe_options(option_table<T> table) {
    std::string text;
    for (const auto& o : table) {
        if (!o.rule.alias_of.empty()) continue;
        if (!text.empty()) text += ' ';
        const option_info info{o.name, o.rule};
        text +=
            '[' +
            std::visit([&]<class V>(V T::*) { return option_value::describe(info, static_cast<const V*>(nullptr)); },
                       o.member) +
            ']';
    }
    return text;
}

}  // namespace hakit::keepalived
