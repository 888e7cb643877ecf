#include "run_findings.hpp"

#include <hakit/director/run_check.hpp>
#include <hakit/formats/typed.hpp>
#include <hakit/keepalived/check.hpp>

namespace hakit::cli {

void begin_run_findings() {}

void add_run_findings(const formats::reading& read, text::diagnostic_list& all) {
    if (const auto* own = formats::get_if<keepalived::checked>(read)) director::check_for_run(*own, all);
}

}  // namespace hakit::cli
