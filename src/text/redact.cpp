#include <text/redact.hpp>

#include <hakit/text/document.hpp>
#include <hakit/text/render.hpp>

#include <algorithm>

namespace hakit::text {
namespace {

/// Shorter secrets would hide half of every message if they were replaced inside of words.
constexpr std::size_t replaced_inside_words = 4;

bool is_word_character(char c) noexcept {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') ||
           byte == '_';
}

/// The first place from `from` on where `value` stands in `text`.
std::size_t find_secret(std::string_view text, std::string_view value, std::size_t from) noexcept {
    for (auto at = text.find(value, from); at != text.npos; at = text.find(value, at + 1)) {
        if (value.size() >= replaced_inside_words) return at;
        const auto end = at + value.size();
        const bool starts = at == 0 || !is_word_character(text[at - 1]);
        const bool ends = end == text.size() || !is_word_character(text[end]);
        if (starts && ends) return at;
    }
    return text.npos;
}

}  // namespace

redactor::redactor(const workspace& files, const std::vector<location>& secrets) : files_{files} {
    auto sorted = secrets;
    std::sort(sorted.begin(), sorted.end());
    for (auto& s : sorted) {
        const auto size = static_cast<std::uint32_t>(files.file(s.file).text().size());
        s.where.end = std::min(s.where.end, size);
        if (s.where.begin >= s.where.end) continue;
        if (!places_.empty() && places_.back().file == s.file && s.where.begin < places_.back().where.end)
            places_.back().where.end = std::max(places_.back().where.end, s.where.end);
        else
            places_.push_back(s);
        const auto value = unquoted(s.where.of(files.file(s.file).text()));
        if (!value.empty()) values_.push_back(value);
    }
    std::sort(values_.begin(), values_.end(), [](std::string_view a, std::string_view b) {
        return a.size() != b.size() ? a.size() > b.size() : a < b;
    });
    values_.erase(std::unique(values_.begin(), values_.end()), values_.end());
}

std::string redactor::message(std::string_view text) const {
    std::string out{text};
    for (const auto value : values_)
        for (auto at = find_secret(out, value, 0); at != out.npos; at = find_secret(out, value, at + redaction.size()))
            out.replace(at, value.size(), redaction);
    return out;
}

bool redactor::occurs_in(std::string_view text) const {
    return std::any_of(values_.begin(), values_.end(),
                       [&](std::string_view value) { return find_secret(text, value, 0) != text.npos; });
}

bool redactor::hides(const fix& f, file_id file) const {
    return std::any_of(f.edits.begin(), f.edits.end(), [&](const text_edit& e) {
        return !e.replacement.empty() && (occurs_in(e.replacement) || !inside(file, e.where).empty());
    });
}

std::vector<span> redactor::inside(file_id file, span where) const {
    std::vector<span> found;
    const auto first = std::partition_point(places_.begin(), places_.end(), [&](const location& s) {
        return s.file < file || (s.file == file && s.where.end <= where.begin);
    });
    for (auto s = first; s != places_.end() && s->file == file && s->where.begin < where.end; ++s)
        found.push_back(s->where);
    return found;
}

std::string redactor::excerpt(file_id file, span where) const {
    const auto text = files_.file(file).text();
    std::string out;
    auto at = where.begin;
    for (const auto secret : inside(file, where)) {
        if (secret.begin > at) out += span{at, secret.begin}.of(text);
        out += redaction;
        at = std::min(secret.end, where.end);
    }
    out += span{at, where.end}.of(text);
    return out;
}

std::vector<diagnostic> redacted(const workspace& files, const diagnostic_list& list,
                                 const std::vector<location>& secrets) {
    auto all = list.items();
    if (secrets.empty()) return all;
    const redactor hide{files, secrets};
    for (auto& d : all) {
        d.message = hide.message(d.message);
        for (auto& n : d.notes) n.message = hide.message(n.message);
        if (d.remedy) d.remedy->title = hide.message(d.remedy->title);
    }
    return all;
}

}  // namespace hakit::text
