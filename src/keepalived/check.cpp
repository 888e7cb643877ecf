#include <hakit/keepalived/check.hpp>

#include <hakit/keepalived/bind.hpp>

#include "keepalived/check/findings.hpp"
#include "keepalived/check/tracker_index.hpp"

namespace hakit::keepalived {

void check_meaning(const config& c, const expansion& view, const target& aim, const host_facts* facts,
                   text::diagnostic_list& out) {
    findings f{c, view, aim, facts, out};
    tracker_tables trackers{c};
    f.trackers = &trackers;
    check_global_defs(f);
    check_bfd(f);
    check_tracker_definitions(f);
    check_vrrp(f);
    check_static_config(f);
    check_virtual_server_groups(f);
    check_virtual_servers(f);
    check_script_security(f);
    if (facts != nullptr) check_host(f);
}

checked check(text::workspace& files, text::file_id top, const check_options& options) {
    auto view = expand(files, top, options.expansion);
    text::diagnostic_list found{files.bounds().diagnostics_per_file};
    found.append(view.diagnostics());
    auto configuration = bind(view, options.expansion.for_target, found);
    check_meaning(configuration, view, options.expansion.for_target, options.facts, found);
    found.sort();
    return {std::move(view), std::move(configuration), std::move(found)};
}

}  // namespace hakit::keepalived
