// What is wrong with single constraints, and with pairs of them.
#include "cib/check/context.hpp"

#include <hakit/cib/values.hpp>

#include <regex.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace hakit::cib {
namespace {

/// Whether regcomp(3) takes the pattern, as Pacemaker asks it. Patterns that could make it use much memory (repetitions
/// of repetitions) are not asked about.
bool is_regex(const std::string& pattern) {
    if (pattern.size() > 1024 || std::count(pattern.begin(), pattern.end(), '{') > 1) return true;
    regex_t compiled;
    if (regcomp(&compiled, pattern.c_str(), REG_EXTENDED | REG_NOSUB) != 0) return false;
    regfree(&compiled);
    return true;
}

enum class role : std::uint8_t { any, promoted, unpromoted, stopped };

role role_of(std::string_view word) noexcept {
    if (is_promoted_role(word)) return role::promoted;
    if (is_unpromoted_role(word)) return role::unpromoted;
    return same_word(word, "Stopped") ? role::stopped : role::any;
}

class constraint_check {
public:
    explicit constraint_check(context& c) : c_{c} {}

    void run() {
        each_constraint(c_, [&](const element& e) {
            roles(e);
            switch (e.type.known()) {
                case tag::rsc_location: location(e); break;
                case tag::rsc_colocation: colocation(e); break;
                case tag::rsc_order: order(e); break;
                case tag::rsc_ticket: ticket(e); break;
                default: break;
            }
        });
    }

private:
    static std::string quoted(std::string_view word) { return "'" + std::string{word} + "'"; }

    /// Roles and actions that only promotable clones have.
    void roles(const element& e) {
        promoted(e, key::rsc, key::role);
        promoted(e, key::rsc, key::rsc_role);
        promoted(e, key::with_rsc, key::with_rsc_role);
        promoted(e, key::first, key::first_action);
        promoted(e, key::then, key::then_action);
        for (const element& part : e.children) {
            if (part.is(tag::rule) && e.has(key::rsc)) promotable_only(part, key::role, e.get(key::rsc));
            if (!part.is(tag::resource_set)) continue;
            for (const element& ref : part.children)
                for (key k : {key::role, key::action}) promotable_only(part, k, ref.id());
        }
    }

    void promoted(const element& e, key rsc, key word) {
        if (e.has(rsc)) promotable_only(e, word, e.get(rsc));
    }

    void promotable_only(const element& e, key word, std::string_view rsc) {
        const std::string_view w = e.get(word);
        if (!is_promoted_role(w) && !is_unpromoted_role(w) && w != "promote" && w != "demote") return;
        const auto* r = c_.find_resource(rsc);
        if (!r || r->self->is(tag::template_) || c_.in_promotable(*r)) return;
        auto& d = c_.report(code.unpromotable_role, e.place(word),
                            std::string{w} + " of " + quoted(rsc) + ", which is no promotable clone");
        c_.note(d, "the resource", r->self->where);
    }

    void member(const element& e, key name) {
        const attribute* a = e.find(name);
        const auto* r = a ? c_.find_resource(a->value) : nullptr;
        if (!r || !r->parent || r->parent->is(tag::bundle)) return;
        auto& d = c_.report(code.group_member, e.place(name),
                            quoted(a->value) + " is a member of the " + std::string{r->parent->type.text()} + " " +
                                quoted(r->parent->id()));
        c_.note(d, "constraints usually name this one", r->parent->where);
    }

    void location(const element& e) {
        member(e, key::rsc);
        if (const attribute* pattern = e.find(key::rsc_pattern)) {
            std::string regex = pattern->value;
            if (regex.starts_with('!')) regex.erase(0, 1);
            if (!is_regex(regex))
                c_.report(code.bad_pattern, e.place(key::rsc_pattern),
                          quoted(pattern->value) + " is no extended regular expression");
        }
        if (e.has(key::node) && e.has(key::rsc)) {
            const auto [first, fresh] =
                locations_.emplace(std::tuple{e.get(key::rsc), e.get(key::node), role_of(e.get(key::role))}, &e);
            const auto mine = parse_score(e.get(key::score));
            const auto other = fresh ? mine : parse_score(first->second->get(key::score));
            if (!fresh && mine && other &&
                ((*mine == infinity && *other == -infinity) || (*mine == -infinity && *other == infinity))) {
                auto& d = c_.report(code.contradiction, e.where,
                                    quoted(e.get(key::rsc)) + " must and must not run on " + quoted(e.get(key::node)),
                                    text::severity::warning);
                c_.note(d, "the other constraint", first->second->where);
            }
        }
    }

