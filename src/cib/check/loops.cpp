// Circles of constraints: colocations that chase each other, and orders in which nobody can be first.
#include "cib/check/context.hpp"

#include <hakit/cib/values.hpp>

#include <boost/container_hash/hash.hpp>

#include <algorithm>
#include <cstdint>

namespace hakit::cib {
namespace {

/// A directed graph whose edges remember the constraint that made them; null for what groups and clones imply.
class graph {
public:
    /// What a node stands for: of colocations a resource in a role, of orders the begin or end of an action.
    struct moment {
        std::string_view resource;
        std::string_view what;
        bool begin = false;

        friend bool operator==(const moment&, const moment&) = default;
        friend std::size_t hash_value(const moment& m) {
            std::size_t seed = boost::hash_value(m.resource);
            boost::hash_combine(seed, m.what);
            boost::hash_combine(seed, m.begin);
            return seed;
        }
    };

    void reserve(std::size_t nodes) {
        nodes_.reserve(nodes);
        out_.reserve(nodes);
    }
    std::uint32_t node(const moment& name) {
        const auto [at, fresh] = nodes_.emplace(name, static_cast<std::uint32_t>(out_.size()));
        if (fresh) out_.emplace_back();
        return at->second;
    }
    std::uint32_t fresh_node() {
        out_.emplace_back();
        return static_cast<std::uint32_t>(out_.size() - 1);
    }
    void edge(std::uint32_t from, std::uint32_t to, const element* why) { out_[from].push_back({to, why}); }

    /// The constraints of each circle, one circle for each edge that closes one on a walk through the graph.
    [[nodiscard]] std::vector<std::vector<const element*>> circles() const {
        enum class colour : std::uint8_t { white, grey, black };
        std::vector<colour> colours(out_.size(), colour::white);
        struct step {
            std::uint32_t node;
            std::uint32_t next_edge;
            const element* why;  ///< the edge that led here
        };
        std::vector<std::vector<const element*>> found;
        std::vector<step> path;
        for (std::uint32_t start = 0; start < out_.size(); ++start) {
            if (colours[start] != colour::white) continue;
            path.push_back({start, 0, nullptr});
            colours[start] = colour::grey;
            while (!path.empty()) {
                step& here = path.back();
                if (here.next_edge == out_[here.node].size()) {
                    colours[here.node] = colour::black;
                    path.pop_back();
                    continue;
                }
                const arrow& a = out_[here.node][here.next_edge++];
                if (colours[a.to] == colour::white) {
                    colours[a.to] = colour::grey;
                    path.push_back({a.to, 0, a.why});
                } else if (colours[a.to] == colour::grey) {
                    std::vector<const element*> circle;
                    const auto add = [&](const element* why) {
                        if (why && (circle.empty() || circle.back() != why)) circle.push_back(why);
                    };
                    auto at = std::find_if(path.begin(), path.end(), [&](const step& s) { return s.node == a.to; });
                    for (++at; at < path.end(); ++at) add(at->why);
                    add(a.why);
                    if (!circle.empty()) found.push_back(std::move(circle));
                }
            }
        }
        return found;
    }

private:
    struct arrow {
        std::uint32_t to;
        const element* why;
    };
    boost::unordered_flat_map<moment, std::uint32_t> nodes_;
    std::vector<std::vector<arrow>> out_;
};

/// The members of a set, in its order.
std::vector<const element*> members(const element& set) {
    std::vector<const element*> refs;
    for (const element& ref : set.children)
        if (ref.is(tag::resource_ref)) refs.push_back(&ref);
    return refs;
}

class loop_check {
public:
    explicit loop_check(context& c) : c_{c} {}

    void run() {
        sequence_.reserve(2 * c_.resources().size());
        containers();
        each_constraint(c_, [&](const element& e) {
            if (e.is(tag::rsc_colocation)) colocation(e);
            if (e.is(tag::rsc_order)) order(e);
        });
        report(together_, code.colocation_loop, "colocations in a circle: ");
        report(sequence_, code.order_loop, "orders in a circle, so nobody can be first: ");
    }

private:
    static std::string_view role_key(std::string_view role) noexcept {
        return is_promoted_role(role) ? "promoted" : is_unpromoted_role(role) ? "unpromoted" : "";
    }

    /// A group is placed by its first member, and others follow its last one.
    [[nodiscard]] std::string_view end_of_group(std::string_view id, bool first) const noexcept {
        const auto* r = c_.find_resource(id);
        if (r && r->self->is(tag::group)) {
            const auto& list = r->self->children;
            const auto is_member = [](const element& e) { return e.is(tag::primitive); };
            if (first) {
                const auto at = std::find_if(list.begin(), list.end(), is_member);
                if (at != list.end()) return at->id();
            } else {
                const auto at = std::find_if(list.rbegin(), list.rend(), is_member);
                if (at != list.rend()) return at->id();
            }
        }
        return id;
    }

    std::uint32_t dependent(std::string_view id, std::string_view role) {
        return together_.node({end_of_group(id, true), role_key(role)});
    }
    std::uint32_t leader(std::string_view id, std::string_view role) {
        return together_.node({end_of_group(id, false), role_key(role)});
    }

