// `hakit ipvs`: the kernel's table in clear words.
#include "ipvs.hpp"

#include <hakit/ipvs/apply.hpp>
#include <hakit/ipvs/state_json.hpp>
#include <hakit/ipvs/validate.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace hakit::cli {
namespace {

using ipvsadm::subject;
using ipvsadm::verb;

int show_json(const nlohmann::ordered_json& value, int code = clean) { return print(value.dump(2) + '\n', code); }

result<text::source> read_input(const std::string& path) {
    auto bytes = path == "-" ? io::read_descriptor(STDIN_FILENO, "standard input") : io::read_file(path);
    if (!bytes) return bytes.error();
    return text::source{path == "-" ? "standard input" : path, std::move(*bytes)};
}

ipvsadm::script read_rules(const text::source& text) {
    ipvsadm::bind_options options;
    options.spoken = ipvsadm::detect(text.text());
    options.names = machine_names();
    return ipvsadm::bind(ipvsadm::parse(text, options.spoken), options);
}

/// A desired table: JSON when it begins with '{', else rules.
result<ipvs::state> read_desired(const std::string& path) {
    const auto text = read_input(path);
    if (!text) return text.error();
    const auto first = text->text().find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && text->text()[first] == '{') {
        auto state = ipvs::parse_state(text->text());
        if (!state) return error{errc::refused, path + ": " + state.error().message()};
        if (const auto ok = ipvs::to_result(ipvs::validate(*state)); !ok)
            return error{errc::refused, ok.error().message()};
        return state;
    }
    const auto commands = read_rules(*text);
    cli::show(*text, commands.diagnostics);
    if (!can_run(commands)) return error{errc::refused, path + " cannot be carried out; nothing was changed"};
    auto state = ipvsadm::to_state(commands);
    if (!state) return error{errc::refused, path + ": " + state.error().message()};
    return state;
}

struct planned {
    std::unique_ptr<ipvs::kernel_table> table;
    ipvs::plan plan;
};

result<planned> make_plan(const ipvs_options& options) {
    const auto desired = read_desired(options.file);
    if (!desired) return desired.error();
    auto table = open_kernel(options.netns, true);
    if (!table) return table.error();
    ipvs::plan_options how;
    if (options.only_listed) {
        how.owned.emplace();
        for (const auto& s : desired->services) how.owned->services.push_back(s.service.key);
    }
    auto made = ipvs::make_plan(**table, *desired, how);
    if (!made) return made.error();
    return planned{std::move(*table), std::move(*made)};
}

/// tcp:10.0.0.1:80 as -t 10.0.0.1:80.
result<std::vector<std::string>> service_words(const std::string& service) {
    const auto colon = service.find(':');
    const auto kind = service.substr(0, colon);
    const auto rest = colon == service.npos ? std::string{} : service.substr(colon + 1);
    if (kind == "tcp") return std::vector<std::string>{"-t", rest};
    if (kind == "udp") return std::vector<std::string>{"-u", rest};
    if (kind == "sctp") return std::vector<std::string>{"--sctp-service", rest};
    if (kind == "fwmark") return std::vector<std::string>{"-f", rest};
    if (kind == "fwmark6") return std::vector<std::string>{"-f", rest, "-6"};
    return error{
        errc::invalid_argument,
        "'" + service + "' is no service: tcp:ADDRESS:PORT, udp:..., sctp:..., fwmark:NUMBER or fwmark6:NUMBER"};
}

/// What an edit does not name stays, unlike with ipvsadm.
void keep_service(ipvsadm::command& c, const ipvs::service& now) {
    auto& s = c.service;
    if (!c.has(subject::scheduler)) s.scheduler = now.scheduler;
    if (!c.has(subject::persistent)) s.persistence_timeout = now.persistence_timeout;
    if (!c.has(subject::netmask)) s.persistence_mask = now.persistence_mask;
    if (!c.has(subject::engine)) s.persistence_engine = now.persistence_engine;
    if (!c.has(subject::one_packet)) s.one_packet = now.one_packet;
    if (!c.has(subject::scheduler_flags)) s.scheduler_flags = now.scheduler_flags;
}

