// What is wrong with resources and their operations.
#include "cib/check/context.hpp"

#include <hakit/cib/values.hpp>

#include <boost/unordered/unordered_flat_map.hpp>

#include <chrono>
#include <cstdint>
#include <utility>

namespace hakit::cib {
namespace {

class resource_check {
public:
    explicit resource_check(context& c) : c_{c} {}

    void run() {
        for (const auto& r : c_.resources()) {
            operations(r);
            switch (r.self->type.known()) {
                case tag::clone:
                case tag::master: clone(*r.self); break;
                case tag::bundle: bundle(*r.self); break;
                case tag::primitive: primitive(r); break;
                default: break;
            }
        }
        if (const element* defaults = find_section(c_.all, tag::op_defaults))
            for (const element& set : defaults->children)
                for (const element& pair : set.children)
                    if (pair.is(tag::nvpair) && pair.get(key::name) == "timeout") time(pair, key::value, "timeout");
    }

private:
    static std::string quoted(std::string_view word) { return "'" + std::string{word} + "'"; }

    void time(const element& e, key name, std::string_view what) {
        const attribute* a = e.find(name);
        if (!a || parse_time(a->value) || (name == key::value && a->value == "-1")) return;
        bad_time(e, *a, what);
    }

    void bad_time(const element& e, const attribute& a, std::string_view what) {
        c_.report(code.bad_time, e.place(a.name.known()), quoted(a.value) + " is no " + std::string{what});
    }

    void operations(const context::resource& r) {
        seen_.clear();
        for (const element& list : r.self->children) {
            if (!list.is(tag::operations)) continue;
            for (const element& op : list.children) {
                if (!op.is(tag::op)) continue;
                const attribute* written = op.find(key::interval);
                const auto interval = parse_time(written != nullptr ? std::string_view{written->value} : "0");
                if (!interval) bad_time(op, *written, "interval");
                for (key name : {key::timeout, key::start_delay}) time(op, name, to_string(name));
                for (const element& set : op.children)
                    if (set.is(tag::meta_attributes))
                        for (const element& pair : set.children)
                            if (pair.get(key::name) == "timeout") time(pair, key::value, "timeout");
                if (!interval) continue;
                const std::string_view name = op.get(key::name);
                if (const auto [first, fresh] = seen_.emplace(std::pair{name, interval->count()}, &op); !fresh) {
                    auto& d = c_.report(
                        code.duplicate_operation, op.where,
                        "a second " + std::string{name} + " with the interval " + std::string{op.get(key::interval)},
                        interval->count() != 0 ? text::severity::error : text::severity::warning);
                    c_.note(d, "the first one", first->second->where);
                    if (op.has(key::role) || first->second->has(key::role))
                        c_.note(d, "operations for different roles need different intervals", nowhere);
                }
                operation(r, op, *interval);
            }
        }
    }

    void operation(const context::resource& r, const element& op, std::chrono::milliseconds interval) {
        const std::string_view name = op.get(key::name);
        if (interval.count() > 0)
            for (std::string_view once : {"start", "stop", "promote", "demote"})
                if (name == once)
                    c_.report(code.recurring_start, op.place(key::interval), std::string{name} + " cannot recur");
        if (interval.count() == 0 && name == "monitor" && op.has(key::interval) && !op.has(key::role) &&
            r.self->is(tag::primitive) && parse_boolean(op.get(key::enabled, "true")).value_or(true) &&
            !has_recurring_monitor(*r.self))
            c_.report(code.empty_interval, op.place(key::interval), "this monitor never repeats", text::severity::hint);
        const std::string_view on_fail = op.get(key::on_fail);
        if ((on_fail == "stop" && name == "stop") || (on_fail == "demote" && name != "monitor" && name != "promote"))
            c_.report(code.on_fail_not_here, op.place(key::on_fail),
                      "on-fail=" + std::string{on_fail} + " is no answer to a failed " + std::string{name});
        if (on_fail == "fence" && c_.whole && !c_.fencing())
            c_.report(code.on_fail_fence, op.place(key::on_fail), "on-fail=fence, and stonith-enabled is false");
        if (is_promoted_role(op.get(key::role)) && r.self->is(tag::primitive) && c_.whole && !c_.in_promotable(r))
            c_.report(code.unpromotable_role, op.place(key::role),
                      quoted(r.self->id()) + " stands in no promotable clone, so this never runs",
                      text::severity::hint);
    }

