#include <hakit/io/director_runner.hpp>

#include "io/director_table.hpp"
#include "io/user_names.hpp"

#include <hakit/director/state_json.hpp>
#include <hakit/io/attempt.hpp>
#include <hakit/io/clock.hpp>
#include <hakit/ipvs/memory_table.hpp>

#include <boost/asio/post.hpp>

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <deque>
#include <unordered_map>

namespace hakit::io {
namespace {

/// How many attempts fit into the descriptors of this process; some are left to everything else.
std::size_t attempts_that_fit(bool raise) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 1000;
    if (raise && limit.rlim_cur < limit.rlim_max) {
        auto more = limit;
        // Beyond this nothing is gained, and what closes all descriptors one by one would take for ever.
        more.rlim_cur = std::min<rlim_t>(limit.rlim_max, std::max<rlim_t>(limit.rlim_cur, 65536));
        if (::setrlimit(RLIMIT_NOFILE, &more) == 0) limit = more;
    }
    constexpr rlim_t kept = 64;
    if (limit.rlim_cur == RLIM_INFINITY) return 65536;
    return static_cast<std::size_t>(limit.rlim_cur > 2 * kept ? limit.rlim_cur - kept : limit.rlim_cur / 2);
}

}  // namespace

struct director_runner::impl : std::enable_shared_from_this<impl> {
    impl(const asio::any_io_executor& e, director_table t, runner_options o, runner_callbacks c)
        : executor{e},
          table{std::move(t)},
          options{std::move(o)},
          callbacks{std::move(c)},
          timer{executor},
          tls{std::make_shared<tls_contexts>()},
          users{options.script_user},
          scripts{executor, options.scripts,
                  [this](const director::run_script& s, const std::string& why) { on_script_end(s, why); }} {}

    void tell(director::event e) {
        if (!callbacks.on_event) return;
        e.wall = std::chrono::system_clock::now();
        callbacks.on_event(e);
    }

    void on_script_end(const director::run_script& s, const std::string& why) {
        if (why.empty()) return;
        director::event e;
        e.kind = director::event_kind::script_failed;
        e.at = now();
        e.service = s.service;
        e.server = s.server;
        e.text = s.program.to_string() + ": " + why;
        tell(std::move(e));
    }

    void refused(const error& why) {
        director::event e;
        e.kind = director::event_kind::reload_refused;
        e.at = now();
        e.text = why.message();
        tell(std::move(e));
    }

    // --- configuration ---

    result<director::plan> load(const std::string& file) {
        auto loaded = load_plan(file, options.load);
        if (callbacks.on_loaded) callbacks.on_loaded(loaded);
        if (loaded.refused) return *loaded.refused;
        for (const auto& p : loaded.problems) {
            director::event e;
            e.kind = director::event_kind::problem;
            e.at = now();
            e.text = p;
            pending_problems.push_back(std::move(e));
        }
        return std::move(loaded.desired);
    }

    /// Everything that may block or fail is done before the plan is in force: users, certificates.
    result<void> prepare(const director::plan& desired) {
        const auto need = [&](const director::command& c) { return users.prepare(c); };
        for (const auto& s : desired.services) {
            for (const auto* script : {&s.quorum_up, &s.quorum_down})
                if (*script)
                    if (auto done = need(**script); done.has_error()) return done;
            for (const auto& server : s.servers) {
                for (const auto* script : {&server.notify_up, &server.notify_down})
                    if (*script)
                        if (auto done = need(**script); done.has_error()) return done;
                for (const auto& c : server.checks)
                    if (auto done = prepare(c, need); done.has_error()) return done;
            }
        }
        return {};
    }

    template <class Need>
    result<void> prepare(const director::check& c, const Need& need) {
        if (const auto* misc = std::get_if<director::misc_check>(&c.kind)) return need(misc->program);
        const auto* http = std::get_if<health::http_check>(&c.kind);
        if (http == nullptr || !http->tls) return {};
        return tls->prepare(*http->tls);
    }

