// The verbs of `hakit ipvs` that change one thing: each becomes a command of ipvsadm, so that the same rules hold.
#include "ipvs.hpp"

#include <algorithm>
#include <sstream>

namespace hakit::cli {
namespace {

using settings = std::vector<ipvsadm_option>;

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::vector<std::string> to_words(const std::string& letter, const std::string& role, const settings& options) {
    std::vector<std::string> words{letter};
    if (!role.empty()) words.push_back(role);
    for (const auto& o : options) {
        words.push_back(o.name);
        if (o.value) words.push_back(*o.value);
    }
    return words;
}

/// The settings of a rule as ipvsadm -S writes it, without what names service and server.
settings settings_of(const std::string& rule) {
    settings all;
    std::istringstream words{rule};
    for (std::string word; words >> word;) {
        if (word.starts_with('-')) {
            all.push_back({word, {}});
        } else {
            all.back().value = word;
        }
    }
    std::erase_if(all, [](const ipvsadm_option& o) {
        return is_one_of(o.name, {"-A", "-a", "-t", "-u", "--sctp-service", "-f", "-6", "-r"});
    });
    return all;
}

bool ends(const ipvsadm_option& o) { return o.value == "off"; }

bool is_checksum(std::string_view name) { return is_one_of(name, {"--tun-csum", "--tun-nocsum", "--tun-remcsum"}); }

/// Whether a setting that is there has no place beside one that is named.
bool replaces(const ipvsadm_option& named, const ipvsadm_option& there) {
    if (named.name == there.name) return true;
    // Flags mean something else to another scheduler.
    if (named.name == "-s") return there.name == "-b";
    if (named.name == "-p" && ends(named)) return is_one_of(there.name, {"-M", "--pe"});
    if (is_one_of(named.name, {"-m", "-g", "-i"}))
        return is_one_of(there.name, {"-m", "-g", "-i"}) || there.name.starts_with("--tun-");
    if (named.name == "--tun-type") return there.name.starts_with("--tun-");
    return is_checksum(named.name) && is_checksum(there.name);
}

/// An edit of ipvsadm replaces everything. Here what it does not name stays: `named` with the rest of what is there.
settings merged(settings there, const settings& named) {
    for (const auto& n : named) std::erase_if(there, [&](const ipvsadm_option& t) { return replaces(n, t); });
    there.insert(there.end(), named.begin(), named.end());
    return there;
}

/// What the table holds of the service, or the server, that the key of `c` names.
result<settings> present(const ipvsadm::command& c, const ipvs::table& table, bool server) {
    const auto now = table.get(c.service.key);
    if (!now) return now.error();
    if (!server) return settings_of(ipvsadm::format_full_rules({{{now->service, {}}}}));
    for (const auto& d : now->destinations) {
        if (d.destination.key != c.destination.key) continue;
        const auto both = ipvsadm::format_full_rules({{{now->service, {d.destination}}}});
        return settings_of(both.substr(both.find('\n') + 1));
    }
    return error{errc::not_found, c.service.key.to_string() + " has no destination " + c.destination.key.to_string()};
}

/// The command, when nothing is wrong with it. Warnings are shown; hints are about ipvsadm's own ways.
std::optional<ipvsadm::command> read(const std::vector<std::string>& words) {
    ipvsadm::bind_options how;
    how.names = machine_names();
    const auto found = ipvsadm::bind_arguments(words, how);
    text::diagnostic_list worth_telling;
    for (const auto& d : found.diagnostics.items())
        if (d.level != text::severity::hint) worth_telling.add(d);
    show(ipvsadm::source_of(words), worth_telling);
    const auto& c = found.commands.front();
    return c.refused ? std::nullopt : std::optional{c};
}

}  // namespace

int ipvs_change(const std::string& letter, const ipvs_options& options) {
    settings target;
    if (!options.service.empty()) {
        const auto service = ipvsadm::service_arguments(options.service);
        if (!service) return fail(service.error());
        target.push_back({service->at(0), service->at(1)});
        if (service->size() > 2) target.push_back({service->at(2), {}});
    }
    const bool edits_server = letter == "-e";
    const bool edits = edits_server || letter == "-E";
    if (!options.server.empty()) target.push_back({"-r", options.server});
    auto named = options.settings;
    std::unique_ptr<ipvs::kernel_table> table;
    const auto open = [&]() -> result<void> {
        auto opened = open_kernel(options.netns, true);
        if (!opened) return opened.error();
        table = std::move(*opened);
        return {};
    };
    if (edits) {
        // Direct routing would put the service's port in place of the server's; -m takes any.
        auto key = target;
        if (edits_server) key.push_back({"-m", {}});
        const auto subject = read(to_words(letter, {}, key));
        if (!subject) return input_errors;
        if (const auto ok = open(); !ok) return fail(ok.error());
        auto there = present(*subject, *table, edits_server);
        if (!there) return fail(there.error());
        named = merged(std::move(*there), named);
    }
    std::erase_if(named, ends);
    target.insert(target.end(), named.begin(), named.end());
    const auto command = read(to_words(letter, options.role, target));
    if (!command) return input_errors;
    if (!table)
        if (const auto ok = open(); !ok) return fail(ok.error());
    const auto done = ipvsadm::execute(*command, *table);
    return done ? clean : fail(done.error());
}

}  // namespace hakit::cli
