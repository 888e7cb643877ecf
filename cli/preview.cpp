#include "preview.hpp"

#include <hakit/io/file.hpp>
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

using secret_spans = std::map<std::string, std::vector<text::span>, std::less<>>;

/// The secrets of the configuration by the names of its files, where some files have another text.
secret_spans secrets_of(const input_file& input, const texts& instead, const formats::read_options& how) {
    const auto& top = input.source();
    const auto other = instead.find(top.name());
    text::workspace files{std::make_shared<overlay>(instead)};
    const auto id = files.add(other == instead.end() ? top : text::source{top.name(), other->second});
    secret_spans found;
    const auto reading = input.format->check(files, id, how);
    if (!reading) return found;  // the options were good when the change was made
    for (const auto& place : (*reading)->secrets()) found[files.file(place.file).name()].push_back(place.where);
    return found;
}

}  // namespace

std::string preview(const input_file& input, const std::vector<text::mended_file>& changed,
                    const input_options& options, const formats::read_options& how) {
    texts old_texts;
    texts new_texts;
    for (const auto& file : changed) {
        old_texts.emplace(file.name, input.files.file(file.id).text());
        new_texts.emplace(file.name, file.text);
    }
    secret_spans before;
    secret_spans after;
    if (!options.secrets) {
        before = secrets_of(input, old_texts, how);
        after = secrets_of(input, new_texts, how);
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
