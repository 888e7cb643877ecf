#include <hakit/io/vrrp_runner.hpp>

#include "io/notify_fifo.hpp"
#include "io/process_list.hpp"
#include "io/script_security.hpp"
#include "io/user_names.hpp"
#include "io/vrrp_system.hpp"
#include "io/watched_files.hpp"

#include <hakit/director/vrrp_state_json.hpp>
#include <hakit/io/clock.hpp>

#include <boost/asio/post.hpp>

#include <algorithm>
#include <cstring>
#include <ctime>
#include <map>

namespace hakit::io {
namespace {

vrrp::hmac_stamp time_of_day() {
    const auto ns =
        std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch())
            .count();
    return vrrp::hmac_stamp::at(static_cast<std::uint32_t>(ns / 1'000'000'000),
                                static_cast<std::uint16_t>(ns % 1'000'000'000 * 65536 / 1'000'000'000));
}

duration since_boot() {
    timespec t{};
    ::clock_gettime(CLOCK_BOOTTIME, &t);
    return std::chrono::seconds{t.tv_sec} + std::chrono::nanoseconds{t.tv_nsec};
}

/// Every script of a plan.
template <class Visit>
void for_each_command(const director::vrrp_plan& plan, Visit visit) {
    const auto all_of = [&](const director::notify_plan& n) {
        for (const auto* c : {&n.backup, &n.master, &n.fault, &n.stop, &n.any, &n.master_rx_lower_priority, &n.deleted})
            if (*c) visit(**c);
    };
    for (const auto& g : plan.groups) {
        all_of(g.notices());
        for (const auto& m : g.members) all_of(m.notices());
    }
    for (const auto& s : plan.scripts) visit(s.program);
    for (const auto& f : plan.fifos)
        if (f.script) visit(*f.script);
}

}  // namespace

struct vrrp_runner::impl : std::enable_shared_from_this<impl> {
    impl(const asio::any_io_executor& e, vrrp_runner_options o, vrrp_runner_callbacks c)
        : executor{e},
          options{std::move(o)},
          callbacks{std::move(c)},
          timer{executor},
          process_timer{executor},
          users{options.script_user},
          scripts{executor, options.scripts,
                  [this](const director::run_script& s, const std::string& why) { on_script_end(s, why); }} {
        options.load.with_services = false;
        options.load.with_routers = true;
    }

    // --- telling ---

    void tell(director::event e) {
        if (!callbacks.on_event) return;
        e.wall = std::chrono::system_clock::now();
        callbacks.on_event(e);
    }
    void tell(director::event_kind kind, std::string text, std::string router = {}) {
        director::event e;
        e.kind = kind;
        e.at = now();
        e.text = std::move(text);
        e.router = std::move(router);
        tell(std::move(e));
    }
    void on_script_end(const director::run_script& s, const std::string& why) {
        if (!why.empty()) tell(director::event_kind::script_failed, s.program.to_string() + ": " + why, s.service);
    }

    // --- configuration ---

    result<director::vrrp_plan> load(const std::string& file) {
        auto loaded = load_plan(file, options.load);
        if (callbacks.on_loaded) callbacks.on_loaded(loaded);
        if (loaded.refused) return *loaded.refused;
        problems = std::move(loaded.problems);
        return std::move(loaded.routers);
    }

    /// Everything that may block or fail is done before the plan is in force.
    result<void> check(const director::vrrp_plan& plan) {
        result<void> done{};
        for_each_command(plan, [&](const director::command& c) {
            if (!done) return;
            done = users.prepare(c);
            if (done && plan.script_security && users.runs_as_root(c)) done = check_safe_for_root(c.argv.front());
        });
        return done;
    }

    void delay_start(director::vrrp_plan& plan) const {
        const auto left = plan.delay_after_boot - since_boot();
        if (plan.delay_after_boot <= duration{0} || left <= duration{0}) return;
        for (auto& g : plan.groups)
            for (auto& m : g.members) m.instance.startup_delay = std::max(m.instance.startup_delay, left);
    }

