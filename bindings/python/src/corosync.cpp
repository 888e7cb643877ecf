// Cluster files of corosync as wholes.
#include "binding.hpp"

#include <hakit/corosync/migrate.hpp>
#include <hakit/corosync/nodes_json.hpp>
#include <hakit/io/authkey.hpp>

#include <pybind11/stl.h>
#include <nlohmann/json.hpp>

namespace hakit::python {
namespace {

nlohmann::ordered_json to_json(py::handle value) {
    const auto text = to_bytes(py::module_::import("json").attr("dumps")(value));
    return nlohmann::ordered_json::parse(text);
}

py::tuple migrate(py::handle text, const std::string& to, py::iterable names, const py::dict& nodes, bool encrypt) {
    text::workspace files;
    files.add(make_source("corosync.conf", to_bytes(text)));
    corosync::migrate_options how;
    how.to = unwrap(corosync::release::parse(to));
    for (const auto name : names) how.node_names.push_back(to_bytes(name));
    for (const auto [name, addresses] : nodes) {
        auto& node = how.nodes.emplace_back();
        node.name = to_bytes(name);
        for (const auto address : py::iter(addresses))
            node.addresses.emplace_back(static_cast<unsigned>(node.addresses.size()), to_bytes(address));
    }
    how.encrypt = encrypt;
    const auto made = unwrap(corosync::migrate(files, 0, how));
    return py::make_tuple(py::bytes(made.text), make_diagnostics(files, made.decisions.items()));
}

py::bytes change(py::handle text, const py::dict& wanted, bool force, bool keep_quorum, bool keep_version,
                 const std::optional<std::string>& target) {
    text::workspace files;
    files.add(make_source("corosync.conf", to_bytes(text)));
    corosync::node_options how;
    how.adjust_quorum = !keep_quorum;
    how.edit.force = force;
    how.edit.raise_config_version = !keep_version;
    if (target) how.edit.check.aim.version = unwrap(corosync::release::parse(*target));
    return py::bytes(unwrap(corosync::change_cluster(files, 0, to_json(wanted), how)));
}

}  // namespace

void bind_corosync(py::module_& m) {
    m.def("migrate_corosync", &migrate, py::arg("text"), py::kw_only(), py::arg("to") = "3.1.7",
          py::arg("node_names") = py::tuple(), py::arg("nodes") = py::dict(), py::arg("encrypt") = true);
    m.def("change_cluster", &change, py::arg("text"), py::arg("change"), py::kw_only(), py::arg("force") = false,
          py::arg("keep_quorum") = false, py::arg("keep_version") = false, py::arg("target") = py::none());
    m.def(
        "make_authkey", [](std::size_t size) { return py::bytes(unwrap(io::make_authkey(size))); },
        py::arg("size") = io::authkey_default);
    m.def(
        "write_authkey",
        [](const py::object& path, std::size_t size, bool replace) {
            const auto name = to_bytes(py::module_::import("os").attr("fspath")(path));
            unwrap(io::write_authkey(name, size, replace));
        },
        py::arg("path"), py::arg("size") = io::authkey_default, py::kw_only(), py::arg("replace") = false);
}

}  // namespace hakit::python
