#include <hakit/io/signals.hpp>

#include <csignal>

namespace hakit::io {

struct daemon_signals::impl : std::enable_shared_from_this<impl> {
    impl(const asio::any_io_executor& executor, signal_actions a) : set{executor}, actions{std::move(a)} {
        error_code ignored;
        if (actions.reload) set.add(SIGHUP, ignored);
        if (actions.stop) {
            set.add(SIGTERM, ignored);
            set.add(SIGINT, ignored);
        }
        if (actions.report) set.add(SIGUSR1, ignored);
    }

    void wait() {
        set.async_wait([me = shared_from_this()](const error_code& ec, int signal) {
            if (ec) return;
            me->wait();
            const auto& a = me->actions;
            if (signal == SIGHUP) a.reload();
            if (signal == SIGTERM || signal == SIGINT) a.stop();
            if (signal == SIGUSR1) a.report();
        });
    }

    asio::signal_set set;
    signal_actions actions;
};

daemon_signals::daemon_signals(const asio::any_io_executor& executor, signal_actions actions)
    : impl_{std::make_shared<impl>(executor, std::move(actions))} {
    impl_->wait();
}

daemon_signals::~daemon_signals() { close(); }

void daemon_signals::close() {
    error_code ignored;
    impl_->set.cancel(ignored);
    impl_->set.clear(ignored);
}

}  // namespace hakit::io
