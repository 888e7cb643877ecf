// `hakit node`, `link` and `authkey`: cluster files of corosync as wholes.
#include "cluster.hpp"
#include "preview.hpp"

#include <hakit/corosync/facts_json.hpp>
#include <hakit/corosync/nodes.hpp>
#include <hakit/io/authkey.hpp>

#include <charconv>
#include <functional>

namespace hakit::cli {
namespace {

/// "A=B" as its halves; the first one is empty without a '='.
std::pair<std::string, std::string> halves(const std::string& text) {
    const auto equals = text.find('=');
    if (equals == text.npos) return {"", text};
    return {text.substr(0, equals), text.substr(equals + 1)};
}

result<unsigned> link_of(const std::string& text) {
    unsigned link = 0;
    const auto [end, ec] = std::from_chars(text.data(), text.data() + text.size(), link);
    if (ec != std::errc{} || end != text.data() + text.size())
        return error{errc::invalid_argument, "'" + text + "' is not the number of a link"};
    return link;
}

using change_function =
    std::function<result<std::string>(text::workspace&, text::file_id, const corosync::node_options&)>;

/// Reads the file, makes the change, and writes or shows the new text.
int change(cluster_options options, const change_function& make) {
    options.input.format = "corosync";
    const auto how = read_options_of(options.input);
    if (!how) return fail(how.error());
    auto input = open_input(options.file, options.input);
    if (!input) return fail(input.error());
    corosync::node_options wanted;
    wanted.adjust_quorum = !options.keep_quorum;
    wanted.edit.force = options.force;
    wanted.edit.raise_config_version = !options.keep_version;
    if (!how->target.empty()) {
        const auto release = corosync::release::parse(how->target);
        if (!release) return fail(release.error());
        wanted.edit.check.aim.version = *release;
    }
    corosync::host_facts facts;
    if (!how->facts.empty()) {
        auto read = corosync::facts_from_json(how->facts);
        if (!read) return fail(read.error());
        facts = std::move(*read);
        wanted.edit.check.facts = &facts;
    }
    const auto changed = make(input->files, input->top, wanted);
    if (!changed) {
        const auto code = fail(changed.error());
        return changed.error().code() == errc::invalid_argument ? code : input_errors;
    }
    if (options.dry_run) return print(preview(*input, {{input->top, options.file, *changed}}, options.input, *how));
    if (options.file == "-") return print(*changed);
    if (*changed == input->source().text()) return clean;
    const auto written = io::write_file_atomic(options.file, *changed);
    return written ? clean : fail(written.error());
}

result<corosync::new_node> node_of(const cluster_options& options) {
    corosync::new_node node;
    node.name = options.name;
    node.nodeid = options.id;
    node.votes = options.votes;
    unsigned next = 0;
    for (const auto& text : options.addresses) {
        const auto [link, address] = halves(text);
        const auto number = link.empty() ? result<unsigned>{next} : link_of(link);
        if (!number) return number.error();
        node.addresses.emplace_back(*number, address);
        next = *number + 1;
    }
    return node;
}

}  // namespace

int node_add(const cluster_options& options) {
    const auto node = node_of(options);
    if (!node) return fail(node.error());
    return change(options, [&](auto& files, auto id, const auto& how) { return add_node(files, id, *node, how); });
}

int node_remove(const cluster_options& options) {
    return change(options,
                  [&](auto& files, auto id, const auto& how) { return remove_node(files, id, options.node, how); });
}

int node_renumber(const cluster_options& options) {
    return change(options, [&](auto& files, auto id, const auto& how) {
        return renumber_node(files, id, options.node, options.id.value_or(0), how);
    });
}

int link_add(const cluster_options& options) {
    std::vector<std::pair<std::string, std::string>> addresses;
    for (const auto& text : options.addresses) addresses.push_back(halves(text));
    return change(options, [&](auto& files, auto id, const auto& how) {
        return add_link(files, id, addresses, options.link, how);
    });
}

int link_remove(const cluster_options& options) {
    return change(options, [&](auto& files, auto id, const auto& how) {
        return remove_link(files, id, options.link.value_or(0), how);
    });
}

int link_renumber(const cluster_options& options) {
    return change(options, [&](auto& files, auto id, const auto& how) {
        return renumber_link(files, id, options.link.value_or(0), options.to_link, how);
    });
}

int authkey(const authkey_options& options) {
    if (options.path == "-") {
        const auto key = io::make_authkey(options.size);
        return key ? print(*key) : fail(key.error());
    }
    const auto written = io::write_authkey(options.path, options.size, options.force);
    return written ? clean : fail(written.error());
}

}  // namespace hakit::cli
