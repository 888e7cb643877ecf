#include "keepalived/expansion/origin_map.hpp"

#include <algorithm>

namespace hakit::keepalived {

void origin_map::append(std::uint32_t length, const byte_origin& from) {
    if (length == 0) return;
    const bool verbatim = from.verbatim();
    if (!runs_.empty()) {
        const auto& last = runs_.back();
        const bool goes_on =
            verbatim
                ? last.verbatim && last.from.file == from.file && last.from.begin + (size_ - last.begin) == from.begin
                : !last.verbatim && last.from.file == from.file && last.from.begin == from.begin &&
                      last.from.end == from.end && last.from.definition == from.definition;
        if (!goes_on) runs_.push_back({size_, from, verbatim});
    } else {
        runs_.push_back({size_, from, verbatim});
    }
    size_ += length;
}

std::uint32_t origin_map::add_definition(text::location where) {
    definitions_.push_back(where);
    return static_cast<std::uint32_t>(definitions_.size() - 1);
}

const origin_map::run* origin_map::run_at(std::uint32_t offset) const noexcept {
    const auto after = std::upper_bound(runs_.begin(), runs_.end(), offset,
                                        [](std::uint32_t at, const run& r) { return at < r.begin; });
    return after == runs_.begin() ? nullptr : &*(after - 1);
}

text::location origin_map::origin(text::span where) const noexcept {
    const auto* first = run_at(where.begin);
    if (first == nullptr) return {};
    const auto begin = first->verbatim ? first->from.begin + (where.begin - first->begin) : first->from.begin;
    if (where.empty()) return {first->from.file, {begin, begin}};
    const auto* last = run_at(where.end - 1);
    auto end = last->verbatim ? last->from.begin + (where.end - last->begin) : last->from.end;
    if (last->from.file != first->from.file || end < begin) end = first->verbatim ? begin + 1 : first->from.end;
    return {first->from.file, {begin, end}};
}

std::optional<text::location> origin_map::definition(text::span where) const noexcept {
    const auto last = where.empty() ? where.begin : where.end - 1;
    for (const auto* r = run_at(where.begin); r != nullptr && r != runs_.data() + runs_.size() && r->begin <= last; ++r)
        if (r->from.definition != no_definition) return definitions_[r->from.definition];
    return std::nullopt;
}

}  // namespace hakit::keepalived
