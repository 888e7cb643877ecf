#include <hakit/io/script_runner.hpp>

#include <boost/asio/post.hpp>

namespace hakit::io {

struct script_runner::impl : std::enable_shared_from_this<impl> {
    struct waiting_script {
        director::run_script script;
        std::optional<credentials> run_as;
    };
    struct lane {
        std::deque<waiting_script> queue;
        std::shared_ptr<process> running;
        bool busy = false;
    };

    impl(const asio::any_io_executor& e, script_options o, report r) : executor{e}, options{o}, on_end{std::move(r)} {}

    void begin_what_may() {
        for (auto& [subject, l] : lanes) {
            if (running >= std::max<std::size_t>(options.at_once, 1)) return;
            if (!l.busy && !l.queue.empty()) begin(subject, l);
        }
    }

    void begin(const std::string& subject, lane& l) {
        auto next = std::make_shared<waiting_script>(std::move(l.queue.front()));
        l.queue.pop_front();
        process_options o;
        o.argv = next->script.program.argv;
        o.run_as = next->run_as;
        o.timeout = options.timeout;
        ++running;
        l.busy = true;
        auto started = process::start(executor, o, [me = shared_from_this(), subject, next](const process_exit& end) {
            me->end(subject, *next, end.ok() ? std::string{} : end.to_string());
        });
        if (started.has_value()) {
            l.running = std::move(*started);
            return;
        }
        // Through the executor, so that the lanes are not changed while they are walked.
        asio::post(executor, [me = shared_from_this(), subject, next, why = started.error().message()] {
            me->end(subject, *next, why);
        });
    }

    void end(const std::string& subject, const waiting_script& which, const std::string& reason) {
        if (closed) return;
        --running;
        --pending;
        if (const auto found = lanes.find(subject); found != lanes.end()) {
            found->second.running = nullptr;
            found->second.busy = false;
            if (found->second.queue.empty()) lanes.erase(found);
        }
        if (on_end) on_end(which.script, reason);
        begin_what_may();
        if (pending == 0 && idle) std::exchange(idle, nullptr)();
    }

    asio::any_io_executor executor;
    script_options options;
    report on_end;
    std::map<std::string, lane> lanes;
    bool closed = false;
    std::size_t running = 0;
    std::size_t pending = 0;
    std::function<void()> idle;
};

script_runner::script_runner(const asio::any_io_executor& executor, script_options options, report on_end)
    : impl_{std::make_shared<impl>(executor, options, std::move(on_end))} {}

script_runner::~script_runner() { abandon(); }

std::size_t script_runner::pending() const noexcept { return impl_->pending; }

void script_runner::run(director::run_script script, std::optional<credentials> run_as) {
    auto& d = *impl_;
    auto& l = d.lanes[script.subject];
    if (d.pending >= d.options.queue_limit && !l.queue.empty()) {
        const auto dropped = std::move(l.queue.front());
        l.queue.pop_front();
        --d.pending;
        if (d.on_end) d.on_end(dropped.script, "too many scripts are waiting; this one was not run");
    }
    l.queue.push_back({std::move(script), std::move(run_as)});
    ++d.pending;
    d.begin_what_may();
}

void script_runner::when_idle(std::function<void()> done) {
    if (impl_->pending != 0) {
        impl_->idle = std::move(done);
        return;
    }
    asio::post(impl_->executor, std::move(done));
}

void script_runner::abandon() {
    auto& d = *impl_;
    d.closed = true;
    d.on_end = nullptr;
    d.idle = nullptr;
    for (auto& [subject, l] : d.lanes) {
        if (l.running) l.running->abandon();
    }
    d.lanes.clear();
    d.pending = 0;
    d.running = 0;
}

}  // namespace hakit::io
