// The definitions of what can be tracked.
#include "keepalived/check/tracker_index.hpp"
#include "keepalived/codes/vrrp_codes.hpp"
#include "keepalived/values/words.hpp"

#include <algorithm>

namespace hakit::keepalived {
namespace {

int weight_of(const setting<track_weight>& weight, int fallback) { return weight ? weight->value : fallback; }

/// Adds the definitions of one kind; the first of a name counts.
template <class Block>
void add_all(tracker_index& index, const std::vector<Block>& blocks, int fallback) {
    index.by_name.reserve(blocks.size());
    for (const auto& block : blocks)
        if (block.name)
            index.by_name.emplace(*block.name, tracker{block.where.span, weight_of(block.weight, fallback),
                                                       is_usable(block), true, false});
}

/// Incomplete definitions and names that stand twice. `keyword` is what a definition needs.
template <class Block>
void check_definitions(findings& f, const std::vector<Block>& blocks, std::string_view kind, std::string_view keyword) {
    std::unordered_map<std::string_view, text::span> names;
    names.reserve(blocks.size());
    for (const auto& block : blocks) {
        if (!block.name) continue;
        if (!is_usable(block) && !f.has_statement(block.where, keyword))
            f.report(vrrp_code.tracker_incomplete, block.where.span,
                     std::string{kind} + " " + quote(*block.name) + " has no " + std::string{keyword} +
                         "; keepalived removes it");
        if (const auto [first, added] = names.emplace(*block.name, block.where.span); !added) {
            auto& d = f.report(vrrp_code.duplicate_tracker, block.where.span,
                               "there is a " + std::string{kind} + " " + quote(*block.name) +
                                   " already; keepalived finds that one only");
            f.note(d, "the first one", first->second);
        }
    }
}

void check_quorum(findings& f, const vrrp_track_process& process) {
    if (!process.quorum || !process.quorum_max || *process.quorum <= *process.quorum_max) return;
    const bool maximum_last = process.quorum_max.where().begin > process.quorum.where().begin;
    f.report(vrrp_code.quorum_order, maximum_last ? process.quorum_max.where() : process.quorum.where(),
             maximum_last ? "quorum_max is less than quorum; keepalived ignores it"
                          : "quorum is greater than quorum_max; keepalived ignores it");
}

void mark_checkers(const config& c, tracker_tables& trackers) {
    if (c.track_file.empty() && c.bfd_instance.empty()) return;
    const auto mark = [](tracker_index& index, const setting<std::string>& name) {
        if (!name) return;
        if (const auto found = index.by_name.find(*name); found != index.by_name.end()) found->second.used = true;
    };
    for (const auto& vs : c.virtual_server)
        for (const auto& rs : vs.real_server) {
            for (const auto& check : rs.file_check) mark(trackers.files, check.track_file);
            for (const auto& check : rs.bfd_check) mark(trackers.sessions, check.name);
        }
}

}  // namespace

bool is_usable(const vrrp_script& script) noexcept { return script.script.has_value(); }
bool is_usable(const track_file& file) noexcept { return file.file.has_value(); }
bool is_usable(const vrrp_track_process& process) noexcept { return process.process.has_value(); }
bool is_usable(const bfd_instance& session) noexcept { return session.neighbor_ip.has_value(); }

tracker_tables::tracker_tables(const config& c) {
    add_all(scripts, c.vrrp_script, 0);
    add_all(files, c.track_file, 1);
    add_all(processes, c.vrrp_track_process, 0);
    add_all(sessions, c.bfd_instance, 0);
    for (const auto& session : c.bfd_instance)
        if (session.name && session.checker && !session.vrrp) sessions.by_name[*session.name].for_vrrp = false;
    mark_checkers(c, *this);
}

void check_tracker_definitions(findings& f) {
    const auto& c = f.configuration;
    check_definitions(f, c.vrrp_script, "vrrp_script", "script");
    for (const auto& script : c.vrrp_script) {
        f.check_zero(script.interval, "interval");
        f.check_zero(script.timeout, "timeout");
    }
    check_definitions(f, c.track_file, "track_file", "file");
    check_definitions(f, c.vrrp_track_process, "vrrp_track_process", "process");
    for (const auto& process : c.vrrp_track_process) check_quorum(f, process);
}

void check_unused(findings& f, tracker_tables& trackers) {
    for (const auto* index : {&trackers.scripts, &trackers.files, &trackers.processes, &trackers.sessions})
        for (const auto& [name, tracker] : index->by_name)
            if (!tracker.used && tracker.usable)
                f.report(vrrp_code.unused_tracker, tracker.where,
                         "nobody tracks " + std::string{index->block} + " " + quote(name));
}

}  // namespace hakit::keepalived
