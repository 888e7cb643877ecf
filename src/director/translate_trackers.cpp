// What instances track, and the scripts, files and processes behind it.
#include "director/inherit.hpp"
#include "director/router_translation.hpp"

#include <algorithm>
#include <set>

namespace hakit::director {
namespace {

template <class Definition>
const Definition* find(const std::vector<Definition>& all, const std::string& name) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& d) { return d.name && *d.name == name; });
    return found == all.end() ? nullptr : &*found;
}

void add(router_plan& out, tracked_kind kind, const std::string& name, vrrp::tracker_options options) {
    const tracked_thing thing{kind, name};
    if (std::find(out.tracked.begin(), out.tracked.end(), thing) != out.tracked.end()) return;
    options.name = name;
    out.tracked.push_back(thing);
    out.instance.trackers.push_back(std::move(options));
}

/// The weight of the line, else that of the definition.
void set_weight(vrrp::tracker_options& o, const keepalived::tracked& line,
                const keepalived::setting<keepalived::track_weight>& definition, int fallback) {
    o.weight = line.weight ? *line.weight : definition ? definition->value : fallback;
    o.reverse = line.reverse.value_or(definition && definition->reverse);
}

/// An instance or a sync group: both have the same lists.
template <class Block>
void add_all(const router_context& context, const Block& block, router_plan& out) {
    const auto& c = context.configuration;
    for (const auto& i : block.track_interface) {
        vrrp::tracker_options o;
        if (i->weight) {
            o.weight = i->weight->value;
            o.reverse = i->weight->reverse;
        }
        add(out, tracked_kind::interface, i->name, o);
    }
    for (const auto& s : block.track_script) {
        const auto* script = find(c.vrrp_script, s->name);
        if (script == nullptr || !script->script || script->script->argv.empty()) continue;
        vrrp::tracker_options o;
        set_weight(o, *s, script->weight, 0);
        add(out, tracked_kind::script, s->name, o);
    }
    for (const auto& f : block.track_file) {
        const auto* file = find(c.track_file, f->name);
        if (file == nullptr || !file->file) continue;
        vrrp::tracker_options o;
        o.kind = vrrp::tracker_kind::number;
        set_weight(o, *f, file->weight, 1);
        add(out, tracked_kind::file, f->name, o);
    }
    for (const auto& p : block.track_process) {
        const auto* process = find(c.vrrp_track_process, p->name);
        if (process == nullptr || !process->process || process->process->path.empty()) continue;
        vrrp::tracker_options o;
        set_weight(o, *p, process->weight, 0);
        add(out, tracked_kind::process, p->name, o);
    }
    if (!block.track_bfd.empty()) context.refuse(block.track_bfd.front().where(), "track_bfd");
}

std::uint32_t count_of(const keepalived::setting<std::int64_t>& value, std::uint32_t fallback) {
    return value ? static_cast<std::uint32_t>(std::clamp<std::int64_t>(*value, 0, UINT32_MAX)) : fallback;
}

script_plan plan_of(const router_context& context, const keepalived::vrrp_script& s) {
    script_plan p;
    p.name = *s.name;
    p.program = to_command(*s.script, context.script_user);
    if (s.user) {
        p.program.user = s.user->user;
        p.program.group = s.user->group;
    }
    if (s.interval) p.interval = *s.interval;
    p.timeout = s.timeout ? duration{*s.timeout} : p.interval;
    p.rise = std::max(count_of(s.rise, 1), 1u);
    p.fall = std::max(count_of(s.fall, 1), 1u);
    p.init_fail = s.init_fail.value_or(false);
    return p;
}

file_plan plan_of(const keepalived::track_file& f) {
    file_plan p{*f.name, *f.file, {}, false};
    if (f.init_file) {
        p.initial = f.init_file->value.value_or(0);
        p.overwrite = f.init_file->overwrite;
    }
    return p;
}

process_plan plan_of(const keepalived::vrrp_track_process& t) {
    process_plan p;
    p.name = *t.name;
    p.process = *t.process;
    if (t.param_match) p.match = *t.param_match;
    p.full_command = t.full_command.value_or(false) || !t.process->arguments.empty() || p.match.has_value();
    p.quorum = count_of(t.quorum, 1);
    p.quorum_max = count_of(t.quorum_max, UINT32_MAX);
    const auto both = t.delay.value_or(std::chrono::microseconds{});
    p.fork_delay = t.fork_delay.value_or(both);
    p.terminate_delay = t.terminate_delay.value_or(both);
    return p;
}

}  // namespace

void translate_tracking(const router_context& context, const keepalived::vrrp_instance& instance,
                        const keepalived::vrrp_sync_group* group, router_plan& out) {
    add_all(context, instance, out);
    if (group != nullptr) add_all(context, *group, out);
}

void translate_trackers(const router_context& context, vrrp_plan& out) {
    std::set<std::pair<tracked_kind, std::string>> used;
    for (const auto& g : out.groups)
        for (const auto& m : g.members)
            for (const auto& t : m.tracked) used.insert({t.kind, t.name});
    const auto& c = context.configuration;
    for (const auto& [kind, name] : used) {
        switch (kind) {
            case tracked_kind::interface: break;
            case tracked_kind::script: out.scripts.push_back(plan_of(context, *find(c.vrrp_script, name))); break;
            case tracked_kind::file: out.files.push_back(plan_of(*find(c.track_file, name))); break;
            case tracked_kind::process: out.processes.push_back(plan_of(*find(c.vrrp_track_process, name))); break;
        }
    }
}

}  // namespace hakit::director
