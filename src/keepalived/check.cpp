#include <hakit/keepalived/check.hpp>

#include <hakit/keepalived/bind.hpp>

#include "keepalived/check/findings.hpp"
#include "keepalived/check/tracker_index.hpp"
#include "keepalived/sections.hpp"

#include <algorithm>
#include <functional>
#include <vector>

namespace hakit::keepalived {
namespace {

using piece = std::function<void(findings&)>;

/// All checks, in pieces of which none needs what another one does.
std::vector<piece> pieces_of(const findings& f, std::size_t wanted) {
    std::vector<piece> pieces{
        check_global_defs,
        [](findings& out) {
            check_bfd(out);
            check_tracker_definitions(out);
            check_vrrp(out);
            check_static_config(out);
        },
        check_virtual_server_groups,
        check_script_security,
        check_repeated_virtual_servers,
    };
    const auto servers = f.configuration.virtual_server.size();
    for (std::size_t i = 0; i < wanted; ++i)
        pieces.emplace_back(
            [=](findings& out) { check_virtual_servers(out, servers * i / wanted, servers * (i + 1) / wanted); });
    if (f.facts != nullptr) pieces.emplace_back(check_host);
    return pieces;
}

/// False when findings were left out: which ones is for the whole to decide.
bool check_side_by_side(const findings& f, const std::vector<piece>& pieces, const text::parallel& work,
                        text::diagnostic_list& out) {
    std::vector<text::diagnostic_list> found(pieces.size(), text::diagnostic_list{out.per_file_limit()});
    work(pieces.size(), [&](std::size_t i) {
        findings own{f, found[i]};
        pieces[i](own);
    });
    if (std::ranges::any_of(found, [](const auto& list) { return list.left_out() != 0; })) return false;
    for (const auto& list : found) out.append(list);
    return true;
}

}  // namespace

void check_meaning(const config& c, const expansion& view, const target& aim, const host_facts* facts,
                   text::diagnostic_list& out, const text::parallel& work) {
    findings f{c, view, aim, facts, out};
    tracker_tables trackers{c};
    f.trackers = &trackers;
    const bool side_by_side = work.jobs > 1 && !view.sections().empty();
    const auto pieces = pieces_of(f, side_by_side ? work.jobs : 1);
    if (side_by_side && check_side_by_side(f, pieces, work, out)) return;
    for (const auto& p : pieces) p(f);
}

checked check(text::workspace& files, text::file_id top, const check_options& options) {
    const auto& aim = options.expansion.for_target;
    const auto checked_meaning = [&](expansion view, config configuration, text::diagnostic_list found) {
        check_meaning(configuration, view, aim, options.facts, found, options.work);
        found.sort();
        return checked{std::move(view), std::move(configuration), std::move(found)};
    };
    if (auto read = read_sections(files.file(top), top, files.bounds(), aim, options.work))
        return checked_meaning(std::move(read->view), std::move(read->configuration), std::move(read->found));
    auto view = expand(files, top, options.expansion);
    text::diagnostic_list found{files.bounds().diagnostics_per_file};
    found.append(view.diagnostics());
    auto configuration = bind(view, aim, found);
    return checked_meaning(std::move(view), std::move(configuration), std::move(found));
}

}  // namespace hakit::keepalived
