/// The bodies of io::kernel_table's operations.
#pragma once

#include <hakit/io/kernel_table.hpp>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <utility>

namespace hakit::io {

template <class T, class Start, class CompletionToken>
auto kernel_table::initiate(Start start, CompletionToken& token) {
    return asio::async_initiate<CompletionToken, void(result<T>)>(
        [](auto completion, const std::shared_ptr<impl>& me, const asio::any_io_executor& executor, Start begin) {
            auto slot = asio::get_associated_cancellation_slot(completion);
            const auto target = asio::get_associated_executor(completion, executor);
            // std::function wants copies; a handler may be move-only.
            auto shared = std::make_shared<decltype(completion)>(std::move(completion));
            const auto id = begin(*me, [shared, slot, work = asio::make_work_guard(target)](result<T> r) mutable {
                if (slot.is_connected()) slot.clear();
                asio::post(work.get_executor(), [shared, r = std::move(r)]() mutable {
                    auto h = std::move(*shared);
                    h(std::move(r));
                });
            });
            if (!slot.is_connected()) return;
            slot.assign([weak = std::weak_ptr<impl>{me}, id](asio::cancellation_type) { cancel(weak, id); });
        },
        token, impl_, get_executor(), std::move(start));
}

template <class CompletionToken>
auto kernel_table::async_list(CompletionToken&& token) {
    return initiate<std::vector<ipvs::service_status>>([](impl& i, auto h) { return list(i, std::move(h)); }, token);
}

template <class CompletionToken>
auto kernel_table::async_read(CompletionToken&& token) {
    return initiate<ipvs::state>([](impl& i, auto h) { return read(i, std::move(h)); }, token);
}

template <class CompletionToken>
auto kernel_table::async_get(const ipvs::service_key& key, CompletionToken&& token) {
    return initiate<ipvs::service_status>([key](impl& i, auto h) { return get(i, key, std::move(h)); }, token);
}

template <class CompletionToken>
auto kernel_table::async_execute(std::vector<ipvs::step> steps, CompletionToken&& token) {
    return initiate<std::vector<result<void>>>(
        [steps = std::move(steps)](impl& i, auto h) mutable { return execute(i, std::move(steps), std::move(h)); },
        token);
}

template <class CompletionToken>
auto kernel_table::async_apply(ipvs::plan p, ipvs::apply_options options, CompletionToken&& token) {
    return initiate<ipvs::apply_report>(
        [p = std::move(p), options](impl& i, auto h) mutable { return apply(i, std::move(p), options, std::move(h)); },
        token);
}

template <class CompletionToken>
auto kernel_table::async_flush(CompletionToken&& token) {
    return initiate<void>([](impl& i, auto h) { return flush(i, std::move(h)); }, token);
}

template <class CompletionToken>
auto kernel_table::async_zero(const ipvs::service_key& key, CompletionToken&& token) {
    return initiate<void>([key](impl& i, auto h) { return zero(i, key, std::move(h)); }, token);
}

template <class CompletionToken>
auto kernel_table::async_zero_all(CompletionToken&& token) {
    return initiate<void>([](impl& i, auto h) { return zero_all(i, std::move(h)); }, token);
}

template <class CompletionToken>
auto kernel_table::async_get_timeouts(CompletionToken&& token) {
    return initiate<ipvs::timeouts>([](impl& i, auto h) { return get_timeouts(i, std::move(h)); }, token);
}

template <class CompletionToken>
auto kernel_table::async_list_sync_daemons(CompletionToken&& token) {
    return initiate<std::vector<ipvs::sync_daemon>>([](impl& i, auto h) { return list_sync_daemons(i, std::move(h)); },
                                                    token);
}

template <class CompletionToken>
auto kernel_table::async_info(CompletionToken&& token) {
    return initiate<ipvs::table_info>([](impl& i, auto h) { return info(i, std::move(h)); }, token);
}

}  // namespace hakit::io
