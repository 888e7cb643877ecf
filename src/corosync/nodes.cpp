#include <hakit/corosync/nodes.hpp>

#include <hakit/corosync/bind.hpp>
#include <hakit/corosync/effective.hpp>
#include <hakit/corosync/parse.hpp>

#include "corosync/editor.hpp"
#include "corosync/number.hpp"
#include "corosync/quote.hpp"

#include <algorithm>

namespace hakit::corosync {
namespace {

std::string ring_key(unsigned link) { return "ring" + std::to_string(link) + "_addr"; }

/// A cluster file that is about to change: the nodes as statements and as values, side by side.
class cluster {
public:
    cluster(text::workspace& files, text::file_id id, const node_options& options)
        : files_{files},
          id_{id},
          options_{options},
          doc_{parse(files.file(id), files.bounds(), options.edit.check.aim)},
          changes_{doc_} {
        text::diagnostic_list ignored;
        values_ = bind(doc_, options.edit.check.aim, ignored);
        for (auto list = doc_.first_child(doc_.root()); list != text::no_node; list = doc_.next_sibling(list)) {
            if (doc_.word_text(list, 0) != "nodelist" || !doc_.at(list).has_block()) continue;
            ++lists_;
            list_ = list;
            for (auto n = doc_.first_child(list); n != text::no_node; n = doc_.next_sibling(n))
                if (doc_.word_text(n, 0) == "node" && doc_.at(n).has_block()) statements_.push_back(n);
        }
    }

    /// Two nodelists overwrite one another; nobody can mean that.
    [[nodiscard]] error unfit() const {
        if (lists_ > 1) return {errc::refused, "the file has several nodelists; make them one first"};
        return {};
    }

    [[nodiscard]] const std::vector<node>& nodes() const {
        static const std::vector<node> none;
        return values_.nodelist ? values_.nodelist->node : none;
    }
    [[nodiscard]] result<std::size_t> find(std::string_view wanted) const {
        const auto number_wanted = number_from(wanted, value_type::u32);
        std::size_t found = nodes().size();
        const auto pick = [&](auto matches) {
            for (std::size_t i = 0; i < nodes().size() && found == nodes().size(); ++i)
                if (matches(nodes()[i])) found = i;
        };
        pick([&](const node& n) { return n.name && *n.name == wanted; });
        pick([&](const node& n) { return number_wanted && n.nodeid && *n.nodeid == number_wanted->value; });
        pick([&](const node& n) {
            return std::ranges::any_of(n.ring_addr, [&](const auto& a) { return a && *a == wanted; });
        });
        if (found != nodes().size()) return found;
        std::string known;
        for (const auto& n : nodes())
            known += (known.empty() ? "" : ", ") + (n.name     ? *n.name
                                                    : n.nodeid ? std::to_string(*n.nodeid)
                                                               : n.ring_addr[0].value_or("?"));
        return error{errc::not_found, "there is no node " + quote(wanted) + "; there are: " + text::printable(known)};
    }
    [[nodiscard]] bool id_taken(std::uint64_t id) const {
        return std::ranges::any_of(nodes(), [&](const auto& n) { return n.nodeid && *n.nodeid == id; });
    }
    [[nodiscard]] bool address_taken(std::string_view address) const {
        return std::ranges::any_of(nodes(), [&](const auto& n) {
            return std::ranges::any_of(n.ring_addr, [&](const auto& a) { return a && *a == address; });
        });
    }
    [[nodiscard]] std::vector<unsigned> links() const { return links_of(values_); }

