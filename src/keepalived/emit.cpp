#include <hakit/keepalived/emit.hpp>

#include "keepalived/block_walk.hpp"

#include <algorithm>

namespace hakit::keepalived {
namespace {

constexpr std::size_t longest_line = 1022;  // keepalived reads into 1024 bytes, with line feed and NUL

class emitter {
public:
    explicit emitter(const emit_options& options)
        : options_{options}, indent_{std::min<std::size_t>(options.indent, 16)} {}

    void block(const void* owner, const keyword_table& table);
    [[nodiscard]] result<std::string> finish();

private:
    void value(const void* owner, const keyword& k);
    void blocks(const void* owner, const keyword& k);
    void one_block(const void* block, const keyword& k);
    void entries(const void* field, const binding& list, const keyword& k);
    void line(std::string_view text, const keyword& k);
    void fallback(const void* owner, const keyword& k);
    bool known(const keyword& k);
    void fail(errc code, const keyword& k, std::string_view why);

    const emit_options& options_;
    std::size_t indent_;
    std::vector<std::string> path_;
    std::string text_;
    error failure_;
    bool failed_ = false;
};

void emitter::fail(errc code, const keyword& k, std::string_view why) {
    if (failed_) return;
    failed_ = true;
    std::string message;
    for (const auto& part : path_) message += part + '.';
    failure_ = error{code, message + std::string{k.name} + ": " + std::string{why}};
}

bool emitter::known(const keyword& k) {
    if (!options_.version || k.since <= *options_.version) return true;
    fail(errc::unsupported, k, "it came with keepalived " + k.since.to_string());
    return false;
}

void emitter::line(std::string_view text, const keyword& k) {
    const auto length = path_.size() * indent_ + text.size();
    if (length > longest_line)
        return fail(errc::invalid_argument, k,
                    "keepalived reads lines of up to 1022 bytes; this one has " + std::to_string(length));
    if (text.find("$_") != text.npos || text.find("${_") != text.npos)
        return fail(errc::invalid_argument, k, "keepalived would take \"$_\" for one of its definitions");
    if (text.find('\n') != text.npos || text.find('\0') != text.npos)
        return fail(errc::invalid_argument, k, "a line cannot hold a line feed or a NUL byte");
    text_.append(path_.size() * indent_, ' ');
    text_ += text;
    text_ += '\n';
}

void emitter::value(const void* owner, const keyword& k) {
    const auto& ops = *k.header->values;
    const void* field = field_of(*k.header, owner);
    if (is_silent(k, ops, field) || !known(k)) return;
    std::string failure;
    for (const auto& words : written(k, ops, field, failure)) {
        const auto shown = k.secret && options_.redact ? redacted : std::string_view{words};
        line(shown.empty() ? std::string{k.name} : std::string{k.name} + ' ' + std::string{shown}, k);
    }
    if (!failure.empty()) fail(errc::invalid_argument, k, failure);
}

void emitter::entries(const void* field, const binding& list, const keyword& k) {
    std::string failure;
    for (const auto& words : written(k, *list.values, field, failure)) {
        if (words.empty() || words[0] == '@' || words[0] == '~' || words.starts_with("include"))
            fail(errc::invalid_argument, k, "an entry cannot begin with '" + words.substr(0, 7) + '\'');
        line(words, k);
    }
    if (!failure.empty()) fail(errc::invalid_argument, k, failure);
}

void emitter::one_block(const void* block, const keyword& k) {
    std::string opening{k.name};
    if (k.header != nullptr) {
        const auto& ops = *k.header->values;
        const void* field = field_of(*k.header, block);
        std::string failure;
        if (ops.present(field))
            for (const auto& words : written(k, ops, field, failure))
                if (!words.empty()) opening += ' ' + words;
        if (!ops.present(field) && !k.optional) fail(errc::invalid_argument, k, "it needs " + describe_values(k));
        if (!failure.empty()) fail(errc::invalid_argument, k, failure);
    }
    line(opening + " {", k);
    path_.push_back(block_name(k, block));
    if (k.form == shape::block)
        this->block(block, *k.children);
    else if (k.entries != nullptr)
        entries(field_of(*k.entries, block), *k.entries, k);
    path_.pop_back();
    line("}", k);
}

void emitter::blocks(const void* owner, const keyword& k) {
    void* field = field_of(*k.body, owner);
    if (k.body->blocks != nullptr) {
        const auto& ops = *k.body->blocks;
        for (std::size_t i = 0; i < ops.size(field); ++i) {
            if (!known(k)) return;
            if (path_.empty() && !text_.empty()) text_ += '\n';
            one_block(ops.at(field, i), k);
        }
        return;
    }
    if (!k.body->values->present(field) || !known(k)) return;
    if (path_.empty() && !text_.empty()) text_ += '\n';
    line(std::string{k.name} + " {", k);
    path_.emplace_back(k.name);
    entries(field, *k.body, k);
    path_.pop_back();
    line("}", k);
}

/// What keepalived uses when the keyword is absent, as a comment.
void emitter::fallback(const void* owner, const keyword& k) {
    if (has_fallback(k, owner, *options_.defaults))
        line("# " + std::string{k.name} + ": " + std::string{k.fallback}, k);
}

void emitter::block(const void* owner, const keyword_table& table) {
    for (const auto& k : table) {
        if (failed_) return;
        if (is_alias(k)) continue;
        if (k.form == shape::value)
            value(owner, k);
        else
            blocks(owner, k);
    }
    // The file as a whole is no block; a list of all that it does not say would hide what it says.
    if (options_.defaults && !path_.empty())
        for (const auto& k : table) fallback(owner, k);
}

result<std::string> emitter::finish() {
    if (failed_) return failure_;
    return std::move(text_);
}

}  // namespace

result<std::string> emit(const config& c, const emit_options& options) {
    emitter out{options};
    out.block(&c, keywords());
    return out.finish();
}

}  // namespace hakit::keepalived
