/// What the translation units of the Python module share.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/formats/format.hpp>
#include <hakit/text/document.hpp>
#include <hakit/text/path.hpp>
#include <hakit/text/workspace.hpp>

#include <pybind11/pybind11.h>
#include <nlohmann/json_fwd.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hakit::python {

namespace py = pybind11;

// One function a topic; each adds its classes and functions to the module.
void bind_text(py::module_& m);
void bind_formats(py::module_& m);
void bind_cib(py::module_& m);
void bind_corosync(py::module_& m);
void bind_engine(py::module_& m);
void bind_ipvs(py::module_& m);
void bind_realserver(py::module_& m);
void bind_vrrp(py::module_& m);
void bind_vrrp_runner(py::module_& m);
void bind_vrrp_watch(py::module_& m);

/// A document that knows its format.
struct parsed : text::document {
    parsed(text::document doc, const formats::format& kind) : text::document{std::move(doc)}, format{&kind} {}
    const formats::format* format;
};

/// hakit.Config: the values of a configuration of any format.
struct config {
    std::shared_ptr<const formats::configuration> values;
};

/// The format of that name; of None what the text looks like. With the GIL.
[[nodiscard]] const formats::format& read_format(py::handle name, const text::source& source);

// errors.cpp

/// Raises the exception of hakit.errors that fits. `diagnostics` is a tuple of hakit.Diagnostic.
[[noreturn]] void raise(const error& e, py::object diagnostics = py::tuple());

/// The value, or the exception.
template <class T>
T unwrap(result<T> r) {
    if (!r) raise(r.error());
    if constexpr (!std::is_void_v<T>) return std::move(*r);
}

// values.cpp

/// str from bytes that should be UTF-8; others become surrogates, as file names do (PEP 383).
[[nodiscard]] py::str to_str(std::string_view bytes);
/// The bytes of a str (surrogates turned back) or of anything with the buffer protocol.
[[nodiscard]] std::string to_bytes(py::handle text);

[[nodiscard]] py::object make_span(text::span where);
[[nodiscard]] py::object make_edit(const text::text_edit& edit);
[[nodiscard]] text::text_edit read_edit(py::handle edit);
[[nodiscard]] py::object make_diagnostic(const text::workspace& files, const text::diagnostic& d);
/// A tuple of hakit.Diagnostic.
[[nodiscard]] py::tuple make_diagnostics(const text::workspace& files, const std::vector<text::diagnostic>& list);
/// What the module json makes of it; bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] py::object to_python(const nlohmann::ordered_json& json);
/// The member of the enumeration `name` of hakit.values with that value.
[[nodiscard]] py::object make_name(const char* name, std::string_view value);

/// From a str or a hakit.Path.
[[nodiscard]] text::path read_path(py::handle p);

/// Texts of 256 MiB or more are beyond spans; raises LimitError.
[[nodiscard]] text::source make_source(std::string name, std::string bytes);

}  // namespace hakit::python
