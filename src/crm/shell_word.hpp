/// Words as Python's shlex splits them, which is what crmsh does. Internal.
#pragma once

#include <string>
#include <string_view>

namespace hakit::crm {

constexpr bool is_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == '\r'; }

/// Where a continuation that starts at `p` ends: behind one or more '\', the line ending and the indentation of the
/// next line. `p` itself when there is none. At the end of the text '\' continues nothing, but is dropped too.
const char* skip_continuation(const char* p, const char* end) noexcept;

/// The end of the word that starts at `p`, quotes and continuations inside included; stops at a blank, a line ending or
/// the end. `*closed` is false when a quote has no partner.
const char* end_of_word(const char* p, const char* end, bool* closed) noexcept;

/// Whether the written form is the word itself.
bool is_plain(std::string_view written) noexcept;

/// The word without quotes, escapes and continuations.
std::string unescape(std::string_view written);

/// Several lines joined as a continuation does; quotes stay.
std::string join_lines(std::string_view written);

/// The word as it has to be written so that unescape() gives it back: bare when it is made of letters, digits and
/// `_.-`, as crmsh writes it, else in double quotes.
std::string quote(std::string_view word);

/// The same for a word that is no value: bare when nothing in it needs quotes.
std::string quote_if_needed(std::string_view word);

}  // namespace hakit::crm
