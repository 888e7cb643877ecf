// Virtual routers on the sockets and the clock of this host.
#include "router_plan.hpp"

#include <hakit/director/vrrp_state_json.hpp>
#include <hakit/io/blocking_vrrp_runner.hpp>

#include <pybind11/stl.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <exception>
#include <optional>
#include <string>
#include <utility>

namespace hakit::python {
namespace {

/// How long a signal, such as that of Ctrl-C, may wait for its handler.
constexpr duration slice = std::chrono::milliseconds{100};

/// Python's errors in on_event end run(), which raises them.
class python_runner {
    void expect_idle() const {
        if (busy_) raise({errc::refused, "another call of this runner is under way"});
    }

    struct occupied {
        explicit occupied(bool& busy) : busy_{busy} { busy_ = true; }
        ~occupied() { busy_ = false; }
        occupied(const occupied&) = delete;
        occupied& operator=(const occupied&) = delete;
        bool& busy_;
    };

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

public:
    python_runner(py::object on_event, bool ignore, std::string script_user)
        : on_event_{std::move(on_event)}, ignore_{ignore}, runner_{options_of(std::move(script_user)), callbacks()} {}

    void start(const config& c) {
        auto plan = router_plan_of(c, ignore_);
        act([&] { return runner_.start(std::move(plan)); });
    }
    void reload(const config& c) {
        auto plan = router_plan_of(c, ignore_);
        act([&] { return runner_.reload(std::move(plan)); });
    }

    bool run(std::optional<double> seconds) {
        if (seconds && std::isnan(*seconds)) throw py::value_error("the timeout is not a number");
        using clock = std::chrono::steady_clock;
        const bool endless = !seconds || *seconds > 1e9;
        const auto end =
            clock::now() +
            (endless ? duration{0}
                     : std::chrono::duration_cast<duration>(std::chrono::duration<double>{std::max(*seconds, 0.0)}));
        for (;;) {
            const auto left = endless ? slice : std::chrono::duration_cast<duration>(end - clock::now());
            const bool stopped = act([&] { return runner_.run(std::min(left, slice)); });
            if (PyErr_CheckSignals() != 0) throw py::error_already_set();
            if (stopped || (!endless && clock::now() >= end)) return stopped;
        }
    }

    void stop() { runner_.stop(); }
    py::object state() const {
        expect_idle();
        return to_python(director::to_json(runner_.routers().state()));
    }

private:
    static io::vrrp_runner_options options_of(std::string script_user) {
        io::vrrp_runner_options o;
        o.script_user = std::move(script_user);
        return o;
    }
    io::vrrp_runner_callbacks callbacks() {
        io::vrrp_runner_callbacks c;
        if (!on_event_.is_none()) c.on_event = [this](const director::event& e) { tell(e); };
        return c;
    }

    void tell(const director::event& e) {
        const py::gil_scoped_acquire mine;
        if (failed_) return;
        try {
            py::dict d;
            d["kind"] = std::string{to_string(e.kind)};
            d["router"] = to_str(e.router);
            d["state"] = to_str(e.state);
            d["text"] = to_str(to_line(e));
            on_event_(d);
        } catch (...) {
            failed_ = std::current_exception();
        }
    }

    py::object on_event_;
    bool ignore_;
    bool busy_ = false;  // changes with the GIL held only
    std::exception_ptr failed_;
    io::blocking_vrrp_runner runner_;
};

}  // namespace

void bind_vrrp_runner(py::module_& m) {
    using self = python_runner;
    py::class_<self>(m, "VrrpRunner")
        .def(py::init<py::object, bool, std::string>(), py::arg("on_event") = py::none(), py::kw_only(),
             py::arg("ignore_unsupported") = false, py::arg("script_user") = "")
        .def("start", &self::start, py::arg("config"))
        .def("reload", &self::reload, py::arg("config"))
        .def("run", &self::run, py::arg("timeout") = py::none())
        .def("stop", &self::stop)
        .def("state", &self::state);
}

}  // namespace hakit::python
