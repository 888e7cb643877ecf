#include <hakit/crm/check.hpp>

#include <hakit/cib/check.hpp>

#include "crm/binder/binder.hpp"
#include "crm/reading.hpp"

#include <utility>

namespace hakit::crm {

checked check(text::workspace& files, text::file_id top, const check_options& options) {
    const auto limit = files.bounds().diagnostics_per_file;
    auto [document, tree] = read_text(files.file(top), files.bounds());
    checked all{std::move(document), {}, text::diagnostic_list{limit}};
    text::diagnostic_list found{limit};
    all.configuration = binder{all.document, std::move(tree), options.reading, found}.run();
    all.diagnostics.append(all.document.diagnostics(), top);
    all.diagnostics.append(found, top);
    const cib::check_options meaning{options.facts, options.reading.schema, options.errors_only};
    cib::check_meaning(all.configuration, meaning, top, all.diagnostics);
    all.diagnostics.sort();
    return all;
}

}  // namespace hakit::crm
