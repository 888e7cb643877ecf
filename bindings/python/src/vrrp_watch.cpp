// Who is master on a segment of this host.
#include "blocking_object.hpp"

#include <hakit/io/blocking_vrrp_watch.hpp>
#include <hakit/io/clock.hpp>
#include <hakit/vrrp/segment_watch_json.hpp>

#include <pybind11/stl.h>

#include <memory>
#include <string>
#include <vector>

namespace hakit::python {
namespace {

class python_watch : blocking_object {
public:
    python_watch(const std::vector<std::string>& interfaces, py::object on_event) : on_event_{std::move(on_event)} {
        io::blocking_vrrp_watch::handler tell;
        if (!on_event_.is_none())
            tell = [this](const vrrp::watch_event& e) {
                tell_python([&] {
                    py::dict d = to_python(vrrp::to_json(e));
                    d["line"] = to_str(vrrp::to_line(e));
                    on_event_(d);
                });
            };
        watch_ = act([&] { return io::blocking_vrrp_watch::open(interfaces, std::move(tell)); });
    }

    bool run(std::optional<double> seconds) {
        return run_for(seconds, [&](duration time) { return result<bool>{watch_->run(time)}; });
    }
    void stop() { watch_->stop(); }
    [[nodiscard]] std::vector<std::string> interfaces() const { return watch_->interfaces(); }
    [[nodiscard]] py::object state() const {
        expect_idle();
        return to_python(vrrp::to_json(watch_->segment(), io::now()));
    }

private:
    py::object on_event_;
    std::unique_ptr<io::blocking_vrrp_watch> watch_;
};

}  // namespace

void bind_vrrp_watch(py::module_& m) {
    using self = python_watch;
    py::class_<self>(m, "VrrpWatch")
        .def(py::init<const std::vector<std::string>&, py::object>(),
             py::arg("interfaces") = std::vector<std::string>{}, py::arg("on_event") = py::none())
        .def("run", &self::run, py::arg("timeout") = py::none())
        .def("stop", &self::stop)
        .def_property_readonly("interfaces", &self::interfaces)
        .def("state", &self::state);
}

}  // namespace hakit::python
