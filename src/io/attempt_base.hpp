/// What all attempts share: one deadline, one end, the times of the phases.
#pragma once

#include <hakit/io/attempt.hpp>
#include <hakit/io/clock.hpp>

#include <boost/asio/post.hpp>

#include <memory>
#include <string>
#include <utility>

namespace hakit::io {

class attempt_base : public attempt, public std::enable_shared_from_this<attempt_base> {
public:
    attempt_base(const asio::any_io_executor& executor, std::shared_ptr<const director::prepared_check> check,
                 std::size_t url, attempt_options options, attempt_handler handler)
        : executor_{executor},
          check_{std::move(check)},
          url_{url},
          options_{std::move(options)},
          handler_{std::move(handler)},
          timer_{executor},
          phases_{now()} {}

    void start(instant deadline) {
        if (deadline != never) {
            timer_.expires_at(to_steady(deadline));
            timer_.async_wait([self = shared_from_this()](const error_code& ec) {
                if (!ec) self->on_deadline();
            });
        }
        enter(health::phase::connect);
        begin();
    }

    void cancel() final {
        handler_ = nullptr;
        release();
    }

protected:
    virtual void begin() = 0;
    /// Closes what is open, so that all pending operations end.
    virtual void close() = 0;
    virtual void on_deadline() {
        auto o = partial();
        o.why = health::failure::timed_out;
        o.reached = phases_.current();
        finish(std::move(o));
    }
    /// The outcome so far, for an end that comes from outside.
    [[nodiscard]] virtual health::outcome partial() const { return {}; }

    [[nodiscard]] bool over() const noexcept { return handler_ == nullptr; }
    [[nodiscard]] const director::check& what() const noexcept { return check_->what; }

    void enter(health::phase p, std::uint64_t bytes = 0) {
        phases_.enter(p, now());
        if (options_.on_progress) options_.on_progress(p, bytes);
    }

    void finish(health::outcome o, std::optional<std::int64_t> weight = {}) {
        if (over()) return;
        phases_.finish(o, now());
        if (o.subject.empty()) o.subject = what().subject(url_);
        auto handler = std::exchange(handler_, nullptr);
        release();
        handler(attempt_result{std::move(o), weight});
    }
    void fail(health::failure why, std::string detail) {
        auto o = partial();
        o.reached = phases_.current();
        o.why = why;
        o.detail = std::move(detail);
        finish(std::move(o));
    }
    void fail_system(int code, std::string detail = {}) {
        auto o = partial();
        o.reached = phases_.current();
        o.why = health::failure::system;
        o.system_errno = code;
        o.detail = std::move(detail);
        finish(std::move(o));
    }
    /// For failures inside begin(): the handler must not be called before start_attempt() has returned.
    void fail_later(health::failure why, int code, std::string detail) {
        asio::post(executor_, [self = shared_from_this(), this, why, code, detail = std::move(detail)]() mutable {
            why == health::failure::system ? fail_system(code, std::move(detail)) : fail(why, std::move(detail));
        });
    }

    asio::any_io_executor executor_;
    std::shared_ptr<const director::prepared_check> check_;
    std::size_t url_;
    attempt_options options_;

private:
    void release() {
        timer_.cancel();
        options_.on_progress = nullptr;
        close();
    }

    attempt_handler handler_;
    asio::steady_timer timer_;
    health::phase_clock phases_;
};

}  // namespace hakit::io
