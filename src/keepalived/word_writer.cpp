#include "keepalived/word_writer.hpp"

#include "keepalived/character_class.hpp"

namespace hakit::keepalived {

void word_writer::word(std::string_view text) {
    separate();
    // A bare backslash at the end of a line would stick to the word before it.
    bool quote = text.empty() || text.ends_with('\\');
    for (const char c : text) {
        if (c == '"' || c == '\n' || c == '\0') {
            failure_ = "keepalived cannot hold a double quote, a line feed or a NUL byte in a word";
            return;
        }
        quote = quote || class_of(c) != character::ordinary;
    }
    if (quote) current_ += '"';
    current_ += text;
    if (quote) current_ += '"';
}

void word_writer::number(long long value) { raw(std::to_string(value)); }

void word_writer::raw(std::string_view text) {
    separate();
    current_ += text;
}

void word_writer::end_entry() {
    entries_.push_back(std::move(current_));
    current_.clear();
}

}  // namespace hakit::keepalived
