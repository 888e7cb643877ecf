// Buffers, processors and bit sets of global_defs.
#include "keepalived/codes/keyword_codes.hpp"
#include "keepalived/values/global.hpp"
#include "keepalived/values/json_object.hpp"
#include "keepalived/values/route_words.hpp"
#include "keepalived/values/words.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <utility>

namespace hakit::keepalived {
namespace {

constexpr std::int64_t u32 = 0xffff'ffff;
constexpr std::int64_t most_cpus = 1023;  // CPU_SETSIZE - 1

std::optional<rx_buffer_policy> policy_word(std::string_view text) {
    if (equal_ignoring_case(text, "MTU")) return rx_buffer_policy{rx_buffer_policy::kind::mtu, 0};
    if (equal_ignoring_case(text, "ADVERT")) return rx_buffer_policy{rx_buffer_policy::kind::advert, 0};
    return std::nullopt;
}

}  // namespace

std::optional<rx_buffer_policy> value_traits<rx_buffer_policy>::read(reader& in, const keyword& k) {
    const auto& w = in.take();
    if (const auto policy = policy_word(w.text)) return policy;
    if (w.text.empty() || w.text[0] < '0' || w.text[0] > '9') {
        report_bad_word(in, k, w, {"MTU", "ADVERT", "BYTES"});
        return std::nullopt;
    }
    const auto bytes = read_integer(in, w, k.name, 0, u32);
    if (!bytes) return std::nullopt;
    return rx_buffer_policy{rx_buffer_policy::kind::bytes, static_cast<std::uint32_t>(*bytes)};
}

void value_traits<rx_buffer_policy>::write(const rx_buffer_policy& value, const keyword&, word_writer& out) {
    switch (value.by) {
        case rx_buffer_policy::kind::mtu: out.raw("MTU"); break;
        case rx_buffer_policy::kind::advert: out.raw("ADVERT"); break;
        case rx_buffer_policy::kind::bytes: out.number(value.bytes); break;
    }
}

void value_traits<rx_buffer_policy>::to_json(const rx_buffer_policy& value, const keyword&, json& out) {
    switch (value.by) {
        case rx_buffer_policy::kind::mtu: out = "MTU"; break;
        case rx_buffer_policy::kind::advert: out = "ADVERT"; break;
        case rx_buffer_policy::kind::bytes: out = value.bytes; break;
    }
}

result<rx_buffer_policy> value_traits<rx_buffer_policy>::from_json(const json& in, const keyword& k) {
    if (in.is_string())
        if (const auto policy = policy_word(in.get<std::string>())) return *policy;
    if (in.is_number_unsigned() && in.get<std::uint64_t>() <= static_cast<std::uint64_t>(u32))
        return rx_buffer_policy{rx_buffer_policy::kind::bytes, in.get<std::uint32_t>()};
    return wrong_type(k, "\"MTU\", \"ADVERT\" or a number of bytes");
}

std::string value_traits<rx_buffer_policy>::describe(const keyword&) { return "MTU|ADVERT|BYTES"; }

std::optional<cpu_list> value_traits<cpu_list>::read(reader& in, const keyword&) {
    cpu_list value;
    while (!in.done())
        if (const auto cpu = read_integer(in, in.take(), "processor", 0, most_cpus))
            value.cpus.push_back(static_cast<std::uint32_t>(*cpu));
    if (value.cpus.empty()) return std::nullopt;
    return value;
}

void value_traits<cpu_list>::write(const cpu_list& value, const keyword&, word_writer& out) {
    for (const auto cpu : value.cpus) out.number(cpu);
}

void value_traits<cpu_list>::to_json(const cpu_list& value, const keyword&, json& out) { out = value.cpus; }

result<cpu_list> value_traits<cpu_list>::from_json(const json& in, const keyword& k) {
    cpu_list value;
    if (!in.is_array() || in.empty()) return wrong_type(k, "an array of processors");
    for (const auto& cpu : in) {
        if (!cpu.is_number_unsigned() || cpu.get<std::uint64_t>() > static_cast<std::uint64_t>(most_cpus))
            return wrong_type(k, "processors of 0..1023");
        value.cpus.push_back(cpu.get<std::uint32_t>());
    }
    return value;
}

std::string value_traits<cpu_list>::describe(const keyword&) { return "PROCESSOR..."; }

namespace {

constexpr std::uint64_t most_mode = 0777;

/// The names that keepalived gives to mode bits (those of <sys/stat.h> without S_).
constexpr std::array<std::pair<std::string_view, std::uint16_t>, 12> mode_bits{{
    {"IRUSR", 0400},
    {"IWUSR", 0200},
    {"IXUSR", 0100},
    {"IRWXU", 0700},
    {"IRGRP", 0040},
    {"IWGRP", 0020},
    {"IXGRP", 0010},
    {"IRWXG", 0070},
    {"IROTH", 0004},
    {"IWOTH", 0002},
    {"IXOTH", 0001},
    {"IRWXO", 0007},
}};

std::string octal(std::uint16_t bits) {
    std::string text = "0";
    for (int shift = 6; shift >= 0; shift -= 3) text += static_cast<char>('0' + (bits >> shift & 7));
    return text;
}

}  // namespace

std::optional<file_mode_mask> value_traits<file_mode_mask>::read(reader& in, const keyword& k) {
    file_mode_mask value;
    if (const auto first = in.peek(); !first.text.empty() && first.text[0] >= '0' && first.text[0] <= '9') {
        in.take();
        const auto number = number_of_any_base(first.text, most_mode);
        if (!number) {
            in.report(keyword_code.bad_value, first.where,
                      quote(first.text) + " is no file mode mask: 0 to 0777, octal with a leading 0");
            return std::nullopt;
        }
        value.bits = static_cast<std::uint16_t>(*number);
        return value;
    }
    while (!in.done()) {
        const auto& w = in.take();
        for (std::size_t at = 0; at <= w.text.size();) {
            const auto bar = std::min(w.text.find('|', at), w.text.size());
            const auto name = w.text.substr(at, bar - at);
            at = bar + 1;
            if (name.empty()) continue;
            const auto bit = std::ranges::find(mode_bits, name, &std::pair<std::string_view, std::uint16_t>::first);
            if (bit == mode_bits.end()) {
                std::vector<std::string_view> names;
                for (const auto& [known, bits] : mode_bits) names.push_back(known);
                const auto begin = w.where.begin + static_cast<std::uint32_t>(name.data() - w.text.data());
                const bool quoted = w.where.size() != w.text.size();
                const auto where =
                    quoted ? w.where : text::span{begin, begin + static_cast<std::uint32_t>(name.size())};
                report_bad_word(in, k, {name, where}, names);
                in.take_all();
                return std::nullopt;
            }
            if (std::popcount(bit->second) > 1 && in.aim().version <= v2_2_7) {
                in.report(keyword_code.bad_value, w.where,
                          "keepalived " + in.aim().version.to_string() + " does not know " + quote(name) +
                              "; name its three bits");
                in.take_all();
                return std::nullopt;
            }
            value.bits = static_cast<std::uint16_t>(value.bits | bit->second);
        }
    }
    return value;
}

void value_traits<file_mode_mask>::write(const file_mode_mask& value, const keyword&, word_writer& out) {
    out.raw(octal(value.bits));
}

void value_traits<file_mode_mask>::to_json(const file_mode_mask& value, const keyword&, json& out) {
    out = octal(value.bits);
}

result<file_mode_mask> value_traits<file_mode_mask>::from_json(const json& in, const keyword& k) {
    const auto text = json_string(in);
    const auto number = text ? number_of_any_base(*text, most_mode) : std::nullopt;
    if (!number) return wrong_type(k, "a string such as \"0022\"");
    return file_mode_mask{static_cast<std::uint16_t>(*number)};
}

std::string value_traits<file_mode_mask>::describe(const keyword&) { return "0..0777 or BIT|BIT..."; }

namespace {

constexpr std::array<std::pair<std::string_view, std::uint8_t>, 4> check_names{{
    {"read", include_checks::read},
    {"match", include_checks::match},
    {"wildcard_match", include_checks::wildcard_match},
    {"brace_match", include_checks::brace_match},
}};

std::vector<std::string_view> check_words() {
    std::vector<std::string_view> words;
    for (const auto& [name, bit] : check_names) words.push_back(name);
    return words;
}

std::optional<std::uint8_t> check_bit(std::string_view name) {
    for (const auto& [known, bit] : check_names)
        if (known == name) return bit;
    return std::nullopt;
}

json names_of(std::uint8_t bits) {
    json names = json::array();
    for (const auto& [name, bit] : check_names)
        if ((bits & bit) != 0) names.push_back(std::string{name});
    return names;
}

bool bits_of(const json& names, std::uint8_t& bits) {
    if (!names.is_array()) return false;
    for (const auto& name : names) {
        const auto bit = name.is_string() ? check_bit(name.get<std::string>()) : std::nullopt;
        if (!bit) return false;
        bits = static_cast<std::uint8_t>(bits | *bit);
    }
    return true;
}

}  // namespace

std::optional<include_checks> value_traits<include_checks>::read(reader& in, const keyword& k) {
    if (in.done()) return include_checks{include_checks::all, 0, true};
    include_checks value;
    while (!in.done()) {
        const auto& w = in.take();
        const bool sign = w.text.starts_with('+') || w.text.starts_with('-');
        const auto name = sign ? w.text.substr(1) : w.text;
        const auto bit = check_bit(name);
        if (!bit) {
            auto where = w.where;
            if (sign && where.size() == w.text.size()) ++where.begin;
            report_bad_word(in, k, {name, where}, check_words());
            continue;
        }
        if (!sign) value.absolute = true;
        const bool off = w.text[0] == '-';
        auto& on_side = off ? value.cleared : value.set;
        auto& other = off ? value.set : value.cleared;
        on_side = static_cast<std::uint8_t>(on_side | *bit);
        other = static_cast<std::uint8_t>(other & ~*bit);
    }
    if ((value.set | value.cleared) == 0) return std::nullopt;
    return value;
}

void value_traits<include_checks>::write(const include_checks& value, const keyword&, word_writer& out) {
    for (const auto& [name, bit] : check_names) {
        if ((value.set & bit) != 0)
            out.raw((value.absolute ? "" : "+") + std::string{name});
        else if ((value.cleared & bit) != 0)
            out.raw("-" + std::string{name});
    }
}

void value_traits<include_checks>::to_json(const include_checks& value, const keyword&, json& out) {
    out = json{{"absolute", value.absolute}, {"set", names_of(value.set)}, {"cleared", names_of(value.cleared)}};
}

result<include_checks> value_traits<include_checks>::from_json(const json& in, const keyword& k) {
    include_checks value;
    json_object object{in, k};
    object.flag("absolute", value.absolute);
    if (object.has("set") && !bits_of(in["set"], value.set)) return wrong_type(k, "an array of checks in 'set'");
    if (object.has("cleared") && !bits_of(in["cleared"], value.cleared))
        return wrong_type(k, "an array of checks in 'cleared'");
    if (const auto done = object.finish(); !done) return done.error();
    if ((value.set | value.cleared) == 0) return wrong_type(k, "at least one check");
    if ((value.set & value.cleared) != 0) return wrong_type(k, "no check in both 'set' and 'cleared'");
    return value;
}

std::string value_traits<include_checks>::describe(const keyword&) {
    return "[[+|-]read|match|wildcard_match|brace_match ...]";
}

}  // namespace hakit::keepalived
