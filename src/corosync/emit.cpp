#include <hakit/corosync/emit.hpp>

#include "corosync/binding.hpp"
#include "corosync/line.hpp"
#include "corosync/quote.hpp"
#include "corosync/schema_table.hpp"

#include <algorithm>

namespace hakit::corosync {
namespace {

bool fits_in_line(std::string_view text) { return text.find_first_of(std::string_view{"\n\r\0{", 4}) == text.npos; }

bool has_outer_blanks(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t'; };
    return !text.empty() && (blank(text.front()) || blank(text.back()));
}

class writer {
public:
    explicit writer(const emit_options& options) : options_{options}, indent_{std::min(options.indent, 16u)} {}

    void write(const section& s, const void* owner, const section_base& base) {
        for (const auto& k : s.keys) {
            if (k.field == nullptr) continue;
            if (is_set(k, owner))
                for_each_value(k, owner, [&](const std::string& value, text::span) {
                    line(k.name, k.secret && options_.redact ? std::string{"REDACTED"} : value);
                });
            else if (options_.defaults && !k.fallback.empty() && k.works_in(*options_.defaults))
                text_ += blanks() + "# " + std::string{k.name} + ": " + std::string{k.fallback} + '\n';
        }
        others(base.other, s);
        for (const auto* child : s.sections) {
            const auto* field = child->field->of(owner);
            auto* mutable_field = const_cast<void*>(field);
            for (std::size_t i = 0; i < child->field->size(mutable_field); ++i) {
                auto* block = child->field->at(mutable_field, i);
                open(child->name);
                write(*child, block, *child->field->base(block));
                close();
            }
        }
    }

    result<std::string> finish() {
        if (!failed_.empty()) return error{errc::invalid_argument, failed_};
        return std::move(text_);
    }

private:
    [[nodiscard]] std::string blanks() const { return std::string(path_.size() * indent_, ' '); }

    void line(std::string_view name, std::string_view value) {
        auto written = blanks() + std::string{name} + ':';
        if (!value.empty()) written += ' ' + std::string{value};
        if (!fits_in_line(value) || has_outer_blanks(value)) fail(name, "the value cannot stand in a line");
        if (name.empty() || !fits_in_line(name) || has_outer_blanks(name) || name.find(':') != name.npos ||
            name.starts_with('#'))
            fail(name, "the name cannot stand in a line");
        if (written.size() > longest_line) fail(name, "the line would have more than 510 bytes");
        if (path_length() + name.size() > longest_path)
            fail(name, "the name has more than 254 bytes with its sections");
        text_ += written + '\n';
    }
    void open(std::string_view name) {
        if (path_.empty() && !text_.empty()) text_ += '\n';
        if (name.empty() || !fits_in_line(name) || has_outer_blanks(name) || name.ends_with(':') ||
            name.starts_with('#'))
            fail(name, "the name cannot stand in a line");
        text_ += blanks() + std::string{name} + " {\n";
        path_.push_back(name);
    }
    void close() {
        path_.pop_back();
        text_ += blanks() + "}\n";
    }

    /// Whether "section.key" in `s` cannot be written as a section: it would be one that is known, or, up to 3.1.9,
    /// none.
    static bool stays_dotted(const std::vector<std::string_view>& steps, const section& s) {
        return !steps.empty() && (s.closed || &s == &schema::node || &s == &schema::logger_subsys ||
                                  s.find_section(steps.front()) != nullptr || std::ranges::count(steps, "") != 0);
    }

    /// "key" or "section.key"; neighbours of one section share it.
    void others(const std::vector<other_key>& list, const section& s) {
        std::vector<std::string_view> inside;
        for (const auto& other : list) {
            std::vector<std::string_view> steps;
            std::string_view rest{other.path};
            for (auto dot = rest.find('.'); dot != rest.npos; dot = rest.find('.')) {
                steps.push_back(rest.substr(0, dot));
                rest.remove_prefix(dot + 1);
            }
            if (stays_dotted(steps, s)) {
                steps.clear();
                rest = other.path;
            }
            const auto same = std::ranges::mismatch(inside, steps).in1 - inside.begin();
            while (inside.size() > static_cast<std::size_t>(same)) {
                close();
                inside.pop_back();
            }
            while (inside.size() < steps.size()) {
                open(steps[inside.size()]);
                inside.push_back(steps[inside.size()]);
            }
            line(rest, other.value);
        }
        for (; !inside.empty(); inside.pop_back()) close();
    }

    [[nodiscard]] std::size_t path_length() const {
        std::size_t length = 0;
        for (const auto step : path_) length += step.size() + 1;
        return length;
    }
    void fail(std::string_view name, std::string_view why) {
        if (!failed_.empty()) return;
        for (const auto step : path_) failed_ += std::string{step} + '.';
        failed_ = text::printable(failed_ + std::string{name}) + ": " + std::string{why};
    }

    const emit_options& options_;
    const unsigned indent_;
    std::string text_;
    std::vector<std::string_view> path_;
    std::string failed_;
};

}  // namespace

result<std::string> emit(const config& c, const emit_options& options) {
    writer out{options};
    out.write(schema::root, &c, c);
    return out.finish();
}

}  // namespace hakit::corosync