    [[nodiscard]] std::optional<credentials> run_as(const director::command& c) const { return users.find(c); }

    // --- the engine ---

    result<void> begin(director::plan desired) {
        if (engine) return error{errc::already_exists, "the director runs already"};
        if (auto ready = prepare(desired); ready.has_error()) return ready;
        auto o = options.engine;
        o.max_attempts =
            std::min(std::max<std::size_t>(o.max_attempts, 1), attempts_that_fit(options.raise_descriptor_limit));
        engine = std::make_unique<director::engine>(std::move(desired), o);
        take(engine->start(now()));
        tell_problems();
        return {};
    }

    result<void> change(director::plan desired) {
        if (!engine || stopping) return error{errc::refused, "the director does not run"};
        if (auto ready = prepare(desired); ready.has_error()) {
            pending_problems.clear();
            refused(ready.error());
            return ready;
        }
        take(engine->reload(std::move(desired), now()));
        tell_problems();
        return {};
    }

    void tell_problems() {
        for (auto& e : std::exchange(pending_problems, {})) tell(std::move(e));
    }

    void take(std::vector<director::action> actions) {
        for (auto& a : actions) perform_in_turn(std::move(a));
        arm();
    }

    /// Scripts and events tell of changes that were asked for before them, so they wait until those are made. Checks
    /// wait for nothing.
    void perform_in_turn(director::action a) {
        const bool is_check =
            std::holds_alternative<director::start_check>(a) || std::holds_alternative<director::abort_check>(a);
        if (is_check || (!table_is_busy && waiting.empty())) {
            std::visit([this](auto& one) { perform(one); }, a);
        } else {
            waiting.push_back(std::move(a));
        }
    }

    void perform_waiting() {
        while (engine && !table_is_busy && !waiting.empty()) {
            auto a = std::move(waiting.front());
            waiting.pop_front();
            std::visit([this](auto& one) { perform(one); }, a);
        }
        if (withdrawn && idle()) tell_when_stopped();
    }

    [[nodiscard]] bool idle() const noexcept { return !table_is_busy && waiting.empty(); }

    void perform(director::start_check& begin_one) {
        const auto probe = begin_one.probe;
        const auto attempt_id = begin_one.attempt;
        attempt_options o;
        o.limits = options.http;
        o.tls = tls;
        o.on_progress = [this, probe, attempt_id](health::phase p, std::uint64_t bytes) {
            if (engine) engine->on_progress(probe, attempt_id, p, bytes, now());
        };
        if (const auto* misc = std::get_if<director::misc_check>(&begin_one.check->what.kind))
            o.run_as = run_as(misc->program);
        // The engine ends the attempt at its deadline, so the attempt needs no timer of its own.
        attempts[probe] =
            start_attempt(executor, begin_one.check, begin_one.url, never, std::move(o),
                          [me = weak_from_this(), probe, attempt_id](attempt_result r) {
                              const auto d = me.lock();
                              if (!d || !d->engine) return;
                              d->attempts.erase(probe);
                              d->take(d->engine->on_outcome(probe, attempt_id, std::move(r.outcome), now(), r.weight));
                          });
    }
    void perform(director::abort_check& end_one) {
        const auto found = attempts.find(end_one.probe);
        if (found == attempts.end()) return;
        const auto dead = std::move(found->second);
        attempts.erase(found);
        dead->cancel();
    }
    void perform(director::change_table& change_it) { ask_table(change_it); }
    void perform(director::repair_table& repair_it) { ask_table(repair_it); }
    void perform(director::run_script& script) {
        auto who = run_as(script.program);
        scripts.run(std::move(script), std::move(who));
    }
    void perform(director::event& e) { tell(std::move(e)); }