    [[nodiscard]] static bool has_recurring_monitor(const element& rsc) noexcept {
        for (const element& list : rsc.children)
            if (list.is(tag::operations))
                for (const element& op : list.children)
                    if (op.get(key::name) == "monitor" &&
                        parse_time(op.get(key::interval, "0")).value_or(std::chrono::milliseconds{0}).count() > 0)
                        return true;
        return false;
    }

    [[nodiscard]] std::optional<std::int32_t> number(const element& rsc, std::string_view name,
                                                     std::string_view old_name, const element*& pair) const {
        for (std::string_view n : {name, old_name}) {
            if (n.empty()) continue;
            const looked_up found = c_.meta(rsc, n);
            if (!found.pair) continue;
            pair = found.pair;
            return parse_score(found.value());
        }
        return std::nullopt;
    }

    void clone(const element& e) {
        const bool unique = parse_boolean(c_.meta(e, "globally-unique").value("false")).value_or(false);
        const element* pair = nullptr;
        if (const auto n = number(e, "clone-node-max", "", pair); n && *n > 1 && !unique)
            c_.report(code.clone_node_max, pair->where,
                      quoted(e.id()) + " is anonymous and runs once a node; clone-node-max is " + std::to_string(*n));
        if (!c_.promotable(e)) return;
        for (const auto& r : c_.resources()) {
            if (!r.self->is(tag::primitive) || !inside(r, e)) continue;
            const std::string_view agent_class = c_.agent(*r.self, key::class_);
            if (agent_class.empty() || agent_class == "ocf") continue;
            auto& d = c_.report(code.not_promotable_class, r.self->where,
                                quoted(r.self->id()) + " is of class " + std::string{agent_class} +
                                    ", whose agents cannot be promoted");
            c_.note(d, "the promotable clone around it", e.where);
        }
        promoted_max(e);
    }

    [[nodiscard]] bool inside(const context::resource& r, const element& container) const noexcept {
        if (r.parent == &container) return true;
        const auto* above = r.parent ? c_.find_resource(r.parent->id()) : nullptr;
        return above && above->parent == &container;
    }

    void promoted_max(const element& e) {
        const element* promoted = nullptr;
        const auto n = number(e, "promoted-max", "master-max", promoted);
        if (!n) return;
        const element* instances = nullptr;
        auto limit = number(e, "clone-max", "", instances);
        if (!limit && c_.node_count() > 0)
            limit = static_cast<std::int32_t>(std::min<std::size_t>(c_.node_count(), infinity));
        if (!limit || *n <= *limit) return;
        auto& d = c_.report(code.promoted_max, promoted->where,
                            quoted(e.id()) + " promotes up to " + std::to_string(*n) + " of at most " +
                                std::to_string(*limit) + " instances");
        if (instances) c_.note(d, "clone-max", instances->where);
    }

    void bundle(const element& e) {
        const element* inner = e.child(tag::primitive);
        if (!inner) return;
        const element* network = e.child(tag::network);
        if (network && (network->has(key::ip_range_start) || network->has(key::control_port))) return;
        auto& d = c_.report(code.bundle_unreachable, (network ? *network : e).where,
                            quoted(e.id()) + " has neither ip-range-start nor control-port");
        c_.note(d, "so this resource cannot be reached", inner->where);
    }

    void primitive(const context::resource& r) {
        const bool remote = c_.agent(*r.self, key::provider) == "pacemaker" && c_.agent(*r.self, key::type) == "remote";
        if (remote && r.parent)
            c_.report(code.remote_in_group, r.self->where,
                      "the remote node " + quoted(r.self->id()) + " stands in the " +
                          std::string{r.parent->type.text()} + " " + quoted(r.parent->id()));
        const looked_up role = c_.meta(*r.self, "target-role");
        if (role.pair && is_promoted_role(role.value()) && c_.whole && !c_.in_promotable(r))
            c_.report(code.unpromotable_role, role.pair->where, quoted(r.self->id()) + " stands in no promotable clone",
                      text::severity::hint);
    }

    context& c_;
    /// The operations of one resource, by name and interval in milliseconds.
    boost::unordered_flat_map<std::pair<std::string_view, std::int64_t>, const element*> seen_;
};

}  // namespace

void check_resources(context& c) { resource_check{c}.run(); }

}  // namespace hakit::cib
