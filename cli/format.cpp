#include "input.hpp"

#include <hakit/io/file.hpp>
#include <hakit/keepalived/format.hpp>
#include <hakit/keepalived/parse.hpp>

namespace hakit::cli {

int format(const format_options& options) {
    int worst = clean;
    for (const auto& path : options.files) {
        auto input = open_input(path);
        if (!input) {
            worst = std::max(worst, fail(input.error()));
            continue;
        }
        const auto before = input->files.file(input->top).text();
        const auto after = keepalived::format(keepalived::parse(input->files.file(input->top)));
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
