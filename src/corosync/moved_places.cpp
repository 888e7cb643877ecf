#include "corosync/moved_places.hpp"

#include "corosync/binding.hpp"
#include "corosync/schema_table.hpp"

#include <algorithm>

namespace hakit::corosync {
namespace {

template <class T>
void move(text::setting<T>& s, const moved_places& places) {
    if (s.was_read()) s.set(s.value(), places(s.where()));
}

void move_section(const section& s, void* owner, section_base& base, const moved_places& places) {
    if (base.where.span != text::nowhere) base.where.span = places(base.where.span);
    for (auto& other : base.other) other.where.span = places(other.where.span);
    for (const auto& k : s.keys) {
        if (k.field == nullptr) continue;
        switch (k.field->kind) {
            case field_kind::counted: move(field_of<number>(k, owner), places); break;
            case field_kind::signed_count: move(field_of<integer>(k, owner), places); break;
            case field_kind::text: move(field_of<words>(k, owner), places); break;
            case field_kind::texts:
                for (auto& value : field_of<std::vector<words>>(k, owner)) move(value, places);
                break;
            case field_kind::block:
            case field_kind::blocks: break;
        }
    }
    for (const auto* child : s.sections) {
        auto* field = child->field->of(owner);
        for (std::size_t i = 0; i < child->field->size(field); ++i) {
            auto* block = child->field->at(field, i);
            move_section(*child, block, *child->field->base(block), places);
        }
    }
}

}  // namespace

moved_places::moved_places(const std::vector<text::text_edit>& edits) {
    std::int64_t shift = 0;
    for (const auto& e : edits) {
        const auto begin = static_cast<std::uint32_t>(e.where.begin + shift);
        const auto size = static_cast<std::uint32_t>(e.replacement.size());
        pieces_.push_back({begin, begin + size, e.where.begin, e.where.end});
        shift += static_cast<std::int64_t>(size) - e.where.size();
    }
}

std::uint32_t moved_places::back(std::uint32_t offset) const {
    const auto next = std::ranges::upper_bound(pieces_, offset, {}, &piece::new_begin);
    if (next == pieces_.begin()) return offset;
    const auto& last = next[-1];
    return offset < last.new_end ? last.old_begin : last.old_end + (offset - last.new_end);
}

text::span moved_places::operator()(text::span where) const {
    const auto begin = back(where.begin);
    return {begin, std::max(begin, back(where.end))};
}

void moved_places::apply(config& c) const { move_section(schema::root, &c, c, *this); }

text::diagnostic_list moved_places::apply(const text::diagnostic_list& list, std::uint32_t limit) const {
    text::diagnostic_list out{limit};
    for (auto d : list.items()) {
        d.where.where = (*this)(d.where.where);
        for (auto& n : d.notes)
            if (n.where) n.where->where = (*this)(n.where->where);
        if (d.remedy)
            for (auto& e : d.remedy->edits) e.where = (*this)(e.where);
        out.add(std::move(d));
    }
    out.count_left_out(list);
    return out;
}

}  // namespace hakit::corosync
