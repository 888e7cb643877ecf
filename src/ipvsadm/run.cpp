#include <hakit/ipvsadm/run.hpp>

#include <hakit/ipvsadm/replay.hpp>

#include <cerrno>
#include <cstring>
#include <optional>

namespace hakit::ipvsadm {

bool changes_table(verb v) noexcept {
    switch (v) {
        case verb::none:
        case verb::list:
        case verb::save:
        case verb::restore:
        case verb::help:
        case verb::version: return false;
        default: return true;
    }
}

result<void> execute(const command& c, ipvs::table& t) {
    if (c.refused) return error{errc::invalid_argument, c.refused->text};
    if (!c.complete) return error{errc::invalid_argument, "a value of the command is not known"};
    const auto& key = c.service.key;
    switch (c.what) {
        case verb::add_service: return t.add_service(c.service);
        case verb::edit_service: return t.edit_service(c.service);
        case verb::delete_service: return t.remove_service(key);
        case verb::flush: return t.flush();
        case verb::zero: return c.has(subject::service) ? t.zero(key) : t.zero_all();
        case verb::add_server: return t.add_destination(key, c.destination);
        case verb::edit_server: return t.edit_destination(key, c.destination);
        case verb::delete_server: return t.remove_destination(key, c.destination.key);
        case verb::set_timeouts: return t.set_timeouts(c.timeouts);
        case verb::start_daemon: return t.start_sync_daemon(c.daemon.value_or({}));
        case verb::stop_daemon: return t.stop_sync_daemon(c.daemon.value_or({}).role);
        default: return error{errc::invalid_argument, "the command changes no table"};
    }
}

namespace {

/// The command as a step, as far as it is one.
std::optional<ipvs::step> step_of(const command& c) {
    if (c.refused || !c.complete) return std::nullopt;
    ipvs::step s;
    s.service.key = c.service.key;
    switch (c.what) {
        case verb::add_service:
            s.kind = ipvs::step_kind::add_service;
            s.service = c.service;
            return s;
        case verb::edit_service:
            s.kind = ipvs::step_kind::edit_service;
            s.service = c.service;
            return s;
        case verb::delete_service: s.kind = ipvs::step_kind::remove_service; return s;
        case verb::add_server: s.kind = ipvs::step_kind::add_destination; break;
        case verb::edit_server: s.kind = ipvs::step_kind::edit_destination; break;
        case verb::delete_server: s.kind = ipvs::step_kind::remove_destination; break;
        default: return std::nullopt;
    }
    s.destination = c.destination;
    return s;
}

}  // namespace

std::vector<result<void>> execute(std::span<const command> commands, ipvs::table& t) {
    std::vector<result<void>> results;
    results.reserve(commands.size());
    std::vector<ipvs::step> steps;
    const auto flush = [&] {
        if (steps.empty()) return;
        for (auto& one : t.execute(steps)) results.push_back(std::move(one));
        steps.clear();
    };
    // Few enough that their memory does not count.
    constexpr std::size_t at_once = 1024;
    for (const auto& c : commands) {
        if (auto s = step_of(c)) {
            steps.push_back(std::move(*s));
            if (steps.size() == at_once) flush();
            continue;
        }
        flush();
        results.push_back(changes_table(c.what) || c.refused ? execute(c, t) : result<void>{});
    }
    flush();
    return results;
}

std::string message_of(verb v, const error& e) {
    const bool of_server = v == verb::add_server || v == verb::edit_server || v == verb::delete_server;
    const bool of_daemon = v == verb::start_daemon || v == verb::stop_daemon;
    switch (e.system_errno()) {
        case 0: return e.message();
        case EEXIST:
            return of_server   ? "Destination already exists"
                   : of_daemon ? "Daemon has already run"
                               : "Service already exists";
        case ESRCH: return of_server ? "Service not defined" : of_daemon ? "No daemon is running" : "No such service";
        case ENOENT:
            if (of_daemon) break;
            return of_server ? "No such destination" : "Scheduler or persistence engine not found";
        case EPERM: return "Permission denied (you must be root)";
        case EINVAL: return "Invalid operation.  Possibly wrong module version, address not unicast, ...";
        case ENOPROTOOPT: return "Protocol not available";
        case ENOMEM: return "Memory allocation problem";
        case EOPNOTSUPP: return "Operation not supported with IPv6";
        case EAFNOSUPPORT: return "Operation not supported with specified address family";
        case EMSGSIZE: return "Module is wrong version";
        default: break;
    }
    return std::strerror(e.system_errno());
}

result<ipvs::state> to_state(const script& commands, const ipvs::state& before) {
    replay model{before};
    for (const auto& c : commands.commands) {
        if (model.failure()) break;
        (void)model.add(c);
    }
    if (model.failure()) return *model.failure();
    return model.state();
}

ipvs::state state_of(const script& commands) {
    replay model;
    for (const auto& c : commands.commands) (void)model.add(c);
    auto made = model.state();
    return made ? std::move(*made) : ipvs::state{};
}

}  // namespace hakit::ipvsadm