    result<void> begin(director::vrrp_plan wanted) {
        if (engine) return error{errc::already_exists, "the virtual routers run already"};
        if (auto ready = check(wanted); !ready) return ready;
        if (auto done = open_system(wanted); !done) return done;
        if (auto done = open_fifos(wanted); !done) {
            system.reset();
            return done;
        }
        delay_start(wanted);
        const auto plan = std::make_shared<const director::vrrp_plan>(std::move(wanted));
        engine = std::make_unique<director::vrrp_engine>(plan, options.engine);
        if (system) system->prepare(plan, true);
        watch_trackers(*plan, true);
        engine->set_wall(time_of_day());
        started = true;
        take(engine->start(now()));
        for (auto& p : std::exchange(problems, {})) tell(director::event_kind::problem, std::move(p));
        return {};
    }

    /// Without routers nothing of the system is needed, and no capability.
    result<void> open_system(const director::vrrp_plan& plan) {
        if (system || plan.empty()) return {};
        vrrp_system::callbacks c;
        c.on_interface = [this](const std::string& i, bool up) {
            if (engine) take(engine->on_interface(i, up, now()));
        };
        c.on_source = [this](const std::string& i, ip_family f, std::optional<ip_address> a) {
            if (engine) take(engine->on_source(i, f, a, now()));
        };
        c.on_own_address = [this](const ip_address& a, bool there) {
            if (engine) take(engine->on_own_address(a, there, now()));
        };
        c.on_packet = [this](const std::string& i, const vrrp::packet_view& p) {
            if (engine) take(engine->on_packet(i, p, now(), time_of_day()));
        };
        c.on_failure = [this](const std::string& what) { tell(director::event_kind::resource_failed, what); };
        auto opened = std::make_unique<vrrp_system>(executor, std::move(c));
        if (auto done = opened->open(); !done) return done;
        system = std::move(opened);
        return {};
    }

    result<void> change(director::vrrp_plan wanted) {
        if (!engine || stopping) return error{errc::refused, "the virtual routers do not run"};
        auto ready = check(wanted);
        const bool first = !system;
        if (ready) ready = open_system(wanted);
        if (ready) ready = open_fifos(wanted);
        if (!ready) {
            problems.clear();
            tell(director::event_kind::reload_refused, ready.error().message());
            return ready;
        }
        // New interfaces and sockets first, so that the new routers can use them; the old ones go when nobody does.
        const auto plan = std::make_shared<const director::vrrp_plan>(std::move(wanted));
        if (system) system->prepare(plan, first);
        take(engine->reload(plan, now()));
        watch_trackers(*plan, false);
        if (system) system->tidy();
        for (auto& p : std::exchange(problems, {})) tell(director::event_kind::problem, std::move(p));
        return {};
    }

    result<void> open_fifos(const director::vrrp_plan& plan) {
        std::erase_if(fifos, [&](const auto& f) {
            return std::none_of(plan.fifos.begin(), plan.fifos.end(),
                                [&](const auto& wanted) { return wanted.path == f.first; });
        });
        for (const auto& f : plan.fifos) {
            if (fifos.contains(f.path)) continue;
            std::optional<credentials> owner;
            if (!f.user.empty()) {
                auto who = find_credentials(f.user, f.group);
                if (!who) return who.error();
                owner = std::move(*who);
            }
            auto made = notify_fifo::open(f.path, owner);
            if (!made) return made.error();
            auto& kept = fifos.emplace(f.path, fifo{std::move(*made), {}}).first->second;
            if (f.script) run_fifo_script(kept, *f.script);
        }
        return {};
    }

    struct fifo {
        notify_fifo pipe;
        std::shared_ptr<process> reader;
    };

