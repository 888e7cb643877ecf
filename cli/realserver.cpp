// `hakit realserver`.
#include "realserver.hpp"

#include "input.hpp"

#include <hakit/director/real_servers.hpp>
#include <hakit/io/kernel_system.hpp>
#include <hakit/io/load_plan.hpp>
#include <hakit/realserver/plan_json.hpp>
#include <hakit/realserver/render.hpp>
#include <hakit/realserver/report_json.hpp>

#include <unistd.h>

#include <charconv>
#include <cstdio>

namespace hakit::cli {
namespace {

namespace rs = realserver;

result<rs::host> host_of(const realserver_options& o) {
    rs::host h;
    constexpr std::string_view windows = "windows-";
    if (o.os.starts_with(windows)) {
        h.os = rs::platform::windows;
        const auto release = rs::parse_windows_release(std::string_view{o.os}.substr(windows.size()));
        if (!release) return release.error();
        h.release = *release;
    } else if (o.os != "linux") {
        return error{errc::invalid_argument, "--os " + o.os + ": linux or windows-RELEASE"};
    }
    h.interfaces = o.interfaces;
    h.device = o.device;
    h.adapter_guid = o.guid;
    h.only_interfaces = o.only_interfaces;
    h.mtu = o.mtu;
    h.limit_mss = !o.no_mss;
    for (const auto keep :
         {rs::persistence::none, rs::persistence::sysctl, rs::persistence::networkd, rs::persistence::ifupdown})
        if (o.keep == rs::to_string(keep)) h.keep = keep;
    return h;
}

/// `--tunnel`, for the services of the command line.
result<void> put_tunnel(const std::string& text, rs::service& s) {
    if (text.empty()) return {};
    s.method = rs::forwarding::tunnel;
    const auto colon = text.find(':');
    const auto kind = text.substr(0, colon);
    if (kind == "ipip" || kind == "gre" || kind == "gue") {
        s.tunnel = kind == "gre"   ? rs::encapsulation::gre
                   : kind == "gue" ? rs::encapsulation::gue
                                   : rs::encapsulation::ipip;
        if (colon == text.npos) return {};
        const auto* last = text.data() + text.size();
        const auto read = std::from_chars(text.data() + colon + 1, last, s.tunnel_port);
        if (kind == "gue" && read.ec == std::errc{} && read.ptr == last) return {};
    }
    return error{errc::invalid_argument, "--tunnel " + text + ": ipip, gre or gue:PORT"};
}

result<director::plan> read_config(const realserver_options& o) {
    io::load_options how;
    how.accept_errors = true;  // what keepalived drops is left out
    how.translate.ignore_unsupported_checks = true;
    how.check.expansion.config_id = o.config_id;
    if (how.check.expansion.config_id.empty()) {
        char name[256] = {};
        if (gethostname(name, sizeof name - 1) == 0) how.check.expansion.config_id = name;
    }
    auto loaded = io::load_plan(o.config, how);
    if (loaded.refused) return *loaded.refused;
    return std::move(loaded.desired);
}

result<rs::plan> plan_of(const realserver_options& o) {
    auto host = host_of(o);
    if (!host) return host.error();
    rs::request wanted{std::move(*host), {}};
    director::real_server_options how;
    how.undo = o.undo;
    if (!o.server.empty()) {
        how.server = ip_address::parse(o.server);
        if (!how.server) return error{errc::invalid_argument, "--server " + o.server + " is no address"};
    }
    for (const auto& text : o.services) {
        auto s = rs::parse_service(text);
        if (!s) return s.error();
        if (const auto put = put_tunnel(o.tunnel, *s); !put) return put.error();
        s->server = how.server;
        wanted.services.push_back(std::move(*s));
    }
    if (o.config.empty()) {
        if (wanted.services.empty())
            return error{errc::invalid_argument, "name a virtual service, or a file by --config"};
        return director::plan_real_server(std::move(wanted), nullptr, how);
    }
    const auto balancer = read_config(o);
    if (!balancer) return balancer.error();
    return director::plan_real_server(std::move(wanted), &*balancer, how);
}

result<std::unique_ptr<io::kernel_system>> open_system(const realserver_options& o) {
    io::kernel_system_options how;
    how.root = o.root;
    if (!o.netns.empty()) {
        auto ns = o.netns.find('/') == o.netns.npos ? ipvs::network_namespace::named(o.netns)
                                                    : ipvs::network_namespace::at(o.netns);
        if (!ns) return ns.error();
        how.where = std::move(*ns);
    }
    return io::kernel_system::open(std::move(how));
}

/// A lack of privilege is the system's refusal, not one of the input.
int fail_here(const error& e) {
    const int code = fail(e);
    return e.system_errno() != 0 ? static_cast<int>(system_failure) : code;
}

result<std::string> rendered(const rs::plan& p, const std::string& output) {
    if (output == "json") return rs::to_json(p).dump(2) + '\n';
    if (output == "shell") return rs::to_shell(p);
    if (output == "powershell") return rs::to_powershell(p);
    if (output == "netsh") return rs::to_netsh(p);
    if (output == "reg") return rs::to_registry_file(p);
    return rs::to_text(p);
}

void warn_of_refusals(const rs::plan& p) {
    for (const auto& r : p.refusals)
        std::fprintf(stderr, "hakit: refused: %s: %s\n", r.service.c_str(), r.reason.c_str());
}

}  // namespace

int realserver_plan(const realserver_options& options) {
    const auto made = plan_of(options);
    if (!made) return fail(made.error());
    const auto text = rendered(*made, options.output);
    if (!text) {
        warn_of_refusals(*made);
        return fail(text.error());
    }
    if (options.output != "text" && options.output != "json") warn_of_refusals(*made);
    return print(*text, made->ok() ? clean : input_errors);
}

int realserver_verify(const realserver_options& options) {
    const auto made = plan_of(options);
    if (!made) return fail(made.error());
    warn_of_refusals(*made);
    const auto system = open_system(options);
    if (!system) return fail_here(system.error());
    const auto found = rs::verify(*made, **system);
    if (!found) return fail_here(found.error());
    const auto code = found->ok() && made->ok() ? clean : input_errors;
    if (options.output == "json") return print(rs::to_json(*found).dump(2) + '\n', code);
    return print(found->to_string(options.all), code);
}

int realserver_apply(const realserver_options& options) {
    const auto made = plan_of(options);
    if (!made) return fail(made.error());
    const auto system = open_system(options);
    if (!system) return fail_here(system.error());
    const auto report = rs::apply(*made, **system);
    if (!report) return fail_here(report.error());
    const auto code = report->ok() ? clean : system_failure;
    if (options.output == "json") return print(rs::to_json(*made, *report).dump(2) + '\n', code);
    std::string text;
    for (std::size_t i = 0; i < made->steps.size(); ++i) {
        std::string fate{rs::to_string(report->fates[i])};
        for (auto& c : fate)
            if (c == '_') c = ' ';
        text += fate + ": " + made->steps[i].to_string() + "\n";
    }
    for (const auto& n : made->notes) text += "note: " + n + "\n";
    return print(text + report->to_string() + "\n", code);
}

}  // namespace hakit::cli
