#include "keepalived/sections.hpp"

#include "keepalived/binder.hpp"
#include "keepalived/expansion/as_written.hpp"
#include "keepalived/grammar.hpp"
#include "keepalived/schema_table.hpp"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace hakit::keepalived {
namespace {

std::vector<text::span> cut(std::string_view text, std::size_t section_bytes) {
    constexpr std::string_view mark = "\nvirtual_server ";
    std::vector<text::span> sections;
    std::size_t begin = 0;
    const auto add = [&](std::size_t end) {
        sections.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
        begin = end;
    };
    const auto step = std::max<std::size_t>(section_bytes, 1);
    for (std::size_t from = step; from < text.size(); from = std::max(from, begin) + step) {
        const auto found = text.substr(from, step).find(mark);
        if (found != std::string_view::npos) add(from + found + 1);
    }
    add(text.size());
    return sections;
}

/// Whether each statement of the top level adds a block to a list: nothing depends on what stands before it then.
bool only_fills_lists(const text::document& doc) {
    for (auto id = doc.first_child(doc.root()); id != text::no_node; id = doc.next_sibling(id)) {
        const auto* k = schema::root.find(doc.word_text(id, 0));
        if (k == nullptr || k->body == nullptr || k->body->blocks == nullptr || !k->body->blocks->many) return false;
    }
    return true;
}

void append_lists(config& to, config& more) {
    for (const auto& k : schema::root) {
        const auto* blocks = k.body == nullptr ? nullptr : k.body->blocks;
        if (blocks != nullptr && blocks->many) blocks->append(k.body->in(&to), k.body->in(&more));
    }
}

/// Some sections that follow each other.
struct job {
    std::span<const text::span> sections;
    bool first;           ///< with the start of the text
    std::size_t to_come;  ///< the sections whose blocks will be in `values`

    std::vector<text::document> documents = {};
    std::vector<expansion> views = {};
    config values = {};
    text::diagnostic_list found = {};

    /// False when one of them cannot be read without the rest of the text; stops when `failed` comes true.
    bool run(const text::source& source, text::file_id file, const text::limits& bounds, const target& aim,
             const std::atomic<bool>& failed) {
        found = text::diagnostic_list{bounds.diagnostics_per_file};
        for (const auto& section : sections) {
            if (failed.load(std::memory_order_relaxed)) return false;
            auto doc = parse_section(source, bounds, section);
            if (!doc || (!(first && views.empty()) && !only_fills_lists(*doc))) return false;
            views.push_back(as_written(*doc, file));
            documents.push_back(std::move(*doc));
            binder{views.back(), aim, found, to_come}.bind_children(0, &values, schema::root);
            // Which findings are left out is for the whole to decide.
            if (found.left_out() != 0) return false;
        }
        return true;
    }
};

}  // namespace

std::optional<read_config> read_sections(const text::source& source, text::file_id file, const text::limits& bounds,
                                         const target& aim, const text::parallel& work) {
    if (work.jobs < 2 || exceeds_limit(source, bounds)) return std::nullopt;
    const auto sections = cut(source.text(), work.section_bytes);
    if (sections.size() < 2) return std::nullopt;
    const auto count = std::min<std::size_t>(work.jobs, sections.size());
    std::vector<job> jobs;
    for (std::size_t i = 0; i < count; ++i) {
        const auto begin = sections.size() * i / count;
        const auto end = sections.size() * (i + 1) / count;
        jobs.push_back(
            {std::span{sections}.subspan(begin, end - begin), i == 0, i == 0 ? sections.size() : end - begin});
    }
    std::atomic<bool> failed = false;
    work(count, [&](std::size_t i) {
        if (!jobs[i].run(source, file, bounds, aim, failed)) failed = true;
    });
    if (failed) return std::nullopt;
    auto& first = jobs.front();
    for (auto& j : std::span{jobs}.subspan(1)) {
        std::ranges::move(j.documents, std::back_inserter(first.documents));
        std::ranges::move(j.views, std::back_inserter(first.views));
        append_lists(first.values, j.values);
        first.found.append(j.found);
    }
    if (first.found.left_out() != 0) return std::nullopt;
    return read_config{as_written(text::document::join(std::move(first.documents)), file, std::move(first.views)),
                       std::move(first.values), std::move(first.found)};
}

}  // namespace hakit::keepalived