    void run_fifo_script(fifo& f, const director::command& c) {
        process_options o;
        o.argv = c.argv;
        o.argv.push_back(f.pipe.path());
        o.run_as = users.find(c);
        auto begun =
            process::start(executor, o, [me = weak_from_this(), text = c.to_string()](const process_exit& end) {
                if (const auto d = me.lock(); d && !d->stopping)
                    d->tell(director::event_kind::script_failed, text + " ended: " + end.to_string());
            });
        if (begun) {
            f.reader = std::move(*begun);
        } else {
            tell(director::event_kind::script_failed, c.to_string() + ": " + begun.error().message());
        }
    }

    // --- trackers ---

    void watch_trackers(const director::vrrp_plan& plan, bool first) {
        files.reset();
        files = std::make_unique<watched_files>(executor, plan.files, first, [this](const std::string& n, int value) {
            if (engine) take(engine->on_file(n, value, now()));
        });
        counted = plan.processes;
        poll_processes();
    }

    void poll_processes() {
        process_timer.cancel();
        if (counted.empty() || !engine) return;
        const auto counts = count_processes(counted);
        for (std::size_t i = 0; i < counts.size(); ++i) take(engine->on_processes(counted[i].name, counts[i], now()));
        process_timer.expires_after(options.process_poll);
        process_timer.async_wait([me = weak_from_this()](const error_code& ec) {
            const auto d = me.lock();
            if (!ec && d && !d->stopping) d->poll_processes();
        });
    }

    // --- the engine ---

    void take(director::vrrp_engine::actions actions) {
        for (auto& a : actions) std::visit([this](auto& one) { perform(one); }, a);
        if (system) system->flush();
        arm();
    }

    void perform(director::send_packet& p) {
        const auto code = system->send(p);
        if (code == 0) {
            if (!send_errors.empty()) send_errors.erase(p.router);
            return;
        }
        if (std::exchange(send_errors[p.router], code) == code) return;
        const auto* r = engine->router(p.router);
        tell(director::event_kind::resource_failed,
             "send to " + p.destination.to_string() + " from " + p.interface + ": " + std::strerror(code),
             r ? r->name : std::string{});
    }
    void perform(director::change_addresses& c) { system->change(c); }
    void perform(director::change_routes& c) { system->change(c); }
    void perform(director::change_rules& c) { system->change(c); }
    void perform(director::announce_address& a) { system->announce(a); }
    void perform(director::run_script& s) {
        auto who = users.find(s.program);
        scripts.run(std::move(s), std::move(who));
    }
    void perform(director::write_fifo& w) {
        for (const auto& [at, f] : fifos) f.pipe.write(w.line);
    }
    void perform(director::event& e) { tell(std::move(e)); }
    void perform(director::start_tracker_script& s) {
        process_options o;
        o.argv = s.program.argv;
        o.run_as = users.find(s.program);
        o.timeout = s.timeout;
        auto begun = process::start(executor, o, [me = weak_from_this(), name = s.name](const process_exit& end) {
            const auto d = me.lock();
            if (!d || !d->engine || d->stopping) return;
            d->tracker_runs.erase(name);
            d->take(d->engine->on_script(name, end.ok(), now()));
        });
        if (begun) {
            tracker_runs[s.name] = std::move(*begun);
            return;
        }
        tell(director::event_kind::script_failed, s.program.to_string() + ": " + begun.error().message());
        asio::post(executor, [me = weak_from_this(), name = s.name] {
            const auto d = me.lock();
            if (d && d->engine && !d->stopping) d->take(d->engine->on_script(name, false, now()));
        });
    }

    void arm() {
        const auto next = started && engine ? engine->wake_at() : never;
        if (next == armed) return;
        armed = next;
        if (next == never) {
            timer.cancel();
            return;
        }
        timer.expires_at(to_steady(next));
        timer.async_wait([me = weak_from_this()](const error_code& ec) {
            const auto d = me.lock();
            if (ec || !d || !d->engine) return;
            d->armed = never;
            d->engine->set_wall(time_of_day());
            d->take(d->engine->on_time(now()));
        });
    }

