#include "input.hpp"
#include "large_input.hpp"

#include <hakit/io/file.hpp>
#include <hakit/keepalived/facts_json.hpp>
#include <hakit/keepalived/secrets.hpp>

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace hakit::cli {

result<void> open_into(input_file& input, const std::string& path) {
    if (path == "-") {
        auto bytes = io::read_descriptor(STDIN_FILENO, "standard input");
        if (!bytes) return bytes.error();
        input.top = input.files.add({"-", std::move(*bytes)});
        return {};
    }
    std::error_code unknown;
    if (const auto size = std::filesystem::file_size(path, unknown); !unknown) expect_large_input(size);
    auto top = input.files.open(path);
    if (!top) return top.error();
    input.top = *top;
    return {};
}

result<input_file> open_input(const std::string& path, const text::limits& bounds) {
    input_file input{text::workspace{std::make_shared<io::file_loader>(), bounds}, 0};
    if (const auto opened = open_into(input, path); !opened) return opened.error();
    return input;
}

result<check_context> make_context(const input_options& options) {
    check_context context;
    auto& expansion = context.check.expansion;
    const auto release = keepalived::release::parse(options.target);
    if (!release) return release.error();
    expansion.for_target.version = *release;
    if (!options.features.empty()) {
        const auto features = keepalived::parse_features(options.features);
        if (!features) return features.error();
        expansion.for_target.features = *features;
    }
    expansion.config_id = options.config_id;
    if (expansion.config_id.empty()) {
        char name[256] = {};
        if (gethostname(name, sizeof name - 1) == 0) expansion.config_id = name;
    }
    if (!options.facts.empty()) {
        auto text = io::read_file(options.facts);
        if (!text) return text.error();
        auto facts = keepalived::facts_from_json(*text);
        if (!facts) return error{facts.error().code(), options.facts + ": " + facts.error().message()};
        context.facts = std::make_unique<keepalived::host_facts>(std::move(*facts));
        context.check.facts = context.facts.get();
    }
    return context;
}

text::render_options rendering(const input_options& options, const keepalived::checked& checked) {
    text::render_options rendering;
    if (!options.secrets && checked.diagnostics.size() != 0) rendering.secrets = keepalived::secrets(checked.view);
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
