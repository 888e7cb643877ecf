/// Small helpers that the value types share. Internal.
#pragma once

#include "keepalived/binding.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::keepalived {

/// 'word' in single quotes, for messages.
[[nodiscard]] std::string quote(std::string_view word);
/// "a|b|c".
[[nodiscard]] std::string join_words(const std::vector<std::string_view>& words);
[[nodiscard]] bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept;

/// Reports `w` as none of `allowed`, with the nearest one as fix.
void report_bad_word(reader& in, const keyword& k, const word& w, const std::vector<std::string_view>& allowed);

/// A decimal number (blanks before it allowed, as strtol does) within min..max, reported like an integer keyword's.
/// `what` names it in messages.
[[nodiscard]] std::optional<std::int64_t> read_integer(reader& in, const word& w, std::string_view what,
                                                       std::int64_t min, std::int64_t max);

void set_json_string(json& out, std::string_view text);
[[nodiscard]] std::optional<std::string> json_string(const json& in);

/// The failure "NAME: NEEDED is needed" of from_json.
[[nodiscard]] error wrong_type(const keyword& k, std::string_view needed);

}  // namespace hakit::keepalived
