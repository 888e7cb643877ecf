#include "convert.hpp"

#include "input.hpp"
#include "large_input.hpp"

#include <hakit/crm/emit.hpp>
#include <hakit/formats/cib.hpp>
#include <hakit/formats/convert.hpp>

#include <cstdio>
#include <string>
#include <utility>

namespace hakit::cli {
namespace {

/// Text for crmsh, and how much of it is XML.
result<std::string> for_crmsh(const cib::config& values, const std::string& release) {
    const auto spoken = crm::parse_dialect(release);
    if (!spoken) return error{errc::invalid_argument, "'" + release + "' is no release of crmsh: 4.4 or 5.0"};
    crm::emit_options style;
    style.spoken = *spoken;
    style.extensions = false;
    auto written = crm::emit(values, style);
    if (!written.left_out.empty())
        return error{errc::unsupported, "crm shell text cannot hold " + written.left_out.front()};
    if (written.xml_objects != 0)
        std::fprintf(stderr, "hakit: %zu of %zu objects are xml\n", written.xml_objects, written.objects);
    return std::move(written.text);
}

}  // namespace

int convert(const convert_options& options) {
    auto input = open_input(options.file, options.input);
    if (!input) return fail(input.error());
    auto how = read_options_of(options.input);
    if (!how) return fail(how.error());
    if (!options.schema.empty()) {
        if (input->format->id() != formats::format_id::crm)
            return fail({errc::invalid_argument, "--schema is for crm text; a CIB names its own"});
        if (!how->target.empty()) how->target += ',';
        how->target += (options.schema.starts_with("pacemaker-") ? "" : "pacemaker-") + options.schema;
    }
    how->errors_only = true;
    auto checked = check_input(*input, *how);
    if (!checked) return fail(checked.error());
    const auto& reading = *keep_until_exit(std::move(*checked));
    const auto made = formats::convert(reading.values(), *formats::find(options.to));
    if (!made) return fail(made.error());
    if (!options.crmsh.empty() && options.to != "crm") return fail({errc::invalid_argument, "--crmsh is for --to crm"});
    const auto text = options.crmsh.empty() ? (*made)->emit({.secrets = true, .target = how->target})
                                            : for_crmsh(*formats::cib_of(**made), options.crmsh);
    if (!text) return fail(text.error());
    // What the file lacks, the result lacks, too.
    text::diagnostic_list found;
    for (const auto& d : reading.diagnostics().items())
        if (d.level == text::severity::error) found.add(d);
    const bool errors = !found.empty();
    if (errors) {
        const auto shown = text::render_text(input->files, found, rendering(options.input, reading));
        std::fwrite(shown.data(), 1, shown.size(), stderr);
    }
    return print(*text, errors ? input_errors : clean);
}

}  // namespace hakit::cli
