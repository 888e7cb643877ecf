/// Booleans, numbers, durations and plain words. Internal.
#pragma once

#include "keepalived/binding.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace hakit::keepalived {

/// A flag (the keyword alone) or an optional boolean word.
template <>
struct value_traits<bool> {
    static std::optional<bool> read(reader& in, const keyword& k);
    static void write(bool value, const keyword& k, word_writer& out);
    static void to_json(bool value, const keyword& k, json& out);
    static result<bool> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// A decimal integer within keyword::min..max.
template <>
struct value_traits<std::int64_t> {
    static std::optional<std::int64_t> read(reader& in, const keyword& k);
    static void write(std::int64_t value, const keyword& k, word_writer& out);
    static void to_json(std::int64_t value, const keyword& k, json& out);
    static result<std::int64_t> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// A whole number of seconds, in the same range rules; in JSON an integer.
template <>
struct value_traits<std::chrono::seconds> {
    static std::optional<std::chrono::seconds> read(reader& in, const keyword& k);
    static void write(std::chrono::seconds value, const keyword& k, word_writer& out);
    static void to_json(std::chrono::seconds value, const keyword& k, json& out);
    static result<std::chrono::seconds> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// A number of keyword::unit with up to keyword::decimals digits after the point. In JSON a number of seconds.
template <>
struct value_traits<std::chrono::microseconds> {
    static std::optional<std::chrono::microseconds> read(reader& in, const keyword& k);
    static void write(std::chrono::microseconds value, const keyword& k, word_writer& out);
    static void to_json(std::chrono::microseconds value, const keyword& k, json& out);
    static result<std::chrono::microseconds> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

/// One word of any text, at most keyword::max_length bytes of which count.
template <>
struct value_traits<std::string> {
    static std::optional<std::string> read(reader& in, const keyword& k);
    static void write(const std::string& value, const keyword& k, word_writer& out);
    static void to_json(const std::string& value, const keyword& k, json& out);
    static result<std::string> from_json(const json& in, const keyword& k);
    static std::string describe(const keyword& k);
};

}  // namespace hakit::keepalived
