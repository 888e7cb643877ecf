#include "input.hpp"
#include "large_input.hpp"

#include <hakit/io/file.hpp>

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace hakit::cli {

namespace {

/// By the option or the name alone.
bool is_keepalived(const std::string& path, const input_options& options) {
    if (!options.format.empty()) return options.format == formats::find(formats::format_id::keepalived)->name();
    const auto guessed = formats::guess(path, {});
    return guessed && (*guessed)->id() == formats::format_id::keepalived;
}

}  // namespace

result<void> open_into(input_file& input, const std::string& path, const input_options& options) {
    if (path == "-") {
        auto bytes = io::read_descriptor(STDIN_FILENO, "standard input");
        if (!bytes) return bytes.error();
        input.top = input.files.add({"-", std::move(*bytes)});
    } else {
        std::error_code unknown;
        if (const auto size = std::filesystem::file_size(path, unknown); !unknown) {
            expect_large_input(size);
            if (is_keepalived(path, options)) (void)threads_for_large_input(size);
        }
        auto top = input.files.open(path);
        if (!top) return top.error();
        input.top = *top;
    }
    if (!options.format.empty()) {
        input.format = formats::find(options.format);
        return {};
    }
    const auto guessed = formats::guess(path, input.source().text());
    if (!guessed) return error{guessed.error().code(), guessed.error().message() + " with --format"};
    input.format = *guessed;
    return {};
}

result<input_file> open_input(const std::string& path, const input_options& options, const text::limits& bounds) {
    input_file input{text::workspace{std::make_shared<io::file_loader>(), bounds}, 0, nullptr};
    if (const auto opened = open_into(input, path, options); !opened) return opened.error();
    return input;
}

result<formats::read_options> read_options_of(const input_options& options) {
    formats::read_options how;
    how.target = options.target;
    how.features = options.features;
    how.config_id = options.config_id;
    if (how.config_id.empty()) {
        char name[256] = {};
        if (gethostname(name, sizeof name - 1) == 0) how.config_id = name;
    }
    if (!options.facts.empty()) {
        auto text = io::read_file(options.facts);
        if (!text) return text.error();
        how.facts = std::move(*text);
    }
    return how;
}

result<std::unique_ptr<formats::reading>> check_input(input_file& input, const formats::read_options& how) {
    if (input.format->id() != formats::format_id::keepalived) return input.format->check(input.files, input.top, how);
    auto with_threads = how;
    with_threads.work = threads_for_large_input(input.source().text().size());
    return input.format->check(input.files, input.top, with_threads);
}

text::render_options rendering(const input_options& options, const formats::reading& found) {
    text::render_options rendering;
    if (!options.secrets && found.diagnostics().size() != 0) rendering.secrets = found.secrets();
    return rendering;
}

int fail(const error& e) {
    const auto& message = e.message();
    std::fprintf(stderr, "hakit: %s%s", message.c_str(), message.ends_with('\n') ? "" : "\n");
    switch (e.code()) {
        case errc::system:
        case errc::not_found: return system_failure;
        case errc::refused:
        case errc::limit_exceeded: return input_errors;
        default: return e.system_errno() != 0 ? system_failure : usage;
    }
}

int print(std::string_view text, int code) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) return code;
    if (errno == EPIPE) return code;
    std::perror("hakit: standard output");
    return system_failure;
}

}  // namespace hakit::cli
