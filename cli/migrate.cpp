// `hakit migrate`: a file in the words of another release.
#include "migrate.hpp"

#include "input.hpp"

#include <hakit/cib/migrate_json.hpp>
#include <hakit/corosync/migrate.hpp>
#include <hakit/formats/cib.hpp>
#include <hakit/text/line_index.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

namespace hakit::cli {
namespace {

int give(const input_file& input, const migrate_options& options, const std::string& text, int code) {
    if (!options.in_place || options.file == "-") return print(text, code);
    if (text == input.source().text()) return code;
    const auto written = io::write_file_atomic(options.file, text);
    return written ? code : fail(written.error());
}

int migrate_corosync(input_file& input, const migrate_options& options) {
    corosync::migrate_options how;
    const auto to = options.to.empty() || options.to == "3" ? "3.1.7" : options.to;
    const auto release = corosync::release::parse(to);
    if (!release) return fail(release.error());
    how.to = *release;
    how.node_names = options.node_names;
    for (const auto& text : options.nodes) how.nodes.push_back(corosync::listed_node(text));
    how.encrypt = !options.no_encryption;
    const auto made = corosync::migrate(input.files, input.top, how);
    if (!made) {
        const auto code = fail(made.error());
        return made.error().code() == errc::refused ? input_errors : code;
    }
    text::render_options style;
    style.show_source = false;
    std::fputs(text::render_text(input.files, made->decisions, style).c_str(), stderr);
    return give(input, options, made->text, clean);
}

/// Findings that leave something of the file out: what is wrong with the meaning is the migration's to mend.
bool is_damage(const text::diagnostic& d) noexcept {
    return d.level == text::severity::error && (d.code->id.starts_with("CR") || d.code->id.starts_with("CB00"));
}

/// The steps with the places of what they change.
std::string told(const std::vector<cib::migration_step>& steps, const input_file& input, bool as_json) {
    const text::line_index lines{input.source().text()};
    auto json = cib::to_json(steps);
    std::string text;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        text += input.source().name() + ':';
        if (steps[i].where != cib::nowhere) {
            const auto at = lines.position_of(steps[i].where.begin);
            text += std::to_string(at.line) + ':' + std::to_string(at.column) + ':';
            json["steps"][i]["line"] = at.line;
            json["steps"][i]["column"] = at.column;
        }
        text += ' ' + cib::to_text({steps[i]});
    }
    return as_json ? json.dump(2) + '\n' : text;
}

int migrate_cib(input_file& input, const migrate_options& options) {
    if (!options.node_names.empty() || !options.nodes.empty() || options.no_encryption)
        return fail({errc::invalid_argument, "--node-name, --node and --no-encryption are for corosync.conf"});
    const auto to = cib::schema_version::parse(options.to.empty() ? cib::newest_schema.to_string() : options.to);
    if (!to)
        return fail(
            {errc::invalid_argument, "there is no schema '" + options.to + "'; pacemaker-1.0 to pacemaker-4.0"});
    auto how = read_options_of(options.input);
    if (!how) return fail(how.error());
    how->errors_only = true;
    const auto checked = check_input(input, *how);
    if (!checked) return fail(checked.error());
    text::diagnostic_list damage;
    for (const auto& d : (*checked)->diagnostics().items())
        if (is_damage(d)) damage.add(d);
    if (!damage.empty()) {
        std::fputs(text::render_text(input.files, damage, rendering(options.input, **checked)).c_str(), stderr);
        return input_errors;
    }
    const auto made = formats::migrate(*(*checked)->values(), *to);
    if (!made) return fail(made.error());
    std::fputs(told(made->steps, input, options.output == "json").c_str(), stderr);
    const bool left = std::ranges::any_of(
        made->steps, [](const auto& step) { return step.what == cib::migration_step::kind::manual; });
    const auto text = made->values->emit({.secrets = true, .target = how->target});
    return text ? give(input, options, *text, left ? input_errors : clean) : fail(text.error());
}

}  // namespace

int migrate(const migrate_options& options) {
    auto input = open_input(options.file, options.input);
    if (!input) return fail(input.error());
    switch (input->format->id()) {
        case formats::format_id::corosync: return migrate_corosync(*input, options);
        case formats::format_id::crm:
        case formats::format_id::cib: return migrate_cib(*input, options);
        default:
            return fail({errc::invalid_argument,
                         "files of " + std::string{input->format->program()} + " have no releases to migrate between"});
    }
}

}  // namespace hakit::cli
