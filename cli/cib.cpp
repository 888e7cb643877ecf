// `hakit cib`: upgrade, patch, rename and remove.
#include "cib.hpp"

#include "preview.hpp"

#include <hakit/cib/diff.hpp>
#include <hakit/cib/migrate_json.hpp>
#include <hakit/cib/read.hpp>
#include <hakit/cib/references.hpp>
#include <hakit/cib/write.hpp>
#include <hakit/crm/bind.hpp>
#include <hakit/crm/merge.hpp>
#include <hakit/crm/parse.hpp>
#include <hakit/io/file.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <utility>

namespace hakit::cli {
namespace {

/// A file with its model.
struct opened {
    input_file input;
    cib::config values;
};

result<input_file> open_as_cib(const std::string& path) {
    input_options options;
    options.format = "cib";
    return open_input(path, options);
}

bool is_text(const input_file& input) {
    const auto guessed = formats::guess(input.source().name(), input.source().text());
    return guessed && (*guessed)->id() == formats::format_id::crm;
}

/// Shows what keeps the file from being read.
result<opened> read_cib(input_file input) {
    text::diagnostic_list found;
    auto in = cib::read(input.source().text(), input.files.bounds(), found);
    if (!found.empty()) std::fputs(text::render_text(input.files, found).c_str(), stderr);
    if (!in.complete) return error{errc::syntax, input.source().name() + ": this is no CIB that can be read whole"};
    return opened{std::move(input), std::move(in.values)};
}

result<opened> open_cib(const std::string& path) {
    auto input = open_as_cib(path);
    if (!input) return input.error();
    if (is_text(*input))
        return error{errc::syntax, path + ": this is crm shell text; hakit set, remove and migrate change it"};
    return read_cib(std::move(*input));
}

/// The same for crm shell text, read for that schema.
result<opened> read_text(input_file input, cib::schema_version schema) {
    const auto doc = crm::parse(input.source(), input.files.bounds());
    auto found = doc.diagnostics();
    auto values = crm::bind(doc, {.schema = schema}, found);
    // What only crmsh cannot read is read here.
    constexpr std::string_view unread_by_crmsh = "CR0302";
    if (std::ranges::none_of(found.items(), [&](const auto& d) {
            return d.level == text::severity::error && d.code->id != unread_by_crmsh;
        }))
        return opened{std::move(input), std::move(values)};
    found.sort();
    std::fputs(text::render_text(input.files, found).c_str(), stderr);
    return error{errc::syntax, input.source().name() + ": a patch is made of text without errors"};
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
    auto before = open_as_cib(options.file);
    if (!before) return fail_input(before.error());
    auto after = open_as_cib(options.second);
    if (!after) return fail_input(after.error());
    const bool from_text = is_text(*before);
    const bool to_text = is_text(*after);
    // Text is read for the schema of the CIB that it shall change, which is read before it.
    auto schema = cib::default_schema;
    const auto read = [&](input_file& file, bool text) -> result<cib::config> {
        auto in = text ? read_text(std::move(file), schema) : read_cib(std::move(file));
        if (!in) return in.error();
        if (!text) schema = cib::version_of(in->values).value_or(schema);
        return std::move(in->values);
    };
    result<cib::config> to = cib::config{};
    if (!to_text) to = read(*after, false);
    auto from = read(*before, from_text);
    if (to_text) to = read(*after, true);
    if (!from || !to) return fail_input((from ? to : from).error());
    if (from_text != to_text) {
        auto& text = from_text ? *from : *to;
        auto merged = crm::merge(from_text ? *to : *from, text);
        if (!merged) return fail_input(merged.error());
        text = std::move(*merged);
    }
    const auto patch = cib::make_patch(*from, *to);
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
