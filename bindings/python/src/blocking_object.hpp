/// What runs on a thread of Python's until it is told to stop, and calls back into Python on the way.
#pragma once

#include "binding.hpp"

#include <hakit/base/instant.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace hakit::python {

/// A base class. Calls exclude each other, and what a callback raises comes out of the call that it happened in.
class blocking_object {
public:
    /// How long a signal, such as that of Ctrl-C, may wait for its handler.
    static constexpr duration slice = std::chrono::milliseconds{100};

protected:
    void expect_idle() const {
        if (busy_) raise({errc::refused, "another call of this object is under way"});
    }

    /// Runs `body`, which gives a result<T>, without the GIL.
    template <class Body>
    auto act(Body body) {
        expect_idle();
        auto done = [&] {
            const occupied here{busy_};
            const py::gil_scoped_release others_run;
            return body();
        }();
        if (auto failed = std::exchange(failed_, nullptr)) std::rethrow_exception(failed);
        return unwrap(std::move(done));
    }

    /// Calls `run(time)`, which gives a result<bool>, again and again until it says that it was stopped, at most for
    /// `seconds`.
    template <class Run>
    bool run_for(std::optional<double> seconds, Run run) {
        if (seconds && std::isnan(*seconds)) throw py::value_error("the timeout is not a number");
        using clock = std::chrono::steady_clock;
        const bool endless = !seconds || *seconds > 1e9;
        const auto end =
            clock::now() +
            (endless ? duration{0}
                     : std::chrono::duration_cast<duration>(std::chrono::duration<double>{std::max(*seconds, 0.0)}));
        for (;;) {
            const auto left = endless ? slice : std::chrono::duration_cast<duration>(end - clock::now());
            const bool stopped = act([&] { return run(std::min(left, slice)); });
            if (PyErr_CheckSignals() != 0) throw py::error_already_set();
            if (stopped || (!endless && clock::now() >= end)) return stopped;
        }
    }

    /// Runs `body` with the GIL; nothing more is told after it has failed.
    template <class Body>
    void tell_python(Body body) {
        const py::gil_scoped_acquire mine;
        if (failed_) return;
        try {
            body();
        } catch (...) {
            failed_ = std::current_exception();
        }
    }

private:
    struct occupied {
        explicit occupied(bool& busy) : busy_{busy} { busy_ = true; }
        ~occupied() { busy_ = false; }
        occupied(const occupied&) = delete;
        occupied& operator=(const occupied&) = delete;
        bool& busy_;
    };

    bool busy_ = false;  // changes with the GIL held only
    std::exception_ptr failed_;
};

}  // namespace hakit::python
