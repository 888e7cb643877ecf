#include "preview.hpp"

#include <hakit/io/file.hpp>
#include <hakit/keepalived/secrets.hpp>
#include <hakit/text/unified_diff.hpp>

#include <map>

namespace hakit::cli {
namespace {

using texts = std::map<std::string, std::string, std::less<>>;

/// The disk, but for some files that have another text than there.
class overlay final : public text::loader {
public:
    explicit overlay(texts instead) : instead_{std::move(instead)} {}

    result<std::string> read(const std::string& path) override {
        const auto found = instead_.find(path);
        return found == instead_.end() ? disk_.read(path) : result<std::string>{found->second};
    }
    result<std::vector<std::string>> glob(const std::string& pattern) override { return disk_.glob(pattern); }

private:
    io::file_loader disk_;
    texts instead_;
};

/// The secrets of a configuration by the names of its files.
std::map<std::string, std::vector<text::span>, std::less<>> secrets_of(const text::source& top, const texts& instead,
                                                                       const keepalived::expand_options& how) {
    const auto other = instead.find(top.name());
    text::workspace files{std::make_shared<overlay>(instead)};
    const auto id = files.add(other == instead.end() ? top : text::source{top.name(), other->second});
    std::map<std::string, std::vector<text::span>, std::less<>> found;
    for (const auto& place : keepalived::secrets(keepalived::expand(files, id, how)))
        found[files.file(place.file).name()].push_back(place.where);
    return found;
}

}  // namespace

std::string preview(const input_file& input, const std::vector<keepalived::mended_file>& changed,
                    const input_options& options, const check_context& context) {
    texts old_texts;
    texts new_texts;
    for (const auto& file : changed) {
        old_texts.emplace(file.name, input.files.file(file.id).text());
        new_texts.emplace(file.name, file.text);
    }
    decltype(secrets_of({}, {}, {})) before;
    decltype(before) after;
    if (!options.secrets) {
        const auto& top = input.files.file(input.top);
        before = secrets_of(top, old_texts, context.check.expansion);
        after = secrets_of(top, new_texts, context.check.expansion);
    }
    std::string out;
    for (const auto& file : changed)
        out += text::unified_diff(input.files.file(file.id).text(), file.text,
                                  {.old_name = file.name,
                                   .new_name = file.name,
                                   .before_secrets = before[file.name],
                                   .after_secrets = after[file.name]});
    return out;
}

}  // namespace hakit::cli
