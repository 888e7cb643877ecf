// Real servers. Requests, plans and reports are dicts as docs/realserver.md shows them.
#include "binding.hpp"

#include <hakit/director/real_servers.hpp>
#include <hakit/formats/typed.hpp>
#include <hakit/io/kernel_system.hpp>
#include <hakit/keepalived/config.hpp>
#include <hakit/realserver/plan_json.hpp>
#include <hakit/realserver/render.hpp>
#include <hakit/realserver/report_json.hpp>

#include <pybind11/stl.h>

#include <optional>

namespace hakit::python {
namespace {

/// JSON out of a dict, or the bytes of a text that is JSON already.
std::string json_of(py::handle value) {
    if (py::isinstance<py::dict>(value)) return py::module_::import("json").attr("dumps")(value).cast<std::string>();
    return to_bytes(value);
}

realserver::plan plan_of(py::handle request, const config* balancer, const std::optional<std::string>& server,
                         bool undo) {
    auto asked = unwrap(realserver::request_from_json(json_of(request)));
    director::real_server_options how;
    how.undo = undo;
    if (server) {
        how.server = ip_address::parse(*server);
        if (!how.server) throw py::value_error("server is no address");
    }
    if (balancer == nullptr) return unwrap(director::plan_real_server(std::move(asked), nullptr, how));
    const auto* values = formats::get_if<keepalived::config>(*balancer->values);
    if (values == nullptr) throw py::value_error("config is not of keepalived");
    director::translate_options translating;
    translating.ignore_unsupported_checks = true;
    const auto desired = director::translate(*values, translating).desired;
    return unwrap(director::plan_real_server(std::move(asked), &desired, how));
}

std::unique_ptr<io::kernel_system> system_of(const std::optional<std::string>& netns, std::optional<int> pid,
                                             const std::string& root) {
    if (netns && pid) throw py::value_error("netns and pid are both given");
    io::kernel_system_options how;
    how.root = root;
    using ipvs::network_namespace;
    if (pid) how.where = unwrap(network_namespace::of_process(*pid));
    if (netns)
        how.where =
            unwrap(netns->find('/') == netns->npos ? network_namespace::named(*netns) : network_namespace::at(*netns));
    return unwrap(io::kernel_system::open(std::move(how)));
}

py::object plan(py::handle request, const config* balancer, const std::optional<std::string>& server, bool undo,
                const std::string& output) {
    const auto p = plan_of(request, balancer, server, undo);
    if (output == "json") return to_python(realserver::to_json(p));
    if (output == "text") return to_str(realserver::to_text(p));
    if (output == "shell") return to_str(unwrap(realserver::to_shell(p)));
    if (output == "powershell") return to_str(unwrap(realserver::to_powershell(p)));
    if (output == "netsh") return to_str(unwrap(realserver::to_netsh(p)));
    if (output == "reg") return py::bytes(unwrap(realserver::to_registry_file(p)));
    throw py::value_error("output is one of json, text, shell, powershell, netsh, reg");
}

py::object verify(py::handle request, const config* balancer, const std::optional<std::string>& server,
                  const std::optional<std::string>& netns, std::optional<int> pid) {
    const auto p = plan_of(request, balancer, server, false);
    const auto system = system_of(netns, pid, {});
    auto found = [&] {
        const py::gil_scoped_release others_run;
        return realserver::verify(p, *system);
    }();
    return to_python(realserver::to_json(unwrap(std::move(found))));
}

py::object apply(py::handle request, const config* balancer, const std::optional<std::string>& server, bool undo,
                 const std::optional<std::string>& netns, std::optional<int> pid, const std::string& root) {
    const auto p = plan_of(request, balancer, server, undo);
    const auto system = system_of(netns, pid, root);
    auto report = [&] {
        const py::gil_scoped_release others_run;
        return realserver::apply(p, *system);
    }();
    return to_python(realserver::to_json(p, unwrap(std::move(report))));
}

}  // namespace

void bind_realserver(py::module_& m) {
    m.def("plan_real_server", &plan, py::arg("request"), py::kw_only(), py::arg("config") = py::none(),
          py::arg("server") = py::none(), py::arg("undo") = false, py::arg("output") = "json");
    m.def("verify_real_server", &verify, py::arg("request"), py::kw_only(), py::arg("config") = py::none(),
          py::arg("server") = py::none(), py::arg("netns") = py::none(), py::arg("pid") = py::none());
    m.def("apply_real_server", &apply, py::arg("request"), py::kw_only(), py::arg("config") = py::none(),
          py::arg("server") = py::none(), py::arg("undo") = false, py::arg("netns") = py::none(),
          py::arg("pid") = py::none(), py::arg("root") = "");
}

}  // namespace hakit::python