void keep_server(ipvsadm::command& c, const ipvs::destination& now) {
    auto& d = c.destination;
    if (!c.has(subject::forwarding)) {
        d.forwarding = now.forwarding;
        d.tunnel = now.tunnel;
    }
    if (!c.has(subject::weight)) d.weight = now.weight;
    if (!c.has(subject::upper_threshold)) d.upper_threshold = now.upper_threshold;
    if (!c.has(subject::lower_threshold)) d.lower_threshold = now.lower_threshold;
}

result<void> keep_the_rest(ipvsadm::command& c, const ipvs::table& table) {
    if (c.what != verb::edit_service && c.what != verb::edit_server) return {};
    const auto now = table.get(c.service.key);
    if (!now) return now.error();
    if (c.what == verb::edit_service) {
        keep_service(c, now->service);
        return {};
    }
    for (const auto& d : now->destinations)
        if (d.destination.key == c.destination.key) {
            keep_server(c, d.destination);
            return {};
        }
    return error{errc::not_found, c.service.key.to_string() + " has no destination " + c.destination.key.to_string()};
}

}  // namespace

int ipvs_list(const ipvs_options& options) {
    auto table = open_kernel(options.netns, true);
    if (!table) return fail(table.error());
    auto all = (*table)->list();
    if (!all) return fail(all.error());
    if (options.json) return show_json(ipvs::to_json(*all));
    ipvsadm::listing_options how;
    how.stats = options.stats;
    how.rate = options.rate;
    how.thresholds = options.thresholds;
    how.tunnels = options.tunnels;
    how.exact = options.exact;
    if (options.names) how.names = machine_display();
    return print(ipvsadm::format_listing(std::move(*all), std::nullopt, how));
}

int ipvs_save(const ipvs_options& options) {
    auto table = open_kernel(options.netns, true);
    if (!table) return fail(table.error());
    auto now = (*table)->read_all();
    if (!now) return fail(now.error());
    return options.json ? show_json(ipvs::to_json(*now)) : print(ipvsadm::format_full_rules(std::move(*now)));
}

int ipvs_check(const ipvs_options& options) {
    const auto text = read_input(options.file);
    if (!text) return fail(text.error());
    const auto commands = read_rules(*text);
    text::workspace files;
    files.add(*text);
    const auto code = commands.refused() ? input_errors : clean;
    if (options.json) return print(text::render_json(files, commands.diagnostics), code);
    auto out = text::render_text(files, commands.diagnostics);
    if (const auto total = text::summary(commands.diagnostics); !total.empty())
        out += options.file + ": " + total + '\n';
    return print(out, code);
}

int ipvs_plan(const ipvs_options& options) {
    const auto p = make_plan(options);
    if (!p) return fail(p.error());
    return options.json ? show_json(ipvs::to_json(p->plan)) : print(p->plan.to_string());
}

int ipvs_apply(const ipvs_options& options) {
    const auto p = make_plan(options);
    if (!p) return fail(p.error());
    const auto report = ipvs::apply(*p->table, p->plan, {.stop_at_failure = options.stop});
    const int code = report.ok() ? clean : system_failure;
    return options.json ? show_json(ipvs::to_json(p->plan, report), code) : print(report.to_string() + '\n', code);
}

int ipvs_restore(const ipvs_options& options) {
    const auto text = read_input(options.file);
    if (!text) return fail(text.error());
    const auto commands = read_rules(*text);
    show(*text, commands.diagnostics);
    if (!can_run(commands)) return fail({errc::refused, options.file + " cannot be carried out; nothing was changed"});
    auto table = open_kernel(options.netns, true);
    if (!table) return fail(table.error());
    return run_commands(*text, commands, **table) == 0 ? clean : system_failure;
}

