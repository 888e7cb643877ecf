// What the metadata of the agents says about resources.
#include "cib/check/context.hpp"

#include <hakit/cib/values.hpp>

#include <algorithm>
#include <map>

namespace hakit::cib {
namespace {

class agent_check {
public:
    agent_check(context& c, const host_facts& facts) : c_{c}, facts_{facts} {}

    void run() {
        for (const auto& r : c_.resources())
            if (r.self->is(tag::primitive)) primitive(*r.self);
    }

private:
    static std::string quoted(std::string_view word) { return "'" + std::string{word} + "'"; }

    void primitive(const element& e) {
        if (c_.agent(e, key::type).empty()) return;  // its template is missing, or it has no type: said already
        const std::string name = c_.agent_name(e);
        const auto found = facts_.agents.find(name);
        if (found == facts_.agents.end()) {
            if (facts_.complete) unknown(e, name);
            return;
        }
        const agent_metadata& agent = found->second;
        parameters(e, name, agent);
        for (const agent_parameter& p : agent.parameters) {
            if (!p.required || p.deprecated) continue;
            const looked_up value = c_.find_value(e, tag::instance_attributes, p.name);
            if (!value.pair && !value.uncertain)
                c_.report(code.missing_parameter, e.where,
                          quoted(e.id()) + " has no parameter " + quoted(p.name) + ", which " + name + " needs");
        }
        unique(e, name, agent);
        timeouts(e, agent);
    }

    void unknown(const element& e, const std::string& name) {
        auto& d = c_.report(code.unknown_agent, e.place(e.has(key::type) ? key::type : key::template_),
                            "there is no agent " + name);
        const std::size_t colon = name.rfind(':');
        std::vector<std::string_view> known;
        for (const auto& [other, metadata] : facts_.agents)
            if (other.starts_with(name.substr(0, colon + 1)))
                known.push_back(std::string_view{other}.substr(colon + 1));
        const attribute* type = e.find(key::type);
        c_.suggest(d, std::string_view{name}.substr(colon + 1), known, type ? type->where : nowhere);
    }

    void parameters(const element& e, const std::string& name, const agent_metadata& agent) {
        std::vector<std::string_view> known;
        for (const agent_parameter& p : agent.parameters) known.push_back(p.name);
        const bool device = c_.agent(e, key::class_) == "stonith";
        for (const element& set : e.children) {
            if (!set.is(tag::instance_attributes)) continue;
            for (const element& pair : set.children) {
                const attribute* n = pair.is(tag::nvpair) ? pair.find(key::name) : nullptr;
                // Pacemaker itself knows pcmk_... of fencing devices; names with "CRM_meta_" come from tools.
                if (!n || n->value.starts_with("CRM_meta_") || (device && n->value.starts_with("pcmk_"))) continue;
                const agent_parameter* p = agent.find(n->value);
                if (!p) {
                    auto& d = c_.report(code.unknown_parameter, pair.place(key::name),
                                        name + " has no parameter " + quoted(n->value));
                    c_.suggest(d, n->value, known, n->where);
                    continue;
                }
                if (p->deprecated)
                    c_.report(code.deprecated_parameter, pair.place(key::name),
                              quoted(p->name) + " is deprecated" +
                                  (p->replaced_by.empty() ? "" : ": use " + quoted(p->replaced_by)));
                value(pair, *p);
            }
        }
    }

    void value(const element& pair, const agent_parameter& p) {
        const attribute* v = pair.find(key::value);
        if (!v || v->value.empty()) return;
        const std::string_view text = v->value;
        bool good = true;
        if (p.type == "integer") good = parse_score(text).has_value();
        if (p.type == "boolean") good = parse_boolean(text).has_value();
        if (p.type == "time") good = parse_time(text).has_value();
        if (p.type == "select" && !p.values.empty())
            good = std::find(p.values.begin(), p.values.end(), text) != p.values.end();
        if (!good)
            c_.report(code.bad_parameter, pair.place(key::value),
                      quoted(text) + " for " + quoted(p.name) + ", which is of type " + p.type);
    }

    /// Parameters of one group are unique together, so all of them are compared at once.
    void unique(const element& e, const std::string& name, const agent_metadata& agent) {
        std::map<std::string_view, std::pair<std::string, const element*>> groups;
        for (const agent_parameter& p : agent.parameters) {
            if (p.unique_group.empty()) continue;
            const looked_up value = c_.find_value(e, tag::instance_attributes, p.name);
            if (!value.pair) continue;
            auto& [joined, place] = groups[p.unique_group];
            joined += p.name + '\0' + std::string{value.value()} + '\0';
            if (!place) place = value.pair;
        }
        for (const auto& [group, values] : groups) {
            const auto [first, fresh] =
                unique_.emplace(std::tuple{name, std::string{group}, values.first}, std::pair{&e, values.second});
            if (fresh || first->second.second == values.second) continue;
            auto& d = c_.report(code.unique_clash, values.second->where,
                                quoted(e.id()) + " and " + quoted(first->second.first->id()) + " have one value for " +
                                    quoted(values.second->get(key::name)) + ", which " + name + " wants to differ");
            c_.note(d, "the other one", first->second.second->where);
        }
    }

    void timeouts(const element& e, const agent_metadata& agent) {
        for (const element& list : e.children) {
            if (!list.is(tag::operations)) continue;
            for (const element& op : list.children) {
                const auto given =
                    op.is(tag::op) && op.has(key::timeout) ? parse_time(op.get(key::timeout)) : std::nullopt;
                if (!given) continue;
                for (const agent_action& a : agent.actions) {
                    if (a.name != op.get(key::name) || !a.timeout || *given >= *a.timeout) continue;
                    if (!a.role.empty() && op.has(key::role) &&
                        is_promoted_role(a.role) != is_promoted_role(op.get(key::role)))
                        continue;
                    c_.report(code.short_timeout, op.place(key::timeout),
                              std::string{op.get(key::timeout)} + " for " + a.name + "; the agent advises " +
                                  std::to_string(a.timeout->count() / 1000) + "s");
                    break;
                }
            }
        }
    }

    context& c_;
    const host_facts& facts_;
    std::map<std::tuple<std::string, std::string, std::string>, std::pair<const element*, const element*>> unique_;
};

}  // namespace

void check_agents(context& c) { agent_check{c, *c.options.facts}.run(); }

}  // namespace hakit::cib
