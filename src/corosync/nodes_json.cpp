#include <hakit/corosync/nodes_json.hpp>

#include <hakit/corosync/bind.hpp>
#include <hakit/corosync/effective.hpp>
#include <hakit/corosync/parse.hpp>

#include "corosync/number.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace hakit::corosync {
namespace {

using json = nlohmann::ordered_json;

/// Reads the members of one change; the first failure is kept.
class change_reader {
public:
    explicit change_reader(const json& in) : in_{in} { asked_.emplace_back("change"); }

    std::string text(const char* name, bool required) {
        const auto* value = member(name, required);
        if (value == nullptr) return {};
        if (value->is_number_unsigned()) return value->dump();
        if (value->is_string()) return value->get<std::string>();
        fail(name, "a string is needed");
        return {};
    }
    std::optional<std::uint32_t> number(const char* name, bool required) {
        const auto* value = member(name, required);
        if (value == nullptr) return std::nullopt;
        if (!value->is_number_unsigned() || value->get<std::uint64_t>() > 0xffff'ffffu) {
            fail(name, "a number of 0..4294967295 is needed");
            return std::nullopt;
        }
        return value->get<std::uint32_t>();
    }
    /// Names or numbers and addresses; those of an array are numbered by `keys`.
    std::vector<std::pair<std::string, std::string>> addresses(const std::vector<unsigned>& keys) {
        std::vector<std::pair<std::string, std::string>> out;
        const auto* value = member("addresses", true);
        if (value == nullptr) return out;
        std::size_t i = 0;
        for (const auto& [key, address] : value->items()) {
            if (!address.is_string() || (!value->is_array() && !value->is_object())) {
                fail("addresses", "addresses are needed");
                return {};
            }
            const auto link = i < keys.size() ? keys[i] : static_cast<unsigned>(i);
            out.emplace_back(value->is_array() ? std::to_string(link) : key, address.get<std::string>());
            ++i;
        }
        return out;
    }

    /// The failure, or the first member that nobody asked for.
    [[nodiscard]] error finish() const {
        if (!failure_.empty()) return {errc::invalid_argument, failure_};
        for (const auto& [name, value] : in_.items())
            if (std::ranges::find(asked_, name) == asked_.end())
                return {errc::invalid_argument, name + ": unknown member"};
        return {};
    }

private:
    const json* member(const char* name, bool required) {
        asked_.emplace_back(name);
        const auto found = in_.find(name);
        if (found != in_.end() && !found->is_null()) return &*found;
        if (required) fail(name, "is missing");
        return nullptr;
    }
    void fail(const char* name, const char* why) {
        if (failure_.empty()) failure_ = std::string{name} + ": " + why;
    }

    const json& in_;
    std::vector<std::string> asked_;
    std::string failure_;
};

std::vector<unsigned> links_in(text::workspace& files, text::file_id id) {
    text::diagnostic_list ignored;
    return links_of(bind(parse(files.file(id), files.bounds()), {}, ignored));
}

result<new_node> node_from(change_reader& in, const std::vector<unsigned>& links) {
    new_node node;
    node.name = in.text("name", false);
    node.nodeid = in.number("nodeid", false);
    node.votes = in.number("votes", false);
    for (const auto& [link, address] : in.addresses(links)) {
        const auto number_read = number_from(link, value_type::u8);
        if (!number_read || number_read->outside_of_type)
            return error{errc::invalid_argument, "addresses: '" + link + "' is not the number of a link"};
        node.addresses.emplace_back(static_cast<unsigned>(number_read->value), address);
    }
    return node;
}

}  // namespace

result<std::string> change_cluster(text::workspace& files, text::file_id id, const json& change,
                                   const node_options& options) {
    if (!change.is_object() || !change.contains("change") || !change["change"].is_string())
        return error{errc::invalid_argument, "an object with the member \"change\" is needed"};
    const auto what = change["change"].get<std::string>();
    change_reader in{change};
    const auto checked = [&](auto make) -> result<std::string> {
        if (const auto failed = in.finish(); failed != error{}) return failed;
        return make();
    };
    if (what == "add_node") {
        const auto node = node_from(in, links_in(files, id));
        if (!node) return node.error();
        return checked([&] { return add_node(files, id, *node, options); });
    }
    if (what == "remove_node") {
        const auto node = in.text("node", true);
        return checked([&] { return remove_node(files, id, node, options); });
    }
    if (what == "renumber_node") {
        const auto node = in.text("node", true);
        const auto nodeid = in.number("nodeid", true);
        return checked([&] { return renumber_node(files, id, node, *nodeid, options); });
    }
    if (what == "add_link") {
        const auto link = in.number("link", false);
        const auto addresses = in.addresses({});
        return checked([&] { return add_link(files, id, addresses, link, options); });
    }
    if (what == "remove_link") {
        const auto link = in.number("link", true);
        return checked([&] { return remove_link(files, id, *link, options); });
    }
    if (what == "renumber_link") {
        const auto link = in.number("link", true);
        const auto to = in.number("to", true);
        return checked([&] { return renumber_link(files, id, *link, *to, options); });
    }
    return error{errc::invalid_argument, "change: '" + what + "' is no change"};
}

}  // namespace hakit::corosync
