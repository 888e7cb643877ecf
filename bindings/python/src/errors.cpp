#include "binding.hpp"

namespace hakit::python {

void raise(const error& e, py::object diagnostics) {
    const auto errors = py::module_::import("hakit.errors");
    const auto code = std::string{to_string(e.code())};
    py::object type;
    py::object value;
    switch (e.code()) {
        case errc::system:
            type = errors.attr("SystemError_");
            value = type(to_str(e.message()), code, e.system_errno());
            break;
        case errc::limit_exceeded: type = errors.attr("LimitError"); break;
        case errc::refused:
        case errc::not_found: type = errors.attr("EditError"); break;
        default: type = errors.attr("Error"); break;
    }
    if (!value) value = type(to_str(e.message()), code, diagnostics);
    PyErr_SetObject(type.ptr(), value.ptr());
    throw py::error_already_set();
}

}  // namespace hakit::python