int ipvs_timeouts(const ipvs_options& options) {
    auto table = open_kernel(options.netns, true);
    if (!table) return fail(table.error());
    if (!options.seconds.empty()) {
        const auto done = (*table)->set_timeouts({options.seconds[0], options.seconds[1], options.seconds[2]});
        return done ? clean : fail(done.error());
    }
    const auto t = (*table)->get_timeouts();
    if (!t) return fail(t.error());
    if (options.json) return show_json({{"tcp", t->tcp}, {"tcp_fin", t->tcp_fin}, {"udp", t->udp}});
    return print(ipvsadm::format_timeouts(*t));
}

int ipvs_daemons(const ipvs_options& options) {
    auto table = open_kernel(options.netns, true);
    if (!table) return fail(table.error());
    auto daemons = (*table)->list_sync_daemons();
    if (!daemons) return fail(daemons.error());
    if (!options.json) return print(ipvsadm::format_daemons(*daemons));
    return show_json(ipvs::to_json(ipvs::state{{}, std::nullopt, std::move(*daemons)}).at("sync_daemons"));
}

int ipvs_connections(const ipvs_options& options) {
    auto table = open_kernel(options.netns, true);
    if (!table) return fail(table.error());
    const auto all = (*table)->connections();
    if (!all) return fail(all.error());
    if (!options.json)
        return print(
            ipvsadm::format_connections(*all, true, options.names ? machine_display() : ipvsadm::name_display{}));
    auto list = nlohmann::ordered_json::array();
    for (const auto& c : *all)
        list.push_back({{"protocol", to_string(c.protocol)},
                        {"client", ipvs::destination_key{c.client, c.client_port}.to_string()},
                        {"virtual", ipvs::destination_key{c.virtual_address, c.virtual_port}.to_string()},
                        {"destination", ipvs::destination_key{c.destination, c.destination_port}.to_string()},
                        {"state", c.state},
                        {"expires", c.expires},
                        {"persistence_engine", c.persistence_engine},
                        {"engine_data", c.engine_data}});
    return show_json({{"schema", "hakit-ipvs-connections-1"}, {"connections", list}});
}

int ipvs_change(const std::string& letter, const ipvs_options& options) {
    std::vector<std::string> words{letter};
    if (!options.role.empty()) words.push_back(options.role);
    if (!options.service.empty()) {
        const auto service = service_words(options.service);
        if (!service) return fail(service.error());
        words.insert(words.end(), service->begin(), service->end());
    }
    if (!options.server.empty()) words.insert(words.end(), {"-r", options.server});
    words.insert(words.end(), options.words.begin(), options.words.end());
    // Without a way of forwarding -e means direct routing, which takes the port of the service. -m takes any port.
    const auto names = [&](const char* flag) { return std::find(words.begin(), words.end(), flag) != words.end(); };
    const bool keeps_forwarding = letter == "-e" && !names("-m") && !names("-g") && !names("-i");
    if (keeps_forwarding) words.emplace_back("-m");
    ipvsadm::bind_options how;
    how.names = machine_names();
    auto read = ipvsadm::bind_arguments(words, how);
    auto& c = read.commands.front();
    if (keeps_forwarding) c.given &= ~(std::uint64_t{1} << static_cast<unsigned>(subject::forwarding));
    // -E and -e of ipvsadm reset what they do not name; here it stays.
    if (c.refused) show(ipvsadm::source_of(words), read.diagnostics, "IA03");
    if (c.refused) return input_errors;
    auto table = open_kernel(options.netns, true);
    if (!table) return fail(table.error());
    if (const auto kept = keep_the_rest(c, **table); !kept) return fail(kept.error());
    const auto done = ipvsadm::execute(c, **table);
    return done ? clean : fail(done.error());
}

}  // namespace hakit::cli
