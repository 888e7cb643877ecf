#include <hakit/corosync/migrate.hpp>

#include <hakit/corosync/bind.hpp>
#include <hakit/corosync/effective.hpp>
#include <hakit/corosync/parse.hpp>
#include <hakit/corosync/secrets.hpp>
#include <hakit/text/block_edit.hpp>
#include <hakit/text/render.hpp>

#include "corosync/codes/migration_codes.hpp"
#include "corosync/editor.hpp"
#include "corosync/quote.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace hakit::corosync {
namespace {

constexpr target old_corosync{{1, 4, 8}};
constexpr std::uint64_t first_port = 5405;

/// Keys of totem that corosync 3 has no use for.
constexpr std::string_view dropped_keys[] = {
    "vsftype",
    "threads",
    "nodeid",
    "clear_node_high_bit",
    "crypto_type",
    "crypto_accept",
    "secauth",
    "rrp_mode",
    "rrp_problem_count_timeout",
    "rrp_problem_count_threshold",
    "rrp_problem_count_mcast_threshold",
    "rrp_token_expired_timeout",
    "rrp_autorecovery_check_timeout",
};
/// Services that left with openais or are Pacemaker's business now.
constexpr std::string_view dropped_sections[] = {"amf", "event", "ckpt", "lck",     "msg",
                                                 "clm", "tmr",   "evt",  "service", "aisexec"};

class migrator {
public:
    migrator(const text::document& doc, const config& values, const migrate_options& options)
        : doc_{doc}, values_{values}, options_{options}, changes_{doc} {}

    result<migration> run() {
        nodes();
        totem();
        interfaces();
        for (auto id = doc_.first_child(doc_.root()); id != text::no_node; id = doc_.next_sibling(id)) top_level(id);
        quorum();
        changes_.raise_config_version();
        const auto edits = changes_.edits();
        if (!edits) return edits.error();
        auto text = text::apply_edits(doc_.text(), *edits);
        if (!text) return text.error();
        decisions_.sort();
        return migration{std::move(*text), std::move(decisions_)};
    }

private:
    text::diagnostic& decide(const text::code_info& code, text::span where, std::string message) {
        return decisions_.add(code, {0, where == text::nowhere ? text::span{} : where}, std::move(message));
    }

    /// Removes a statement with the comment above it and the blank line that would be left over.
    void drop(text::node_id id) {
        const auto made = text::remove_statement(doc_, id, true);
        if (!made) return;
        for (auto e : *made) {
            const auto text = doc_.text();
            const auto before = text.substr(0, e.where.begin);
            const bool gap = before.empty() || before.ends_with("\n\n") || before.ends_with("\n\r\n") ||
                             before.ends_with("{\n") || before.ends_with("{\r\n");
            const auto rest = text.substr(e.where.end);
            if (gap && rest.starts_with("\r\n"))
                e.where.end += 2;
            else if (gap && rest.starts_with('\n'))
                e.where.end += 1;
            changes_.replace(e.where, e.replacement);
        }
    }
    void drop_keys(text::node_id section, std::string_view name) {
        for (auto id = doc_.first_child(section); id != text::no_node; id = doc_.next_sibling(id))
            if (doc_.word_text(id, 0) == name && !doc_.at(id).has_block()) drop(id);
    }
    template <class Visit>
    void each(text::node_id parent, std::string_view name, Visit visit) {
        for (auto id = doc_.first_child(parent); id != text::no_node; id = doc_.next_sibling(id))
            if (doc_.at(id).has_block() && doc_.word_text(id, 0) == name) visit(id);
    }

    [[nodiscard]] const struct totem& old_totem() const {
        static const struct totem none;
        return values_.totem ? *values_.totem : none;
    }

