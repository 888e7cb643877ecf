#include "input.hpp"

#include <hakit/io/file.hpp>

namespace hakit::cli {

int format(const format_options& options) {
    int worst = clean;
    for (const auto& path : options.files) {
        auto input = open_input(path, options.input);
        if (!input) {
            worst = std::max(worst, fail(input.error()));
            continue;
        }
        const auto before = input->source().text();
        const auto after = input->format->layout(input->format->parse(input->source(), input->files.bounds()));
        if (options.check) {
            if (before != after) worst = std::max(worst, print(path + '\n', warnings));
        } else if (options.to_stdout || path == "-") {
            worst = std::max(worst, print(after));
        } else if (before != after) {
            if (const auto written = io::write_file_atomic(path, after); !written) return fail(written.error());
        }
    }
    return worst;
}

}  // namespace hakit::cli
