// `hakit cib`: upgrade, patch, rename and remove.
#include "cib.hpp"

#include "preview.hpp"

#include <hakit/cib/diff.hpp>
#include <hakit/cib/migrate_json.hpp>
#include <hakit/cib/read.hpp>
#include <hakit/cib/references.hpp>
#include <hakit/cib/write.hpp>
#include <hakit/io/file.hpp>

#include <nlohmann/json.hpp>

#include <cstdio>

namespace hakit::cli {
namespace {

/// A file with its model.
struct opened {
    input_file input;
    cib::config values;
};

/// Shows what keeps the file from being read.
result<opened> open_cib(const std::string& path) {
    input_options options;
    options.format = "cib";
    auto input = open_input(path, options);
    if (!input) return input.error();
    text::diagnostic_list found;
    auto in = cib::read(input->source().text(), input->files.bounds(), found);
    if (!found.empty()) std::fputs(text::render_text(input->files, found).c_str(), stderr);
    if (!in.complete) return error{errc::syntax, path + ": this is no CIB that can be read whole"};
    return opened{std::move(*input), std::move(in.values)};
}

int fail_input(const error& e) {
    const int code = fail(e);
    return e.code() == errc::system ? code : static_cast<int>(input_errors);
}

/// Writes the file, or shows what would change.
int write_back(const opened& from, const cib_options& options, int code) {
    const auto xml = cib::write(from.values);
    if (!xml) return fail_input(xml.error());
    if (options.dry_run) {
        input_options how;
        how.format = "cib";
        return print(preview(from.input, {{from.input.top, options.file, *xml}}, how, {}), code);
    }
    if (options.file == "-") return print(*xml, code);
    const auto written = io::write_file_atomic(options.file, *xml);
    return written ? code : fail(written.error());
}

}  // namespace

int cib_upgrade(const cib_options& options) {
    const auto to = cib::schema_version::parse(options.schema);
    if (!to) {
        fail({errc::invalid_argument, "there is no schema '" + options.schema + "'; 1.0 to 4.0"});
        return usage;
    }
    auto in = open_cib(options.file);
    if (!in) return fail_input(in.error());
    auto made = cib::migrate(in->values, *to);
    bool left = false;
    for (const auto& step : made.steps) left |= step.what == cib::migration_step::kind::manual;
    if (options.output == "json") {
        std::fputs((cib::to_json(made.steps).dump(2) + '\n').c_str(), stderr);
    } else {
        std::fputs(cib::to_text(made.steps).c_str(), stderr);
    }
    in->values = std::move(made.configuration);
    return write_back(*in, options, left ? input_errors : clean);
}

int cib_patch(const cib_options& options) {
    const auto before = open_cib(options.file);
    if (!before) return fail_input(before.error());
    const auto after = open_cib(options.second);
    if (!after) return fail_input(after.error());
    const auto patch = cib::make_patch(before->values, after->values);
    return patch ? print(*patch) : fail_input(patch.error());
}

int cib_rename(const cib_options& options) {
    auto in = open_cib(options.file);
    if (!in) return fail_input(in.error());
    const auto count = cib::rename(in->values, options.id, options.second);
    return count ? write_back(*in, options, clean) : fail_input(count.error());
}

int cib_remove(const cib_options& options) {
    auto in = open_cib(options.file);
    if (!in) return fail_input(in.error());
    const auto removed = cib::remove(in->values, options.id);
    if (!removed) return fail_input(removed.error());
    for (const auto& what : *removed) std::fputs(("removed " + what + '\n').c_str(), stderr);
    return write_back(*in, options, clean);
}

}  // namespace hakit::cli
