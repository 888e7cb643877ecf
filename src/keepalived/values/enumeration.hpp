/// Enumerations: one word out of a list. Internal.
#pragma once

#include "keepalived/binding.hpp"
#include "keepalived/values/words.hpp"

#include <array>
#include <concepts>
#include <string>
#include <string_view>
#include <utility>

namespace hakit::keepalived {

/// The words of an enumeration. Specialise with
///   static constexpr std::pair<std::string_view, E> names[] = {...};   the first name of a value is the one written
///   static constexpr bool any_case = false;                             whether letter case counts not
/// and, when the keyword may stand alone, which then means E{} (E{} is not in `names`):
///   static constexpr std::string_view bare = "on";                      the name of E{} in JSON only
template <class E>
struct enum_names;

template <class E>
concept named_enum = requires {
    enum_names<E>::names;
};

template <class E>
concept has_bare_name = requires {
    enum_names<E>::bare;
};

/// The word for a value; empty for a value out of the list.
template <named_enum E>
[[nodiscard]] constexpr std::string_view enum_word(E value) noexcept {
    for (const auto& [name, v] : enum_names<E>::names)
        if (v == value) return name;
    return {};
}

template <named_enum E>
[[nodiscard]] std::optional<E> enum_value(std::string_view word) noexcept {
    for (const auto& [name, value] : enum_names<E>::names)
        if (word == name || (enum_names<E>::any_case && equal_ignoring_case(word, name))) return value;
    return std::nullopt;
}

template <named_enum E>
[[nodiscard]] std::vector<std::string_view> enum_words() {
    std::vector<std::string_view> words;
    for (const auto& [name, value] : enum_names<E>::names) words.push_back(name);
    return words;
}

template <named_enum E>
struct value_traits<E> {
    static std::optional<E> read(reader& in, const keyword& k) {
        if (in.done()) return E{};
        const auto& w = in.take();
        const auto value = enum_value<E>(w.text);
        if (!value) report_bad_word(in, k, w, enum_words<E>());
        return value;
    }
    static void write(E value, const keyword&, word_writer& out) {
        if (const auto word = enum_word(value); !word.empty()) out.word(word);
    }
    static void to_json(E value, const keyword&, json& out) {
        auto word = enum_word(value);
        if constexpr (has_bare_name<E>)
            if (word.empty()) word = enum_names<E>::bare;
        set_json_string(out, word);
    }
    static result<E> from_json(const json& in, const keyword& k) {
        const auto text = json_string(in);
        auto words = enum_words<E>();
        if constexpr (has_bare_name<E>) {
            if (text && *text == enum_names<E>::bare) return E{};
            words.push_back(enum_names<E>::bare);
        }
        const auto value = text ? enum_value<E>(*text) : std::nullopt;
        if (!value)
            return error{errc::invalid_argument, std::string{k.name} + ": one of " + join_words(words) + " is needed"};
        return *value;
    }
    static std::string describe(const keyword& k) {
        auto text = join_words(enum_words<E>());
        return k.optional ? '[' + text + ']' : text;
    }
};

}  // namespace hakit::keepalived