    void self(const element& e, key a, key b) {
        if (!e.has(a) || e.get(a) != e.get(b)) return;
        if (e.is(tag::rsc_order) &&
            e.get(key::first_action, "start") != e.get(key::then_action, e.get(key::first_action, "start")))
            return;
        c_.report(code.self_reference, e.where,
                  std::string{e.is(tag::rsc_order) ? "an order" : "a colocation"} + " of " + quoted(e.get(a)) +
                      " with itself",
                  text::severity::warning);
    }

    void colocation(const element& e) {
        self(e, key::rsc, key::with_rsc);
        member(e, key::rsc);
        member(e, key::with_rsc);
        if (const attribute* influence = e.find(key::influence); influence && !parse_boolean(influence->value))
            c_.report(code.bad_influence, e.place(key::influence),
                      quoted(influence->value) + " is no value for 'influence': it takes true or false");
        const auto score = parse_score(e.get(key::score, "0"));
        if (!e.has(key::rsc) || !e.has(key::with_rsc) || !score || e.get(key::rsc) == e.get(key::with_rsc)) return;
        if (*score != infinity && *score != -infinity) return;
        const end a{e.get(key::rsc), role_of(e.get(key::rsc_role))};
        const end b{e.get(key::with_rsc), role_of(e.get(key::with_rsc_role))};
        contradict(e, *score, a, b);
        if (*score == -infinity) inside_one_group(e);
    }

    using end = std::pair<std::string_view, role>;

    void contradict(const element& e, std::int32_t score, const end& a, const end& b) {
        const std::string_view attribute_name = e.get(key::node_attribute, "#uname");
        for (const auto& way : {std::tuple{a, b, attribute_name}, std::tuple{b, a, attribute_name}}) {
            const auto found = colocations_.find(way);
            if (found == colocations_.end()) continue;
            const element& other = *found->second;
            const bool opposite = *parse_score(other.get(key::score, "0")) == -score;
            const bool same_way = std::get<0>(way) == a;
            if (!opposite && !(same_way || score == -infinity)) continue;  // a loop, which is looked for elsewhere
            auto& d = opposite ? c_.report(code.contradiction, e.where,
                                           quoted(a.first) + " must and must not run with " + quoted(b.first),
                                           text::severity::warning)
                               : c_.report(code.redundant, e.where, "this is said by another constraint already",
                                           text::severity::hint);
            c_.note(d, "the other constraint", other.where);
            return;
        }
        colocations_.emplace(std::tuple{a, b, attribute_name}, &e);
    }

    void inside_one_group(const element& e) {
        const auto* a = c_.find_resource(e.get(key::rsc));
        const auto* b = c_.find_resource(e.get(key::with_rsc));
        if (!a || !b || !a->parent || a->parent != b->parent || !a->parent->is(tag::group)) return;
        auto& d = c_.report(code.contradiction, e.where,
                            quoted(a->self->id()) + " and " + quoted(b->self->id()) +
                                " are kept apart, but a group keeps them together",
                            text::severity::warning);
        c_.note(d, "the group", a->parent->where);
    }

    void order(const element& e) {
        self(e, key::first, key::then);
        member(e, key::first);
        member(e, key::then);
    }

    void ticket(const element& e) {
        if (e.get(key::loss_policy) == "fence" && c_.whole && !c_.fencing())
            c_.report(code.ticket_fence, e.place(key::loss_policy), "loss-policy=fence, and stonith-enabled is false");
    }

    context& c_;
    std::map<std::tuple<end, end, std::string_view>, const element*> colocations_;
    std::map<std::tuple<std::string_view, std::string_view, role>, const element*> locations_;
};

}  // namespace

void check_constraints(context& c) { constraint_check{c}.run(); }

}  // namespace hakit::cib