    template <class Change>
    void ask_table(Change& what) {
        table_is_busy = true;
        table.perform(std::move(what), [me = weak_from_this()](const director::table_report& r) {
            const auto d = me.lock();
            if (!d || !d->engine) return;
            d->table_is_busy = false;
            // Before what waits: it is about the change that has just ended.
            for (auto& a : d->engine->on_table_report(r, now())) std::visit([&](auto& one) { d->perform(one); }, a);
            d->perform_waiting();
            d->arm();
        });
    }

    void arm() {
        if (stopping) return;
        const auto next = engine->wake_at();
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
            d->take(d->engine->on_time(now()));
        });
    }

    void stop(std::function<void()> done) {
        if (engine && !stopping) {
            stopping = true;
            take(engine->shutdown(now()));
            withdrawn = true;
            timer.cancel();
        }
        if (done) when_stopped.push_back(std::move(done));
        if (idle()) tell_when_stopped();
    }

    void tell_when_stopped() {
        scripts.when_idle([me = weak_from_this()] {
            const auto d = me.lock();
            if (!d) return;
            for (auto& one : std::exchange(d->when_stopped, {})) one();
        });
    }

    void end() {
        callbacks = {};
        timer.cancel();
        for (auto& [probe, a] : std::exchange(attempts, {})) a->cancel();
        scripts.abandon();
        engine = nullptr;
        waiting.clear();
    }

    asio::any_io_executor executor;
    director_table table;
    runner_options options;
    runner_callbacks callbacks;
    asio::steady_timer timer;
    instant armed = never;
    std::shared_ptr<tls_contexts> tls;
    script_users users;
    script_runner scripts;
    std::unique_ptr<director::engine> engine;
    std::unordered_map<director::probe_id, std::shared_ptr<attempt>> attempts;
    std::deque<director::action> waiting;  // for the table
    bool table_is_busy = false;
    std::vector<director::event> pending_problems;
    std::vector<std::function<void()>> when_stopped;
    std::string path;
    bool stopping = false;
    bool withdrawn = false;  // the engine has asked for the last changes
};

director_runner::director_runner(const asio::any_io_executor& executor, std::shared_ptr<ipvs::table> table,
                                 runner_options options, runner_callbacks callbacks)
    : impl_{std::make_shared<impl>(executor,
                                   director_table{table ? std::move(table) : std::make_shared<ipvs::memory_table>()},
                                   std::move(options), std::move(callbacks))} {}

director_runner::director_runner(kernel_table table, runner_options options, runner_callbacks callbacks) {
    const auto executor = table.get_executor();
    impl_ =
        std::make_shared<impl>(executor, director_table{std::move(table)}, std::move(options), std::move(callbacks));
}

director_runner::~director_runner() { impl_->end(); }

result<void> director_runner::start(const std::string& path) {
    auto desired = impl_->load(path);
    if (desired.has_error()) return desired.error();
    impl_->path = path;
    return impl_->begin(std::move(*desired));
}

result<void> director_runner::start(director::plan desired) { return impl_->begin(std::move(desired)); }

result<void> director_runner::reload() {
    if (!impl_->path.empty()) return reload(std::string{impl_->path});
    const error none{errc::refused, "there is no file to read again"};
    impl_->refused(none);
    return none;
}

result<void> director_runner::reload(const std::string& path) {
    auto desired = impl_->load(path);
    if (desired.has_error()) {
        impl_->refused(desired.error());
        return desired.error();
    }
    auto done = impl_->change(std::move(*desired));
    if (done.has_value()) impl_->path = path;
    return done;
}

result<void> director_runner::reload(director::plan desired) { return impl_->change(std::move(desired)); }

void director_runner::stop(std::function<void()> done) { impl_->stop(std::move(done)); }

bool director_runner::running() const noexcept { return impl_->engine && !impl_->stopping; }

director::snapshot director_runner::state() const {
    return impl_->engine ? impl_->engine->state(now()) : director::snapshot{};
}

std::string director_runner::state_json() const {
    return director::to_json(state(), std::chrono::system_clock::now())
        .dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace hakit::io