    // --- the end ---

    void stop(std::function<void()> done) {
        if (done) when_stopped.push_back(std::move(done));
        if (engine && !stopping) {
            stopping = true;
            engine->set_wall(time_of_day());
            take(engine->shutdown(now()));
            if (system) system->leave();
            timer.cancel();
            process_timer.cancel();
            files.reset();
            for (auto& [name, run] : std::exchange(tracker_runs, {})) run->abandon();
            for (auto& [at, f] : fifos)
                if (f.reader) f.reader->abandon();
        }
        scripts.when_idle([me = weak_from_this()] {
            if (const auto d = me.lock()) d->finish();
        });
    }

    /// What netlink still has to send is sent first.
    void finish() {
        if (system && !system->idle()) {
            asio::post(executor, [me = weak_from_this()] {
                if (const auto d = me.lock()) d->finish();
            });
            return;
        }
        system.reset();
        fifos.clear();
        for (auto& one : std::exchange(when_stopped, {})) one();
    }

    void end() {
        callbacks = {};
        timer.cancel();
        process_timer.cancel();
        files.reset();
        for (auto& [name, run] : std::exchange(tracker_runs, {})) run->abandon();
        for (auto& [at, f] : fifos)
            if (f.reader) f.reader->abandon();
        scripts.abandon();
        engine.reset();
        system.reset();
    }

    asio::any_io_executor executor;
    vrrp_runner_options options;
    vrrp_runner_callbacks callbacks;
    asio::steady_timer timer;
    asio::steady_timer process_timer;
    script_users users;
    script_runner scripts;
    std::unique_ptr<vrrp_system> system;
    std::unique_ptr<director::vrrp_engine> engine;
    std::unique_ptr<watched_files> files;
    std::vector<director::process_plan> counted;
    std::map<std::string, std::shared_ptr<process>> tracker_runs;
    std::map<std::string, fifo> fifos;
    std::map<director::router_id, int> send_errors;  // of those whose last packet could not be sent
    std::vector<std::string> problems;
    std::vector<std::function<void()>> when_stopped;
    std::string path;
    instant armed = never;
    bool started = false;
    bool stopping = false;
};

vrrp_runner::vrrp_runner(const asio::any_io_executor& executor, vrrp_runner_options options,
                         vrrp_runner_callbacks callbacks)
    : impl_{std::make_shared<impl>(executor, std::move(options), std::move(callbacks))} {}

vrrp_runner::~vrrp_runner() { impl_->end(); }

result<void> vrrp_runner::start(const std::string& path) {
    auto plan = impl_->load(path);
    if (!plan) return plan.error();
    impl_->path = path;
    return impl_->begin(std::move(*plan));
}

result<void> vrrp_runner::start(director::vrrp_plan desired) { return impl_->begin(std::move(desired)); }

result<void> vrrp_runner::reload() {
    if (impl_->path.empty()) return error{errc::refused, "there is no file to read again"};
    auto plan = impl_->load(impl_->path);
    if (plan) return impl_->change(std::move(*plan));
    impl_->tell(director::event_kind::reload_refused, plan.error().message());
    return plan.error();
}

result<void> vrrp_runner::reload(director::vrrp_plan desired) { return impl_->change(std::move(desired)); }

void vrrp_runner::stop(std::function<void()> done) { impl_->stop(std::move(done)); }

bool vrrp_runner::running() const noexcept { return impl_->engine && !impl_->stopping; }

director::vrrp_snapshot vrrp_runner::state() const {
    return impl_->engine ? impl_->engine->state(now()) : director::vrrp_snapshot{};
}

std::string vrrp_runner::state_json() const {
    return director::to_json(state(), std::chrono::system_clock::now())
        .dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

bool vrrp_runner::has_scripts() const noexcept {
    bool any = false;
    if (impl_->engine) for_each_command(impl_->engine->plan(), [&](const director::command&) { any = true; });
    return any;
}

}  // namespace hakit::io