    void nodes() {
        if (!options_.nodes.empty())
            nodes_ = options_.nodes;
        else if (values_.nodelist && !values_.nodelist->node.empty())
            return complete_nodes();
        else
            nodes_from_members();
        for (std::size_t i = 0; i < nodes_.size(); ++i) {
            if (nodes_[i].name.empty()) nodes_[i].name = name_of(i);
            if (!nodes_[i].nodeid) nodes_[i].nodeid = static_cast<std::uint32_t>(i + 1);
        }
        count_ = nodes_.size();
        const auto place = values_.totem && !values_.totem->interface.empty()
                               ? values_.totem->interface.front().where.span
                               : text::span{};
        if (nodes_.empty()) {
            decide(migration_code.unknown_nodes, place,
                   "the file does not say which nodes there are; add a nodelist with each of them");
            return;
        }
        std::string lines = "nodelist {\n";
        for (const auto& n : nodes_) {
            lines += "    node {\n";
            for (const auto& [link, address] : n.addresses)
                lines += "        ring" + std::to_string(link) + "_addr: " + address + '\n';
            lines += "        name: " + n.name + "\n        nodeid: " + std::to_string(*n.nodeid) + '\n';
            if (n.votes) lines += "        quorum_votes: " + std::to_string(*n.votes) + '\n';
            lines += "    }\n";
        }
        const auto behind = last_child(doc_, doc_.root(), "totem");
        changes_.insert(doc_.root(), "\n" + lines + "}", behind);
        if (options_.nodes.empty()) tell_about_new_nodes(place);
    }

    [[nodiscard]] std::string name_of(std::size_t i) const {
        return i < options_.node_names.size() ? options_.node_names[i] : "node" + std::to_string(i + 1);
    }

    void tell_about_new_nodes(text::span place) {
        if (nodes_.front().addresses.size() > 1) {
            auto& d =
                decide(migration_code.pairing, place,
                       "the rings do not say which addresses belong to one node; they were paired in their order");
            for (const auto& n : nodes_) {
                std::string list;
                for (const auto& [link, address] : n.addresses) list += (list.empty() ? "" : " and ") + address;
                d.notes.push_back({n.name + " has " + list, std::nullopt});
            }
        }
        if (options_.node_names.size() < nodes_.size())
            decide(migration_code.names, place,
                   "name each node as `uname -n` says on it; some are node1, node2, ... now");
        const auto& id = old_totem().nodeid;
        decide(migration_code.node_ids, id ? id.where() : place,
               id ? "node id " + std::to_string(*id) + " was that of one host; the nodes are 1, 2, ... now"
                  : std::string{"the nodes have the ids 1, 2, ... now"});
    }

    /// One node for each place in the lists of members of the rings.
    void nodes_from_members() {
        std::map<std::uint64_t, const struct interface*> rings;
        for (const auto& i : old_totem().interface) rings[i.ringnumber ? *i.ringnumber : i.linknumber.value_or(0)] = &i;
        std::size_t count = 0;
        for (const auto& [ring, i] : rings) count = std::max(count, i->member.size());
        for (const auto& [ring, i] : rings) {
            if (i->member.size() != count && !i->member.empty())
                decide(migration_code.pairing, i->where.span,
                       "ring " + std::to_string(ring) + " has " + std::to_string(i->member.size()) +
                           " members, another " + std::to_string(count) + "; it is left out");
            if (i->member.size() != count || ring >= most_links) continue;
            nodes_.resize(count);
            for (std::size_t n = 0; n < count; ++n)
                nodes_[n].addresses.emplace_back(static_cast<unsigned>(ring), i->member[n].memberaddr.value_or(""));
        }
    }

    /// A nodelist of corosync 2: ids and names that corosync 3 needs.
    void complete_nodes() {
        const auto& list = values_.nodelist->node;
        count_ = list.size();
        const bool several = links_of(values_).size() > 1;
        std::size_t i = 0;
        std::uint64_t free = 1;
        bool named = false;
        bool numbered = false;
        each(doc_.root(), "nodelist", [&](text::node_id nodelist) {
            each(nodelist, "node", [&](text::node_id statement) {
                if (i >= list.size()) return;
                const auto& n = list[i];
                if (!n.nodeid || *n.nodeid == 0) {
                    const auto taken = [&] {
                        return std::ranges::any_of(list, [&](const auto& o) { return o.nodeid && *o.nodeid == free; });
                    };
                    while (taken()) ++free;
                    changes_.set_key(statement, "nodeid", std::to_string(free++));
                    numbered = true;
                }
                if (!n.name && (several || i < options_.node_names.size())) {
                    changes_.set_key(statement, "name", name_of(i));
                    named = i >= options_.node_names.size() || named;
                }
                ++i;
            });
        });
        const auto place = values_.nodelist->where.span;
        if (named)
            decide(migration_code.names, place,
                   "name each node as `uname -n` says on it; some are node1, node2, ... now");
        if (numbered) decide(migration_code.node_ids, place, "nodes without an id have one now; knet needs it");
    }

