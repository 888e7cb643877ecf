#include <hakit/text/render.hpp>

#include <text/printable.hpp>
#include <text/source_line.hpp>

namespace hakit::text {
namespace {

/// Writes one list. Colours go around words, never around blanks.
void add_count(std::string& out, std::size_t count, std::string_view what) {
    if (count == 0) return;
    if (!out.empty()) out += ", ";
    out += std::to_string(count) + ' ' + std::string{what};
    if (count != 1) out += 's';
}

std::string left_out_counts(const diagnostic_list& list) {
    std::string out;
    for (const auto level : {severity::error, severity::warning, severity::hint})
        add_count(out, list.left_out(level), to_string(level));
    return out;
}

class text_renderer {
public:
    text_renderer(const workspace& files, const render_options& options)
        : files_{files}, options_{options}, secrets_{files, options.secrets} {}

    void add(const diagnostic& d) {
        const auto colour = colour_of(d.level);
        add_place(d.where);
        out_ += paint(colour, std::string{to_string(d.level)} + '[' + printable(d.code->id) + ']');
        out_ += ": " + paint(bold, shown(d.message)) + '\n';
        add_source(d.where, colour);
        for (const auto& n : d.notes) {
            out_ += "  " + paint(bold, "note") + ": ";
            if (n.where) add_place(*n.where);
            out_ += shown(n.message) + '\n';
            if (n.where) add_source(*n.where, blue);
        }
        if (d.remedy) {
            const bool sure = d.remedy->confidence == applicability::certain;
            out_ += "  " + paint(green, sure ? "fix" : "possible fix") + ": " + shown(d.remedy->title) + '\n';
        }
    }

    void add_left_out(const diagnostic_list& list) {
        if (list.left_out() != 0) out_ += "not shown: " + left_out_counts(list) + '\n';
    }

    [[nodiscard]] std::string take() { return std::move(out_); }

private:
    static constexpr std::string_view bold = "1";
    static constexpr std::string_view red = "1;31";
    static constexpr std::string_view yellow = "1;33";
    static constexpr std::string_view cyan = "1;36";
    static constexpr std::string_view green = "1;32";
    static constexpr std::string_view blue = "34";

    static std::string_view colour_of(severity s) noexcept {
        return s == severity::error ? red : s == severity::warning ? yellow : cyan;
    }

    [[nodiscard]] std::string paint(std::string_view colour, std::string_view text) const {
        if (!options_.colour || text.empty()) return std::string{text};
        return "\x1b[" + std::string{colour} + 'm' + std::string{text} + "\x1b[0m";
    }

    [[nodiscard]] std::string shown(std::string_view message) const { return printable(secrets_.message(message)); }

    void add_place(location place) {
        const auto at = files_.lines(place.file).position_of(place.where.begin);
        const auto name = printable(files_.file(place.file).name());
        out_ += paint(bold, name + ':' + std::to_string(at.line) + ':' + std::to_string(at.column) + ':') + ' ';
    }

    void add_source(location place, std::string_view colour) {
        if (!options_.show_source) return;
        constexpr std::size_t gutter = 5;
        const auto source = excerpt_of(files_, place, options_, secrets_);
        auto number = std::to_string(source.line);
        if (number.size() < gutter) number.insert(0, gutter - number.size(), ' ');
        out_ += paint(blue, number + " |");
        if (!source.text.empty()) out_ += ' ' + source.text;
        out_ += '\n' + paint(blue, std::string(number.size(), ' ') + " |") + ' ' + source.indent +
                paint(colour, source.marks);
        if (source.last_line != source.line) out_ += " ... to line " + std::to_string(source.last_line);
        out_ += '\n';
    }

    const workspace& files_;
    const render_options& options_;
    redactor secrets_;
    std::string out_;
};

}  // namespace

std::string render_text(const workspace& files, const diagnostic_list& list, const render_options& options) {
    text_renderer renderer{files, options};
    for (const auto& d : list.items()) renderer.add(d);
    renderer.add_left_out(list);
    return renderer.take();
}

std::string summary(const diagnostic_list& list) {
    std::string out;
    for (const auto level : {severity::error, severity::warning, severity::hint})
        add_count(out, list.count(level), to_string(level));
    if (list.left_out() != 0) out += "; not shown: " + left_out_counts(list);
    return out;
}

}  // namespace hakit::text
