/// What is wrong with single lines and names, reported while they are read. Internal.
#pragma once

#include "corosync/line.hpp"
#include "corosync/quote.hpp"
#include "text/builder.hpp"

#include <optional>
#include <string>
#include <vector>

namespace hakit::corosync {

/// Follows the sections and reports to the builder. The names of its functions are what was just read.
class line_rules {
public:
    line_rules(text::builder& out, const target& aim) : out_{out}, aim_{aim} { sections_.push_back({}); }

    void look_at(const line_parts& line, const char* last) {
        if (mark_ != nullptr || line.is_odd()) look_closely_at(line, last);
    }
    void setting(const line_parts& line) {
        if (!is_plain_key(line)) look_closely_at_key(line);
    }
    /// The line holds the name of the section.
    void opened(const line_parts& line);
    void behind_open(const line_parts& line);
    void brace_below(const line_parts& name, const line_parts& brace);
    void close(const line_parts& line);
    void closed() {
        if (mark_ != nullptr) report_mark(nullptr);
        sections_.pop_back();
    }
    /// The text begins with a byte order mark.
    void byte_order_mark(const char* mark) noexcept { mark_ = mark; }
    void other(const line_parts& line);
    void one_line(const line_parts& line);

private:
    /// An open section.
    struct scope {
        std::size_t path = 0;       ///< length of its path
        const char* bad = nullptr;  ///< its name, or that of one around it, when corosync cannot store it,
        const char* bad_end = nullptr;
        bool reported = false;
    };

    /// Corosync 3 refuses what its predecessors ignored.
    text::diagnostic& report(const text::code_info& code, const char* first, const char* last, std::string message,
                             std::optional<text::severity> level = std::nullopt);

    void look_closely_at(const line_parts& line, const char* last);
    /// Whether corosync stores the key, and there is nothing to say about it.
    [[nodiscard]] bool is_plain_key(const line_parts& line) const noexcept {
        const auto& here = sections_.back();
        const auto name = static_cast<std::size_t>(line.name_end - line.first);
        return mark_ == nullptr && here.bad == nullptr && here.path != 0 && here.path + 1 + name <= longest_path &&
               line.first != line.mark && may_be_stored({line.first, name});
    }
    void look_closely_at_key(const line_parts& line);
    /// Reports the mark; `stops` is where corosync sees that something is wrong.
    void report_mark(const char* stops);

    text::builder& out_;
    const target& aim_;
    std::vector<scope> sections_;
    const char* mark_ = nullptr;  ///< a byte order mark that is not reported yet
};

}  // namespace hakit::corosync