    // A single resource has one moment for the begin and the end of its start.
    std::uint32_t begins(std::string_view id, std::string_view action) { return moment(id, action, true); }
    std::uint32_t ends(std::string_view id, std::string_view action) { return moment(id, action, false); }
    std::uint32_t moment(std::string_view id, std::string_view action, bool begin) {
        const auto* r = c_.find_resource(id);
        const bool container = r && !r->self->is(tag::primitive) && action == "start";
        return sequence_.node({id, action, begin && container});
    }

    /// What groups and clones imply about their members.
    void containers() {
        for (const auto& r : c_.resources()) {
            const std::string_view id = r.self->id();
            if (r.self->is(tag::template_)) continue;
            sequence_.edge(ends(id, "start"), begins(id, "promote"), nullptr);
            if (r.self->is(tag::primitive)) continue;
            const element* last = nullptr;
            sequence_.edge(begins(id, "start"), ends(id, "start"), nullptr);
            const bool is_group = r.self->is(tag::group);
            const bool ordered = is_group && parse_boolean(c_.meta(*r.self, "ordered").value("true")).value_or(true);
            for (const element& child : r.self->children) {
                if (!is_resource(child.type.known())) continue;
                sequence_.edge(begins(id, "start"), begins(child.id(), "start"), nullptr);
                sequence_.edge(ends(child.id(), "start"), ends(id, "start"), nullptr);
                if (is_group && last) {
                    together_.edge(dependent(child.id(), ""), leader(last->id(), ""), nullptr);
                    if (ordered) sequence_.edge(ends(last->id(), "start"), begins(child.id(), "start"), nullptr);
                }
                last = &child;
            }
        }
    }

    void colocation(const element& e) {
        if (parse_score(e.get(key::score, "0")) != infinity || e.has(key::node_attribute)) return;
        if (e.has(key::rsc) && e.has(key::with_rsc)) {
            if (e.get(key::rsc) == e.get(key::with_rsc)) return;
            together_.edge(dependent(e.get(key::rsc), e.get(key::rsc_role)),
                           leader(e.get(key::with_rsc), e.get(key::with_rsc_role)), &e);
            return;
        }
        // Each set depends on the next one; in a sequential set each member on the one before it.
        std::uint32_t border = 0;
        bool has_border = false;
        for (const element& set : e.children) {
            if (!set.is(tag::resource_set)) continue;
            const std::string_view role = set.get(key::role);
            const bool sequential = parse_boolean(set.get(key::sequential, "true")).value_or(true);
            const auto refs = members(set);
            const std::uint32_t next = together_.fresh_node();
            for (std::size_t i = 0; i < refs.size(); ++i) {
                if (has_border) together_.edge(border, leader(refs[i]->id(), role), &e);
                together_.edge(dependent(refs[i]->id(), role), next, &e);
                if (sequential && i > 0)
                    together_.edge(dependent(refs[i]->id(), role), leader(refs[i - 1]->id(), role), &e);
            }
            border = next;
            has_border = true;
        }
    }

    void order(const element& e) {
        const std::string_view kind = e.get(key::kind);
        if (same_word(kind, "Optional") || same_word(kind, "Serialize")) return;
        if (kind.empty() && e.has(key::score) && parse_score(e.get(key::score)).value_or(0) == 0) return;
        if (e.has(key::first) && e.has(key::then)) {
            const std::string_view action = e.get(key::first_action, "start");
            if (e.get(key::first) == e.get(key::then)) return;
            sequence_.edge(ends(e.get(key::first), action), begins(e.get(key::then), e.get(key::then_action, action)),
                           &e);
            return;
        }
        std::uint32_t border = 0;
        bool has_border = false;
        for (const element& set : e.children) {
            if (!set.is(tag::resource_set)) continue;
            const std::string_view action = set.get(key::action, "start");
            const bool sequential = parse_boolean(set.get(key::sequential, "true")).value_or(true);
            const auto refs = members(set);
            const std::uint32_t next = sequence_.fresh_node();
            for (std::size_t i = 0; i < refs.size(); ++i) {
                if (has_border) sequence_.edge(border, begins(refs[i]->id(), action), &e);
                sequence_.edge(ends(refs[i]->id(), action), next, &e);
                if (sequential && i > 0)
                    sequence_.edge(ends(refs[i - 1]->id(), action), begins(refs[i]->id(), action), &e);
            }
            border = next;
            has_border = true;
        }
    }

    void report(const graph& g, const text::code_info& what, std::string_view intro) {
        boost::unordered_flat_set<std::string> told;
        for (auto& circle : g.circles()) {
            // One report for each set of constraints, at the one that stands last: it closed the circle.
            std::sort(circle.begin(), circle.end(), [](const element* a, const element* b) {
                return a->where != b->where ? a->where < b->where : a->id() < b->id();
            });
            circle.erase(std::unique(circle.begin(), circle.end()), circle.end());
            std::string names;
            for (const element* e : circle) names += (names.empty() ? "" : ", ") + std::string{e->id()};
            if (!told.insert(names).second) continue;
            auto& d = c_.report(what, circle.back()->where, std::string{intro} + names, text::severity::warning);
            for (const element* e : circle)
                if (e != circle.back()) c_.note(d, "together with " + std::string{e->id()}, e->where);
        }
    }

    context& c_;
    graph together_;
    graph sequence_;
};

}  // namespace

void check_loops(context& c) { loop_check{c}.run(); }

}  // namespace hakit::cib