    [[nodiscard]] std::size_t links() const {
        return nodes_.empty() ? links_of(values_).size() : nodes_.front().addresses.size();
    }

    void totem() {
        const auto section = last_child(doc_, doc_.root(), "totem");
        const auto& t = old_totem();
        if (section == text::no_node) return;
        each(doc_.root(), "totem", [&](text::node_id s) {
            for (const auto name : dropped_keys) drop_keys(s, name);
        });
        if (t.transport)
            changes_.set_key(section, "transport", "knet");
        else if (!(values_.nodelist && transport_of(values_, {options_.to}) == transport::knet))
            changes_.insert(section, "transport: knet", last_child(doc_, section, "version"));
        if (t.rrp_mode && links() > 1 && !t.link_mode && *t.rrp_mode != "none")
            changes_.set_key(section, "link_mode", *t.rrp_mode == "active" ? "active" : "passive");
        encryption_keys(section);
        timers(section);
    }

    void encryption_keys(text::node_id section) {
        const auto& t = old_totem();
        const bool was_on = t.crypto_cipher ? *t.crypto_cipher != "none" : t.secauth.value_or("off") == "on";
        const bool three_des = t.crypto_cipher && *t.crypto_cipher == "3des";
        const bool complete = t.crypto_cipher && t.crypto_hash && *t.crypto_hash != "none" && was_on && !three_des;
        if (complete || (!was_on && !options_.encrypt)) return;
        changes_.set_key(section, "crypto_cipher",
                         was_on && t.crypto_cipher && !three_des ? *t.crypto_cipher : "aes256");
        changes_.set_key(section, "crypto_hash",
                         t.crypto_hash && *t.crypto_hash != "none" ? *t.crypto_hash : std::string{"sha256"});
        decide(migration_code.encryption, t.secauth ? t.secauth.where() : values_.totem->where.span,
               was_on
                   ? "the nodes encrypt with AES-256 and SHA-256 now; a key of 128 bytes or more is needed on each"
                   : "the nodes did not encrypt and do now; each needs the same key, by default /etc/corosync/authkey");
    }

    void timers(text::node_id section) {
        const auto& t = old_totem();
        const auto base = t.token && *t.token != 0 ? *t.token : options_.to >= v3_1 ? 3000u : 1000u;
        const auto token = base + (count_ > 2 ? (count_ - 2) * t.token_coefficient.value_or(650) : 0);
        if (t.consensus && *t.consensus != 0 && *t.consensus < token * 12 / 10) {
            drop_keys(section, "consensus");
            decide(migration_code.timing, t.consensus.where(),
                   "consensus was " + std::to_string(*t.consensus) + " ms, too short for a token of " +
                       std::to_string(token) + " ms; it follows from the token now");
        }
        if (!t.token && options_.to >= v3_1)
            decide(migration_code.timing, values_.totem->where.span,
                   "the default of token was 1000 ms and is 3000 ms now");
    }

    void interfaces() {
        each(doc_.root(), "totem", [&](text::node_id s) {
            std::size_t i = 0;
            each(s, "interface", [&](text::node_id statement) {
                if (i < old_totem().interface.size()) one_interface(statement, old_totem().interface[i]);
                ++i;
            });
        });
    }

    /// What is left of an interface section is its port; without one of its own it goes.
    void one_interface(text::node_id statement, const struct interface& i) {
        const auto link = i.ringnumber ? *i.ringnumber : i.linknumber.value_or(0);
        const bool own_port = i.mcastport && *i.mcastport != 0 && *i.mcastport != first_port + link;
        const bool knet = i.knet_link_priority || i.knet_ping_interval || i.knet_ping_timeout ||
                          i.knet_ping_precision || i.knet_pong_count || i.knet_transport;
        if (own_port)
            decide(migration_code.port, i.mcastport.where(),
                   "link " + std::to_string(link) + " uses UDP port " + std::to_string(*i.mcastport));
        if (!own_port && !knet) return drop(statement);
        for (const auto* name : {"bindnetaddr", "mcastaddr", "broadcast", "ttl"}) drop_keys(statement, name);
        if (!own_port) drop_keys(statement, "mcastport");
        each(statement, "member", [&](text::node_id member) { drop(member); });
        if (const auto ring = last_child(doc_, statement, "ringnumber"); ring != text::no_node)
            changes_.replace(doc_.word(ring, 0), "linknumber");
    }

