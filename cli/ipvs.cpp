// `hakit ipvs`: the kernel's table in clear words.
#include "ipvs.hpp"

#include <hakit/ipvs/apply.hpp>
#include <hakit/ipvs/state_json.hpp>
#include <hakit/ipvs/validate.hpp>

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>

namespace hakit::cli {
namespace {

int show_json(const nlohmann::ordered_json& value, int code = clean) { return print(value.dump(2) + '\n', code); }

result<text::source> read_input(const std::string& path) {
    auto bytes = path == "-" ? io::read_descriptor(STDIN_FILENO, "standard input") : io::read_file(path);
    if (!bytes) return bytes.error();
    return text::source{path == "-" ? "standard input" : path, std::move(*bytes)};
}

ipvsadm::bind_options rules_in(const text::source& text) {
    ipvsadm::bind_options options;
    options.spoken = ipvsadm::detect(text.text());
    options.names = machine_names();
    return options;
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
    ipvsadm::replay wanted;
    const auto checked = ipvsadm::check_rules(*text, rules_in(*text), &wanted);
    cli::show(*text, checked.diagnostics);
    if (!checked.can_run()) return error{errc::refused, path + " cannot be carried out; nothing was changed"};
    if (wanted.failure()) return error{errc::refused, path + ": " + wanted.failure()->message()};
    return wanted.state();
}

/// What a file wants, and the table that shall become so.
struct goal {
    ipvs::state desired;
    std::unique_ptr<ipvs::kernel_table> table;
    ipvs::plan_options how;
    bool drain = false;

    [[nodiscard]] result<ipvs::plan> plan() const { return ipvs::make_plan(*table, desired, how, drain); }
};

result<goal> read_goal(const ipvs_options& options) {
    auto desired = read_desired(options.file);
    if (!desired) return desired.error();
    auto table = open_kernel(options.netns, true);
    if (!table) return table.error();
    goal g{std::move(*desired), std::move(*table), {}, options.drain};
    if (options.only_listed) {
        g.how.owned.emplace();
        for (const auto& s : g.desired.services) g.how.owned->services.push_back(s.service.key);
    }
    return g;
}

std::string draining_lines(const ipvs::plan& p) {
    std::string lines;
    for (const auto& d : p.draining) lines += d.to_string() + '\n';
    return lines;
}

}  // namespace

int ipvs_list(const ipvs_options& options) {
    auto table =
        open_kernel(options.netns, true, options.snapshot ? ipvs::consistency::table : ipvs::consistency::service);
    if (!table) return fail(table.error());
    const auto all = (*table)->list();
    if (!all) return fail(all.error());
    if (options.json) return show_json(ipvs::to_json(*all));
    ipvsadm::listing_options how;
    how.stats = options.stats;
    how.rate = options.rate;
    how.thresholds = options.thresholds;
    how.tunnels = options.tunnels;
    how.exact = options.exact;
    if (options.names) how.names = machine_display();
    return print_listing(*all, std::nullopt, how);
}

int ipvs_save(const ipvs_options& options) {
    auto table = open_kernel(options.netns, true);
    if (!table) return fail(table.error());
    auto now = (*table)->read_all();
    if (!now) return fail(now.error());
    return options.json ? show_json(ipvs::to_json(*now)) : print(ipvsadm::format_full_rules(*now));
}

int ipvs_check(const ipvs_options& options) {
    const auto text = read_input(options.file);
    if (!text) return fail(text.error());
    const auto found = ipvsadm::check_rules(*text, rules_in(*text)).diagnostics;
    text::workspace files;
    files.add(*text);
    const auto errors = found.count(text::severity::error) + found.left_out(text::severity::error);
    const auto code = errors == 0 ? clean : input_errors;
    if (options.json) return print(text::render_json(files, found), code);
    auto out = text::render_text(files, found);
    if (const auto total = text::summary(found); !total.empty()) out += options.file + ": " + total + '\n';
    return print(out, code);
}

int ipvs_plan(const ipvs_options& options) {
    const auto g = read_goal(options);
    if (!g) return fail(g.error());
    const auto p = g->plan();
    if (!p) return fail(p.error());
    return options.json ? show_json(ipvs::to_json(*p)) : print(p->to_string() + draining_lines(*p));
}

int ipvs_apply(const ipvs_options& options) {
    const auto g = read_goal(options);
    if (!g) return fail(g.error());
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{options.wait};
    for (bool first = true;; first = false) {
        const auto p = g->plan();
        if (!p) return fail(p.error());
        const auto report = ipvs::apply(*g->table, *p, {.stop_at_failure = options.stop});
        const int code = report.ok() ? clean : system_failure;
        // Rounds that only wait are not worth a line.
        if (first || !p->empty()) {
            const int shown = options.json ? show_json(ipvs::to_json(*p, report), code)
                                           : print(report.to_string() + '\n' + draining_lines(*p), code);
            if (shown != clean) return shown;
        }
        if (p->draining.empty() || options.wait == 0) return clean;
        if (std::chrono::steady_clock::now() >= end)
            return fail({errc::timed_out, "connections are left: " + p->draining.front().to_string()});
        std::this_thread::sleep_for(std::chrono::milliseconds{500});
    }
}

int ipvs_restore(const ipvs_options& options) {
    const auto text = read_input(options.file);
    if (!text) return fail(text.error());
    const auto how = rules_in(*text);
    const auto checked = ipvsadm::check_rules(*text, how);
    show(*text, checked.diagnostics);
    if (!checked.can_run()) return fail({errc::refused, options.file + " cannot be carried out; nothing was changed"});
    auto table = open_kernel(options.netns, true);
    if (!table) return fail(table.error());
    return run_rules(*text, how, **table) == 0 ? clean : system_failure;
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
    if (options.json) return show_json(ipvs::to_json(*all));
    return print(ipvsadm::format_connections(*all, true, options.names ? machine_display() : ipvsadm::name_display{}));
}

}  // namespace hakit::cli