    /// Keeps quorum in step when there come to be `count` nodes and the votes change by `change`.
    void follow(std::size_t count, std::int64_t change) {
        if (!options_.adjust_quorum || !values_.quorum) return;
        const auto section = last_child(doc_, doc_.root(), "quorum");
        const auto& q = *values_.quorum;
        if (q.expected_votes) {
            std::uint64_t sum = q.device && q.device->votes ? *q.device->votes : 0;
            for (const auto& n : nodes()) sum += n.quorum_votes.value_or(1);
            const auto wanted = static_cast<std::int64_t>(sum) + change;
            if (*q.expected_votes == sum && wanted > 0)
                changes_.set_key(section, "expected_votes", std::to_string(wanted));
        }
        const bool on = q.two_node && *q.two_node != 0;
        const bool fits = count == 2 && !q.device && !(q.auto_tie_breaker && *q.auto_tie_breaker != 0);
        if (on && !fits)
            changes_.remove(last_child(doc_, section, "two_node"));
        else if (!on && fits && q.provider && *q.provider == "corosync_votequorum")
            changes_.set_key(section, "two_node", "1");
    }
    /// The interface sections of a link.
    template <class Visit>
    void each_interface(unsigned link, Visit visit) const {
        const bool by_ring = options_.edit.check.aim.version < v3_0;
        for (auto totem = doc_.first_child(doc_.root()); totem != text::no_node; totem = doc_.next_sibling(totem)) {
            if (doc_.word_text(totem, 0) != "totem") continue;
            for (auto i = doc_.first_child(totem); i != text::no_node; i = doc_.next_sibling(i)) {
                if (doc_.word_text(i, 0) != "interface" || !doc_.at(i).has_block()) continue;
                const auto key = last_child(doc_, i, by_ring ? "ringnumber" : "linknumber");
                const bool written = key != text::no_node && doc_.at(key).words > 1;
                const auto number_read = written ? number_from(doc_.word(key, 1).of(doc_.text()), value_type::u8)
                                                 : std::optional{read_number{}};
                if (number_read && number_read->value == link) visit(i, key);
            }
        }
    }

