#include <hakit/io/kernel_table.hpp>

#include "ipvs/kernel_socket.hpp"
#include "ipvs/netlink/apply_job.hpp"
#include "ipvs/netlink/jobs.hpp"

#include <algorithm>
#include <cerrno>
#include <deque>
#include <optional>

namespace hakit::io {

namespace netlink = ipvs::netlink;

namespace {

/// System calls in one turn of the executor; a send or receipt takes some 0.1 ms.
constexpr int steps_a_turn = 16;

error cancelled() { return {errc::cancelled, "the operation was cancelled", ECANCELED}; }

}  // namespace

struct kernel_table::impl : std::enable_shared_from_this<impl> {
    struct entry {
        operation_id id = 0;
        std::unique_ptr<netlink::operation> work;
        std::function<void()> finish;  ///< hands the result to the handler, by a post
        bool begun = false;
    };

    template <class T>
    operation_id add(netlink::job<T> job, handler<T> h) {
        auto e = std::make_unique<entry>();
        e->id = ++latest;
        e->work = std::move(job.work);
        e->finish = [finish = std::move(job.finish), h = std::move(h)] { h(finish()); };
        queue.push_back(std::move(e));
        if (queue.size() == 1) go_on();
        return latest;
    }

    void go_on() {
        asio::post(executor, [me = shared_from_this()] { me->turn(); });
    }

    void turn() {
        if (queue.empty()) return;  // cancelled meanwhile
        auto& work = *queue.front()->work;
        queue.front()->begun = true;
        if (!socket) {
            auto again = ipvs::kernel_socket::open(options.where);
            if (again.has_error()) {
                work.fail(again.error());
                return end();
            }
            socket.emplace(std::move(*again));
        }
        for (int n = 0; n < steps_a_turn; ++n) {
            const auto p = socket->step(work);
            if (p == ipvs::kernel_socket::progress::going) continue;
            if (p == ipvs::kernel_socket::progress::failed) socket.reset();
            return end();
        }
        go_on();
    }

    /// The first operation has ended.
    void end() {
        const auto done = std::move(queue.front());
        queue.pop_front();
        if (!queue.empty()) go_on();
        done->finish();
    }

    void cancel(operation_id id) {
        const auto at = std::find_if(queue.begin(), queue.end(), [id](const auto& e) { return e->id == id; });
        if (at == queue.end()) return;
        const auto ended = std::move(*at);
        const bool first = at == queue.begin();
        queue.erase(at);
        // Its turn is still posted: it serves whoever comes next. What the kernel has answered is on the socket.
        if (first && ended->begun) socket.reset();
        ended->work->fail(cancelled());
        ended->finish();
    }

    void cancel_all() {
        while (!queue.empty()) cancel(queue.back()->id);
    }

    asio::any_io_executor executor;
    ipvs::kernel_options options;
    std::optional<ipvs::kernel_socket> socket;
    std::deque<std::unique_ptr<entry>> queue;
    operation_id latest = 0;
};

kernel_table::kernel_table(std::shared_ptr<impl> i) noexcept : impl_{std::move(i)} {}
kernel_table::kernel_table(kernel_table&&) noexcept = default;
kernel_table& kernel_table::operator=(kernel_table&& other) noexcept {
    std::swap(impl_, other.impl_);
    return *this;
}
kernel_table::~kernel_table() {
    if (impl_) impl_->cancel_all();
}

result<kernel_table> kernel_table::open(const asio::any_io_executor& executor, ipvs::kernel_options options) {
    auto i = std::make_shared<impl>();
    i->executor = executor;
    i->options = std::move(options);
    auto socket = ipvs::kernel_socket::open(i->options.where);
    if (socket.has_error()) return socket.error();
    auto version = netlink::info_job();
    socket->run(*version.work);
    if (const auto known = version.finish(); known.has_error()) return known.error();
    i->socket.emplace(std::move(*socket));
    return kernel_table{std::move(i)};
}

const asio::any_io_executor& kernel_table::get_executor() const noexcept { return impl_->executor; }

void kernel_table::cancel() { impl_->cancel_all(); }

void kernel_table::cancel(const std::weak_ptr<impl>& i, operation_id id) {
    if (const auto me = i.lock()) me->cancel(id);
}

kernel_table::operation_id kernel_table::list(impl& i, handler<std::vector<ipvs::service_status>> h) {
    return i.add(netlink::list_job(i.options.max_readings, i.options.consistency), std::move(h));
}

kernel_table::operation_id kernel_table::read(impl& i, handler<ipvs::state> h) {
    return list(i, [h = std::move(h)](result<std::vector<ipvs::service_status>> listing) {
        if (listing.has_error()) return h(listing.error());
        h(ipvs::settings_of(*listing));
    });
}

kernel_table::operation_id kernel_table::get(impl& i, const ipvs::service_key& key, handler<ipvs::service_status> h) {
    return i.add(netlink::get_job(key, i.options.max_readings, i.options.consistency), std::move(h));
}

kernel_table::operation_id kernel_table::execute(impl& i, std::vector<ipvs::step> steps,
                                                 handler<std::vector<result<void>>> h) {
    return i.add(netlink::execute_job(std::move(steps), i.options.validate), std::move(h));
}

kernel_table::operation_id kernel_table::apply(impl& i, ipvs::plan p, const ipvs::apply_options& options,
                                               handler<ipvs::apply_report> h) {
    return i.add(netlink::apply_job(std::move(p), options, i.options.validate), std::move(h));
}

kernel_table::operation_id kernel_table::flush(impl& i, handler<void> h) {
    return i.add(netlink::flush_job(), std::move(h));
}

kernel_table::operation_id kernel_table::zero(impl& i, const ipvs::service_key& key, handler<void> h) {
    return i.add(netlink::zero_job(key), std::move(h));
}

kernel_table::operation_id kernel_table::zero_all(impl& i, handler<void> h) {
    return i.add(netlink::zero_all_job(), std::move(h));
}

kernel_table::operation_id kernel_table::get_timeouts(impl& i, handler<ipvs::timeouts> h) {
    return i.add(netlink::timeouts_job(), std::move(h));
}

kernel_table::operation_id kernel_table::list_sync_daemons(impl& i, handler<std::vector<ipvs::sync_daemon>> h) {
    return i.add(netlink::daemons_job(), std::move(h));
}

kernel_table::operation_id kernel_table::info(impl& i, handler<ipvs::table_info> h) {
    return i.add(netlink::info_job(), std::move(h));
}

}  // namespace hakit::io
