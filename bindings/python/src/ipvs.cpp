// IPVS tables. States, listings, plans and reports are what the json module makes of the JSON of docs/ipvs.md.
#include "binding.hpp"

#include <hakit/ipvs/apply.hpp>
#include <hakit/ipvs/kernel_table.hpp>
#include <hakit/ipvs/memory_table.hpp>
#include <hakit/ipvs/state_json.hpp>

#include <pybind11/stl.h>

#include <optional>

namespace hakit::python {
namespace {

using namespace ipvs;

/// JSON out of a dict, or the bytes of a text that is JSON already.
std::string json_of(py::handle value) {
    if (py::isinstance<py::dict>(value)) return py::module_::import("json").attr("dumps")(value).cast<std::string>();
    return to_bytes(value);
}

/// Calls the table without the GIL: the kernel may have to load a module first.
template <class Work>
auto released(Work work) {
    auto made = [&] {
        const py::gil_scoped_release others_run;
        return work();
    }();
    return unwrap(std::move(made));
}

py::dict weights(const table& t) {
    py::dict all;
    for (const auto& s : released([&] { return t.list(); })) {
        py::dict servers;
        for (const auto& d : s.destinations) servers[to_str(d.destination.key.to_string())] = d.destination.weight;
        all[to_str(s.service.key.to_string())] = servers;
    }
    return all;
}

void change(table& t, step_kind kind, py::handle service) {
    for (const auto& s : unwrap(steps_for(kind, unwrap(parse_service(json_of(service))))))
        released([&] { return std::move(t.execute({&s, 1}).front()); });
}

plan plan_for(const table& t, py::handle desired, py::handle owned, bool drain) {
    const auto goal = unwrap(parse_state(json_of(desired)));
    plan_options how;
    if (!owned.is_none()) how.owned = unwrap(parse_ownership(json_of(owned)));
    return released([&] { return make_plan(t, goal, how, drain); });
}

network_namespace namespace_of(const std::optional<std::string>& netns, std::optional<int> pid) {
    if (netns && pid) throw py::value_error("netns and pid are both given");
    if (pid) return unwrap(network_namespace::of_process(*pid));
    if (!netns) return {};
    return unwrap(netns->find('/') == netns->npos ? network_namespace::named(*netns) : network_namespace::at(*netns));
}

}  // namespace

void bind_ipvs(py::module_& m) {
    auto base = py::class_<table>(m, "Table");
    base.def("list", &weights)
        .def("state", [](const table& t) { return to_python(to_json(released([&] { return t.read_all(); }))); })
        .def("connections",
             [](const table& t) { return to_python(to_json(released([&] { return t.connections(); }))); })
        .def("listing", [](const table& t) { return to_python(to_json(released([&] { return t.list(); }))); })
        .def(
            "plan",
            [](const table& t, py::handle desired, py::handle owned, bool drain) {
                return to_python(to_json(plan_for(t, desired, owned, drain)));
            },
            py::arg("desired"), py::kw_only(), py::arg("owned") = py::none(), py::arg("drain") = false)
        .def(
            "apply",
            [](table& t, py::handle desired, py::handle owned, bool drain, bool stop_at_failure) {
                const auto p = plan_for(t, desired, owned, drain);
                const auto report = [&] {
                    const py::gil_scoped_release others_run;
                    return ipvs::apply(t, p, {stop_at_failure});
                }();
                return to_python(to_json(p, report));
            },
            py::arg("desired"), py::kw_only(), py::arg("owned") = py::none(), py::arg("drain") = false,
            py::arg("stop_at_failure") = false)
        .def("flush", [](table& t) { released([&] { return t.flush(); }); })
        .def(
            "zero",
            [](table& t, py::handle service) {
                if (service.is_none()) return released([&] { return t.zero_all(); });
                const auto key = unwrap(parse_service(json_of(service))).service.key;
                released([&] { return t.zero(key); });
            },
            py::arg("service") = py::none());
    const auto changes = [&](const char* name, step_kind kind) {
        base.def(
            name, [kind](table& t, py::handle service) { change(t, kind, service); }, py::arg("service"));
    };
    changes("add_service", step_kind::add_service);
    changes("edit_service", step_kind::edit_service);
    changes("remove_service", step_kind::remove_service);
    changes("add_destinations", step_kind::add_destination);
    changes("edit_destinations", step_kind::edit_destination);
    changes("remove_destinations", step_kind::remove_destination);

    m.def(
        "table_diff",
        [](py::handle before, py::handle after) {
            const auto from = unwrap(parse_state(json_of(before)));
            const auto to = unwrap(parse_state(json_of(after)));
            return to_python(to_json([&] {
                const py::gil_scoped_release others_run;
                return ipvs::diff(from, to);
            }()));
        },
        py::arg("before"), py::arg("after"));

    py::class_<memory_table, table>(m, "MemoryTable").def(py::init<>());
    py::class_<kernel_table, table>(m, "KernelTable")
        .def(py::init([](const std::optional<std::string>& netns, std::optional<int> pid, unsigned max_readings,
                         const std::string& consistent) {
                 kernel_options how;
                 how.where = namespace_of(netns, pid);
                 how.max_readings = max_readings;
                 if (consistent == "service") {
                     how.consistency = consistency::service;
                 } else if (consistent != "table") {
                     throw py::value_error("consistency: 'table' or 'service', not '" + consistent + "'");
                 }
                 return released([&] { return kernel_table::open(std::move(how)); });
             }),
             py::kw_only(), py::arg("netns") = py::none(), py::arg("pid") = py::none(), py::arg("max_readings") = 20,
             py::arg("consistency") = "table");
}

}  // namespace hakit::python
