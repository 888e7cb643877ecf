#include <hakit/cib/check.hpp>

#include <hakit/cib/read.hpp>

#include "cib/check/context.hpp"

namespace hakit::cib {

void check_meaning(const config& c, const check_options& options, text::file_id file, text::diagnostic_list& out) {
    context about{c, options, file, out};
    check_schema(about);
    check_references(about);
    check_options_and_values(about);
    check_resources(about);
    check_constraints(about);
    if (!options.errors_only) check_loops(about);
    check_fencing(about);
    if (options.facts) check_agents(about);
}

checked check(text::workspace& files, text::file_id top, const check_options& options) {
    const text::limits& bounds = files.bounds();
    checked made;
    made.diagnostics = text::diagnostic_list{bounds.diagnostics_per_file};
    text::diagnostic_list reading{bounds.diagnostics_per_file};
    auto read_in = read(files.file(top).text(), bounds, reading);
    made.diagnostics.append(reading, top);
    made.configuration = std::move(read_in.values);
    made.complete = read_in.complete;
    // What is left of damaged XML would only bring up what the damage caused.
    if (made.complete) check_meaning(made.configuration, options, top, made.diagnostics);
    made.diagnostics.sort();
    return made;
}

}  // namespace hakit::cib
