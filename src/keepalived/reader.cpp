#include "keepalived/reader.hpp"

#include <utility>

namespace hakit::keepalived {

std::string_view reader::raw() const noexcept {
    if (words_.empty()) return {};
    return text::span{words_.front().where.begin, words_.back().where.end}.of(source_text());
}

text::diagnostic& reader::report(const text::code_info& code, text::span where, std::string message,
                                 std::optional<text::severity> level) {
    auto& d = out_.add(code, view_.origin(where), std::move(message), level);
    if (const auto definition = view_.definition(where))
        d.notes.push_back({"it comes out of this definition", *definition});
    return d;
}

std::optional<text::span> reader::editable(text::span where) const {
    if (view_.definition(where)) return std::nullopt;
    return view_.origin(where).where;
}

}  // namespace hakit::keepalived
