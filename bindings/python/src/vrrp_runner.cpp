// Virtual routers on the sockets and the clock of this host.
#include "blocking_object.hpp"
#include "router_plan.hpp"

#include <hakit/director/vrrp_state_json.hpp>
#include <hakit/io/blocking_vrrp_runner.hpp>

#include <pybind11/stl.h>

#include <optional>
#include <string>
#include <utility>

namespace hakit::python {
namespace {

/// Python's errors in on_event end run(), which raises them.
class python_runner : blocking_object {
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
        return run_for(seconds, [&](duration time) { return runner_.run(time); });
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
        tell_python([&] {
            py::dict d;
            d["kind"] = std::string{to_string(e.kind)};
            d["router"] = to_str(e.router);
            d["state"] = to_str(e.state);
            d["text"] = to_str(to_line(e));
            on_event_(d);
        });
    }

    py::object on_event_;
    bool ignore_;
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
