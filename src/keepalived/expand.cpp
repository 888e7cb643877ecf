#include <hakit/keepalived/expand.hpp>

#include <hakit/keepalived/parse.hpp>

#include "keepalived/braces.hpp"
#include "keepalived/codes/text_codes.hpp"
#include "keepalived/damage.hpp"
#include "keepalived/expansion/as_written.hpp"
#include "keepalived/expansion/expander.hpp"
#include "keepalived/grammar.hpp"

#include <algorithm>

namespace hakit::keepalived {

struct expansion::shared {
    text::document document;
    text::file_id top = 0;
    bool identity = true;
    origin_map origins;
    text::diagnostic_list diagnostics;
    struct damage damage;
    std::vector<text::source> sources;  ///< by file; empty when there are no definitions
    std::vector<expansion> sections;

    /// Moves a finding about the expanded text to where it was written.
    void trace(text::diagnostic& d) const {
        d.where = origins.origin(d.where.where);
        for (auto& n : d.notes)
            if (n.where) n.where = origins.origin(n.where->where);
        if (!d.remedy) return;
        for (auto& edit : d.remedy->edits) {
            const auto place = origins.origin(edit.where);
            if (place.file != d.where.file || origins.definition(edit.where)) return d.remedy.reset();
            edit.where = place.where;
        }
    }

    /// The column that a byte of the expanded text was written in.
    [[nodiscard]] column_finder column() const {
        return [this](std::uint32_t offset) -> std::optional<std::uint32_t> {
            const text::span byte{offset, offset + 1};
            if (identity) return column_of(document.text(), offset);
            if (origins.definition(byte)) return std::nullopt;
            const auto place = origins.origin(byte);
            return column_of(sources[place.file].text(), place.where.begin);
        };
    }

    /// Finds out how the braces would pair, where they do not.
    void mend() {
        const auto damaged = [](const text::diagnostic& d) {
            return d.code == &text_code.missing_close || d.code == &text_code.surplus_close ||
                   d.code == &text_code.missing_open;
        };
        if (std::ranges::any_of(document.diagnostics().items(), damaged)) {
            auto mended = mend_braces({document.text(), document.tokens(), document.nodes()}, column());
            damage.parents = std::move(mended.parents);
            damage.unopened = std::move(mended.unopened);
        }
    }
};

const text::document& expansion::document() const noexcept { return shared_->document; }

text::location expansion::origin(text::span where) const noexcept {
    if (shared_->identity) return {shared_->top, where};
    return shared_->origins.origin(where);
}

std::optional<text::location> expansion::definition(text::span where) const noexcept {
    if (shared_->identity) return std::nullopt;
    return shared_->origins.definition(where);
}

std::string_view expansion::written(text::file_id file) const noexcept {
    return file < shared_->sources.size() ? shared_->sources[file].text() : std::string_view{};
}

const text::diagnostic_list& expansion::diagnostics() const noexcept { return shared_->diagnostics; }

const struct damage& expansion::damage() const noexcept { return shared_->damage; }

const std::vector<expansion>& expansion::sections() const noexcept { return shared_->sections; }

namespace {

/// Whether a finding of the written text still counts once it is expanded. Quotes and braces are judged in the expanded
/// text, since a block may begin in one file and end in another.
bool outlives_expansion(const text::code_info* code) {
    return code == &text_code.file_too_large || code == &text_code.line_too_long || code == &text_code.nul_byte ||
           code == &text_code.lost_escape;
}

}  // namespace

expansion as_written(text::document written, text::file_id file, std::vector<expansion> sections) {
    auto s = std::make_shared<expansion::shared>();
    s->document = std::move(written);
    s->top = file;
    s->sections = std::move(sections);
    return expansion{std::move(s)};
}

expansion expand(text::workspace& files, text::file_id top, const expand_options& options) {
    auto s = std::make_shared<expansion::shared>();
    s->top = top;
    auto written = parse(files.file(top), files.bounds());
    if (!written.needs_expansion()) {
        s->diagnostics = text::diagnostic_list{files.bounds().diagnostics_per_file};
        s->diagnostics.append(written.diagnostics(), top);
        s->document = std::move(written);
        s->mend();
        return expansion{std::move(s)};
    }
    expander work{files, options};
    const auto first_new = files.size();
    work.run_top(top);
    s->identity = false;
    s->origins = std::move(work.origins);
    s->diagnostics = std::move(work.diagnostics());
    const auto keep = [&](const text::document& doc, text::file_id file) {
        for (auto d : doc.diagnostics().items()) {
            if (!outlives_expansion(d.code)) continue;
            d.where.file = file;
            // Releases from 2.3 on drop such a line and say so.
            const bool dropped = d.code == &text_code.line_too_long || d.code == &text_code.nul_byte;
            if (dropped && options.for_target.version >= v2_3) d.level = text::severity::error;
            s->diagnostics.add(std::move(d));
        }
    };
    keep(written, top);
    for (auto file = static_cast<text::file_id>(first_new); file < files.size(); ++file)
        keep(parse(files.file(file), files.bounds()), file);

    for (text::file_id file = 0; file < files.size(); ++file) s->sources.push_back(files.file(file));

    auto bounds = files.bounds();
    bounds.file_bytes = bounds.expansion_bytes;
    s->damage.unresolved = std::move(work.unresolved);
    s->document = parse_as(dialect::expanded, {files.file(top).name(), std::move(work.output)}, bounds, s->column());
    s->mend();
    s->diagnostics.count_left_out(s->document.diagnostics());
    for (auto d : s->document.diagnostics().items()) {
        s->trace(d);
        if (d.code != &text_code.lost_escape) s->diagnostics.add(std::move(d));
    }
    return expansion{std::move(s)};
}

}  // namespace hakit::keepalived
