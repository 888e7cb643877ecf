// CIBs of Pacemaker as wholes.
#include "binding.hpp"

#include <hakit/cib/migrate_json.hpp>
#include <hakit/cib/references.hpp>
#include <hakit/formats/cib.hpp>

#include <pybind11/stl.h>
#include <nlohmann/json.hpp>

#include <string>
#include <utility>

namespace hakit::python {
namespace {

const cib::config& need_cib(const config& c) {
    const auto* found = formats::cib_of(*c.values);
    if (!found) raise({errc::unsupported, "a " + std::string{c.values->kind().name()} + " configuration holds no CIB"});
    return *found;
}

config same_format(const config& like, cib::config values) {
    return {unwrap(formats::with_cib(*like.values, std::move(values)))};
}

py::tuple migrate(const config& c, const std::string& to) {
    (void)need_cib(c);
    const auto schema = cib::schema_version::parse(to);
    if (!schema) raise({errc::invalid_argument, "there is no schema '" + to + "'; 1.0 to 4.0"});
    auto made = [&] {
        const py::gil_scoped_release unlocked;
        return formats::migrate(*c.values, *schema);
    }();
    auto [values, steps] = unwrap(std::move(made));
    return py::make_tuple(config{std::move(values)}, to_python(cib::to_json(steps)["steps"]));
}

py::bytes patch(const config& before, const config& after) {
    auto made = [&] {
        const py::gil_scoped_release unlocked;
        return formats::make_patch(*before.values, *after.values);
    }();
    return py::bytes(unwrap(std::move(made)));
}

config rename(const config& c, const std::string& id, const std::string& new_id) {
    auto values = need_cib(c);
    unwrap(cib::rename(values, id, new_id));
    return same_format(c, std::move(values));
}

py::tuple remove(const config& c, const std::string& id) {
    auto values = need_cib(c);
    const auto gone = unwrap(cib::remove(values, id));
    return py::make_tuple(same_format(c, std::move(values)), gone);
}

}  // namespace

void bind_cib(py::module_& m) {
    m.def("migrate_cib", &migrate, py::arg("config"), py::kw_only(), py::arg("to") = "4.0");
    m.def("cib_patch", &patch, py::arg("before"), py::arg("after"));
    m.def("rename_in_cib", &rename, py::arg("config"), py::arg("id"), py::arg("new_id"));
    m.def("remove_from_cib", &remove, py::arg("config"), py::arg("id"));
}

}  // namespace hakit::python
