#include <hakit/crm/check.hpp>

#include <hakit/cib/check.hpp>
#include <hakit/crm/parse.hpp>

namespace hakit::crm {

checked check(text::workspace& files, text::file_id top, const check_options& options) {
    const auto limit = files.bounds().diagnostics_per_file;
    checked all{parse(files.file(top), files.bounds()), {}, text::diagnostic_list{limit}};
    text::diagnostic_list found{limit};
    all.configuration = bind(all.document, options.reading, found);
    all.diagnostics.append(all.document.diagnostics(), top);
    all.diagnostics.append(found, top);
    cib::check_meaning(all.configuration, {.facts = options.facts, .schema = options.reading.schema}, top,
                       all.diagnostics);
    all.diagnostics.sort();
    return all;
}

}  // namespace hakit::crm