    [[nodiscard]] const text::document& doc() const { return doc_; }
    [[nodiscard]] text::node_id list() const { return list_; }
    [[nodiscard]] const std::vector<text::node_id>& statements() const { return statements_; }
    [[nodiscard]] editor& changes() { return changes_; }
    [[nodiscard]] const config& values() const { return values_; }
    [[nodiscard]] result<std::string> finish() { return changes_.finish(files_, id_, options_.edit); }

private:
    text::workspace& files_;
    text::file_id id_;
    const node_options& options_;
    text::document doc_;
    config values_;
    editor changes_;
    text::node_id list_ = text::no_node;
    unsigned lists_ = 0;
    std::vector<text::node_id> statements_;
};

/// The keys of a new node, in the order of a node that is there.
std::vector<std::pair<std::string, std::string>> keys_of(const new_node& wanted, std::uint64_t id, const cluster& c) {
    std::vector<std::pair<std::string, std::string>> keys;
    for (const auto& [link, address] : wanted.addresses) keys.emplace_back(ring_key(link), address);
    if (!wanted.name.empty()) keys.emplace_back("name", wanted.name);
    keys.emplace_back("nodeid", std::to_string(id));
    if (wanted.votes) keys.emplace_back("quorum_votes", std::to_string(*wanted.votes));
    if (c.statements().empty()) return keys;
    std::vector<std::string_view> order;
    for (auto k = c.doc().first_child(c.statements().back()); k != text::no_node; k = c.doc().next_sibling(k))
        order.push_back(c.doc().word_text(k, 0));
    std::ranges::stable_sort(keys, {},
                             [&](const auto& k) { return std::ranges::find(order, k.first) - order.begin(); });
    return keys;
}

}  // namespace

new_node listed_node(std::string_view text) {
    new_node node;
    if (const auto equals = text.find('='); equals != text.npos) {
        node.name = text.substr(0, equals);
        text.remove_prefix(equals + 1);
    }
    for (unsigned link = 0; !text.empty(); ++link) {
        const auto comma = std::min(text.find(','), text.size());
        node.addresses.emplace_back(link, text.substr(0, comma));
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return node;
}

result<std::string> add_node(text::workspace& files, text::file_id id, const new_node& wanted,
                             const node_options& options) {
    cluster c{files, id, options};
    if (const auto e = c.unfit(); e != error{}) return e;
    if (wanted.addresses.empty()) return error{errc::invalid_argument, "a node needs an address"};
    if (!wanted.name.empty() &&
        std::ranges::any_of(c.nodes(), [&](const auto& n) { return n.name && *n.name == wanted.name; }))
        return error{errc::already_exists, "there is a node " + quote(wanted.name)};
    const auto links = c.links();
    std::vector<unsigned> given;
    for (const auto& [link, address] : wanted.addresses) {
        if (link >= most_links) return error{errc::invalid_argument, "links are numbered 0..7"};
        if (std::ranges::find(given, link) != given.end())
            return error{errc::invalid_argument, "two addresses for link " + std::to_string(link)};
        if (c.address_taken(address)) return error{errc::already_exists, "the address " + quote(address) + " is taken"};
        if (const auto fits = check_value(address); !fits) return fits.error();
        given.push_back(link);
    }
    std::ranges::sort(given);
    if (!links.empty() && given != links) {
        std::string list;
        for (const auto link : links) list += (list.empty() ? "" : ", ") + std::to_string(link);
        return error{errc::invalid_argument, "the node needs one address for each link of the cluster: " + list};
    }
    if (const auto fits = check_value(wanted.name); !fits) return fits.error();
    std::uint64_t nodeid = wanted.nodeid.value_or(0);
    if (nodeid == 0)
        for (nodeid = 1; c.id_taken(nodeid);) ++nodeid;
    if (c.id_taken(nodeid)) return error{errc::already_exists, "the node id " + std::to_string(nodeid) + " is taken"};
    const bool listed = c.list() != text::no_node;
    std::string lines = listed ? "node {\n" : "nodelist {\n    node {\n";
    const std::string indent = listed ? "    " : "        ";
    for (const auto& [key, value] : keys_of(wanted, nodeid, c)) lines += indent + key + ": " + value + '\n';
    lines += listed ? "}" : "    }\n}";
    c.changes().insert(listed ? c.list() : c.doc().root(), lines,
                       c.statements().empty() ? text::no_node : c.statements().back());
    c.follow(c.nodes().size() + 1, wanted.votes.value_or(1));
    return c.finish();
}

result<std::string> remove_node(text::workspace& files, text::file_id id, std::string_view wanted,
                                const node_options& options) {
    cluster c{files, id, options};
    if (const auto e = c.unfit(); e != error{}) return e;
    const auto found = c.find(wanted);
    if (!found) return found.error();
    if (c.nodes().size() == 1) return error{errc::refused, "it is the last node"};
    c.changes().remove(c.statements()[*found], true);
    c.follow(c.nodes().size() - 1, -static_cast<std::int64_t>(c.nodes()[*found].quorum_votes.value_or(1)));
    return c.finish();
}

result<std::string> renumber_node(text::workspace& files, text::file_id id, std::string_view wanted,
                                  std::uint32_t nodeid, const node_options& options) {
    cluster c{files, id, options};
    if (const auto e = c.unfit(); e != error{}) return e;
    const auto found = c.find(wanted);
    if (!found) return found.error();
    const auto& n = c.nodes()[*found];
    if (n.nodeid && *n.nodeid == nodeid) return std::string{files.file(id).text()};
    if (c.id_taken(nodeid)) return error{errc::already_exists, "the node id " + std::to_string(nodeid) + " is taken"};
    c.changes().set_key(c.statements()[*found], "nodeid", std::to_string(nodeid));
    const auto& q = c.values().quorum;
    if (n.nodeid && q && q->auto_tie_breaker_node) {
        std::string list = *q->auto_tie_breaker_node;
        const auto old = std::to_string(*n.nodeid);
        for (std::size_t at = 0; (at = list.find(old, at)) != list.npos; at += old.size()) {
            const auto digit = [&](std::size_t i) { return i < list.size() && list[i] >= '0' && list[i] <= '9'; };
            if ((at != 0 && digit(at - 1)) || digit(at + old.size())) continue;
            list.replace(at, old.size(), std::to_string(nodeid));
            break;
        }
        if (list != *q->auto_tie_breaker_node)
            c.changes().set_key(last_child(c.doc(), c.doc().root(), "quorum"), "auto_tie_breaker_node", list);
    }
    return c.finish();
}

result<std::string> add_link(text::workspace& files, text::file_id id,
                             const std::vector<std::pair<std::string, std::string>>& addresses,
                             std::optional<unsigned> link, const node_options& options) {
    cluster c{files, id, options};
    if (const auto e = c.unfit(); e != error{}) return e;
    const auto links = c.links();
    const auto used = [&](unsigned number_wanted) { return std::ranges::find(links, number_wanted) != links.end(); };
    unsigned chosen = link.value_or(0);
    if (!link)
        while (used(chosen)) ++chosen;
    if (chosen >= most_links) return error{errc::invalid_argument, "links are numbered 0..7"};
    if (used(chosen)) return error{errc::already_exists, "there is a link " + std::to_string(chosen)};
    std::vector<const std::string*> chosen_for(c.nodes().size());
    for (const auto& [node, address] : addresses) {
        const auto found = c.find(node);
        if (!found) return found.error();
        if (chosen_for[*found] != nullptr)
            return error{errc::invalid_argument, "two addresses for node " + quote(node)};
        if (const auto fits = check_value(address); !fits) return fits.error();
        if (c.address_taken(address)) return error{errc::already_exists, "the address " + quote(address) + " is taken"};
        chosen_for[*found] = &address;
    }
    for (std::size_t i = 0; i < chosen_for.size(); ++i) {
        if (chosen_for[i] == nullptr)
            return error{errc::invalid_argument,
                         "node number " + std::to_string(i + 1) + " of the nodelist has no address"};
        // Behind the address of the link before it.
        auto after = text::no_node;
        const auto statement = c.statements()[i];
        for (unsigned before = chosen; before-- > 0 && after == text::no_node;)
            after = last_child(c.doc(), statement, ring_key(before));
        c.changes().insert(statement, ring_key(chosen) + ": " + *chosen_for[i], after);
    }
    return c.finish();
}

result<std::string> remove_link(text::workspace& files, text::file_id id, unsigned link, const node_options& options) {
    cluster c{files, id, options};
    if (const auto e = c.unfit(); e != error{}) return e;
    const auto links = c.links();
    if (std::ranges::find(links, link) == links.end())
        return error{errc::not_found, "there is no link " + std::to_string(link)};
    if (links.size() == 1) return error{errc::refused, "it is the last link"};
    for (const auto statement : c.statements())
        for (auto k = c.doc().first_child(statement); k != text::no_node; k = c.doc().next_sibling(k))
            if (c.doc().word_text(k, 0) == ring_key(link)) c.changes().remove(k);
    c.each_interface(link, [&](text::node_id section, text::node_id) { c.changes().remove(section, true); });
    return c.finish();
}

result<std::string> renumber_link(text::workspace& files, text::file_id id, unsigned from, unsigned to,
                                  const node_options& options) {
    cluster c{files, id, options};
    if (const auto e = c.unfit(); e != error{}) return e;
    const auto links = c.links();
    if (std::ranges::find(links, from) == links.end())
        return error{errc::not_found, "there is no link " + std::to_string(from)};
    if (to >= most_links) return error{errc::invalid_argument, "links are numbered 0..7"};
    if (from == to) return std::string{files.file(id).text()};
    if (std::ranges::find(links, to) != links.end())
        return error{errc::already_exists, "there is a link " + std::to_string(to)};
    for (const auto statement : c.statements())
        for (auto k = c.doc().first_child(statement); k != text::no_node; k = c.doc().next_sibling(k))
            if (c.doc().word_text(k, 0) == ring_key(from)) c.changes().replace(c.doc().word(k, 0), ring_key(to));
    const auto* const name = options.edit.check.aim.version < v3_0 ? "ringnumber" : "linknumber";
    c.each_interface(
        from, [&](text::node_id section, text::node_id) { c.changes().set_key(section, name, std::to_string(to)); });
    return c.finish();
}

}  // namespace hakit::corosync