    void top_level(text::node_id id) {
        const auto name = doc_.word_text(id, 0);
        if (!doc_.at(id).has_block()) {
            if (name == "compatibility") drop(id);
            return;
        }
        if (std::ranges::find(dropped_sections, name) != std::end(dropped_sections)) {
            drop(id);
            if (name == "service" && service_is_pacemaker(id))
                decide(migration_code.plugin, doc_.header(id),
                       "Pacemaker is no plugin any more: enable and start the service pacemaker, and remove "
                       "/etc/corosync/service.d");
        }
        if (name == "logging") logging(id);
        if (name == "qb") {
            const auto type = last_child(doc_, id, "ipc_type");
            const auto system = last_child(doc_, doc_.root(), "system");
            if (type != text::no_node && doc_.at(type).words > 1) {
                const std::string key = "qb_ipc_type: " + std::string{doc_.word(type, 1).of(doc_.text())};
                if (system != text::no_node)
                    changes_.insert(system, key);
                else
                    changes_.insert(doc_.root(), "\nsystem {\n    " + key + "\n}");
            }
            drop(id);
        }
    }
    [[nodiscard]] bool service_is_pacemaker(text::node_id id) const {
        const auto key = last_child(doc_, id, "name");
        return key != text::no_node && doc_.at(key).words > 1 && doc_.word(key, 1).of(doc_.text()) == "pacemaker";
    }

    void logging(text::node_id section) {
        rename(section, "to_file", "to_logfile");
        rename(section, "syslog_level", "syslog_priority");
        each(section, "logger_subsys", [&](text::node_id s) {
            const auto name = last_child(doc_, s, "subsys");
            const auto subsys = name != text::no_node && doc_.at(name).words > 1 ? doc_.word(name, 1).of(doc_.text())
                                                                                 : std::string_view{};
            if (subsys == "AMF") return drop(s);
            drop_keys(s, "tags");
            rename(s, "to_file", "to_logfile");
            rename(s, "syslog_level", "syslog_priority");
        });
    }
    void rename(text::node_id section, std::string_view from, std::string_view to) {
        for (auto id = doc_.first_child(section); id != text::no_node; id = doc_.next_sibling(id))
            if (!doc_.at(id).has_block() && doc_.word_text(id, 0) == from)
                changes_.replace(doc_.word(id, 0), std::string{to});
    }

    void quorum() {
        const auto section = last_child(doc_, doc_.root(), "quorum");
        const auto& q = values_.quorum;
        const bool two = count_ == 2 && !(q && q->device);
        if (section == text::no_node) {
            std::string lines = "\nquorum {\n    provider: corosync_votequorum\n";
            if (two) lines += "    two_node: 1\n";
            changes_.insert(doc_.root(), lines + "}");
            decide(migration_code.quorum, {},
                   "corosync decides about quorum now; set Pacemaker's no-quorum-policy back to stop if it is ignore");
            return;
        }
        if (q->provider && *q->provider == "corosync_votequorum") return;
        changes_.set_key(section, "provider", "corosync_votequorum");
        if (two && !q->two_node) changes_.set_key(section, "two_node", "1");
        decide(migration_code.quorum, q->where.span, "corosync_votequorum decides about quorum now");
    }

    const text::document& doc_;
    const config& values_;
    const migrate_options& options_;
    editor changes_;
    text::diagnostic_list decisions_;
    std::vector<new_node> nodes_;
    std::size_t count_ = 0;
};

}  // namespace

result<migration> migrate(text::workspace& files, text::file_id id, const migrate_options& options) {
    if (options.to < v3_0) return error{errc::invalid_argument, "the target is a release of corosync 3"};
    const auto doc = parse(files.file(id), files.bounds(), {options.to});
    if (doc.diagnostics().count(text::severity::error) != 0) {
        text::render_options plain;
        plain.show_source = false;
        plain.secrets = secrets(doc, id);
        text::diagnostic_list moved;
        moved.append(doc.diagnostics(), id);
        return error{errc::refused, "mend the file first (hakit fix):\n" + text::render_text(files, moved, plain)};
    }
    text::diagnostic_list ignored;
    const auto values = bind(doc, old_corosync, ignored);
    auto made = migrator{doc, values, options}.run();
    if (!made) return made.error();
    text::diagnostic_list decisions;
    decisions.append(made->decisions, id);
    made->decisions = std::move(decisions);
    return made;
}

}  // namespace hakit::corosync
