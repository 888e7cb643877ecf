/// The body of async_attempt().
#pragma once

#include <hakit/io/attempt.hpp>

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>

#include <cerrno>
#include <utility>

namespace hakit::io {

template <class CompletionToken>
auto async_attempt(const asio::any_io_executor& executor, std::shared_ptr<const director::prepared_check> check,
                   std::size_t url, instant deadline, attempt_options options, CompletionToken&& token) {
    return asio::async_initiate<CompletionToken, void(attempt_result)>(
        [](auto handler, const asio::any_io_executor& ex, std::shared_ptr<const director::prepared_check> what,
           std::size_t index, instant until, attempt_options opts) {
            auto slot = asio::get_associated_cancellation_slot(handler);
            const auto target = asio::get_associated_executor(handler, ex);
            // std::function wants copies; a handler may be move-only.
            auto shared = std::make_shared<decltype(handler)>(std::move(handler));
            auto finish = [shared, target](attempt_result r) {
                asio::dispatch(asio::bind_executor(target, [shared, r = std::move(r)]() mutable {
                    auto h = std::move(*shared);
                    h(std::move(r));
                }));
            };
            auto running = start_attempt(ex, std::move(what), index, until, std::move(opts),
                                         [finish, slot](attempt_result r) mutable {
                                             if (slot.is_connected()) slot.clear();
                                             finish(std::move(r));
                                         });
            if (!slot.is_connected()) return;
            slot.assign([running = std::weak_ptr<attempt>{running}, finish, ex](asio::cancellation_type) {
                const auto a = running.lock();
                if (!a) return;
                a->cancel();
                attempt_result r;
                r.outcome.reached = health::phase::connect;
                r.outcome.why = health::failure::system;
                r.outcome.system_errno = ECANCELED;
                asio::post(ex, [finish, r]() mutable { finish(std::move(r)); });
            });
        },
        token, executor, std::move(check), url, deadline, std::move(options));
}

}  // namespace hakit::io
