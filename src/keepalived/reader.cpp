#include "keepalived/reader.hpp"

#include <hakit/keepalived/setting.hpp>

#include "keepalived/damage.hpp"

#include <algorithm>
#include <utility>

namespace hakit::keepalived {

std::string_view reader::raw() const noexcept {
    if (words_.empty()) return {};
    return text::span{words_.front().where.begin, words_.back().where.end}.of(source_text());
}

text::diagnostic& reader::report(const text::code_info& code, text::span where, std::string message,
                                 std::optional<text::severity> level) {
    const auto judged = std::max(level.value_or(code.default_severity), worst_);
    return report_at_origin(view_, out_, unsaid_, code, where, std::move(message), judged);
}

text::diagnostic& report_at_origin(const expansion& view, text::diagnostic_list& out, text::diagnostic& unsaid,
                                   const text::code_info& code, text::span where, std::string message,
                                   std::optional<text::severity> level) {
    if (where == nowhere) return out.add(code, {}, std::move(message), level);
    if (const auto* cause = view.damage().cause(where)) {
        const auto worst = std::min(level.value_or(code.default_severity), cause->code->default_severity);
        if (worst != cause->code->default_severity) out.add(*cause->code, cause->where, cause->message, worst);
        unsaid = {};
        return unsaid;
    }
    auto& d = out.add(code, view.origin(where), std::move(message), level);
    if (const auto definition = view.definition(where))
        d.notes.push_back({"it comes out of this definition", *definition});
    return d;
}

std::optional<text::span> reader::editable(text::span where) const {
    if (view_.definition(where)) return std::nullopt;
    return view_.origin(where).where;
}

}  // namespace hakit::keepalived
