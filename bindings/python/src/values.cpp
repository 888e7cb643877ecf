#include "binding.hpp"

#include <nlohmann/json.hpp>

namespace hakit::python {
namespace {

/// hakit.values, looked up each time: cheap, and right when a sub-interpreter brings its own.
py::object value(const char* name) { return py::module_::import("hakit.values").attr(name); }

py::object make_note(const text::workspace& files, const text::note& n) {
    if (!n.where) return value("Note")(to_str(n.message));
    const auto at = files.lines(n.where->file).position_of(n.where->where.begin);
    return value("Note")(to_str(n.message), to_str(files.file(n.where->file).name()), make_span(n.where->where),
                         at.line, at.column);
}

py::object make_fix(const text::fix& f) {
    py::tuple edits(f.edits.size());
    for (std::size_t i = 0; i < f.edits.size(); ++i) edits[i] = make_edit(f.edits[i]);
    return value("Fix")(to_str(f.title), make_name("Applicability", to_string(f.confidence)), edits);
}

}  // namespace

py::str to_str(std::string_view bytes) {
    auto* made = PyUnicode_DecodeUTF8(bytes.data(), static_cast<Py_ssize_t>(bytes.size()), "surrogateescape");
    if (!made) throw py::error_already_set();
    return py::reinterpret_steal<py::str>(made);
}

std::string to_bytes(py::handle text) {
    if (PyUnicode_Check(text.ptr())) {
        auto encoded =
            py::reinterpret_steal<py::object>(PyUnicode_AsEncodedString(text.ptr(), "utf-8", "surrogateescape"));
        if (!encoded) throw py::error_already_set();
        return {PyBytes_AS_STRING(encoded.ptr()), static_cast<std::size_t>(PyBytes_GET_SIZE(encoded.ptr()))};
    }
    if (!PyObject_CheckBuffer(text.ptr())) throw py::type_error("str or bytes expected");
    Py_buffer view;
    if (PyObject_GetBuffer(text.ptr(), &view, PyBUF_SIMPLE) != 0) throw py::error_already_set();
    std::string copy;
    try {
        copy.assign(static_cast<const char*>(view.buf), static_cast<std::size_t>(view.len));
    } catch (...) {
        PyBuffer_Release(&view);
        throw;
    }
    PyBuffer_Release(&view);
    return copy;
}

py::object make_span(text::span where) { return value("Span")(where.begin, where.end); }

py::object make_edit(const text::text_edit& edit) {
    return value("TextEdit")(make_span(edit.where), py::bytes(edit.replacement));
}

text::text_edit read_edit(py::handle edit) {
    const auto where = edit.attr("span");
    return {{where.attr("begin").cast<std::uint32_t>(), where.attr("end").cast<std::uint32_t>()},
            to_bytes(edit.attr("replacement"))};
}

py::object make_name(const char* name, std::string_view text) { return value(name)(to_str(text)); }

py::object make_diagnostic(const text::workspace& files, const text::diagnostic& d) {
    const auto& lines = files.lines(d.where.file);
    const auto begin = lines.position_of(d.where.where.begin);
    const auto end = lines.position_of(d.where.where.end);
    py::tuple notes(d.notes.size());
    for (std::size_t i = 0; i < d.notes.size(); ++i) notes[i] = make_note(files, d.notes[i]);
    return value("Diagnostic")(to_str(d.code->id), make_name("Severity", to_string(d.level)), to_str(d.message),
                               to_str(files.file(d.where.file).name()), make_span(d.where.where), begin.line,
                               begin.column, end.line, end.column, notes,
                               d.remedy ? make_fix(*d.remedy) : py::object(py::none()), to_str(d.code->title),
                               to_str(d.code->help));
}

py::tuple make_diagnostics(const text::workspace& files, const std::vector<text::diagnostic>& list) {
    py::tuple all(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) all[i] = make_diagnostic(files, list[i]);
    return all;
}

text::path read_path(py::handle p) {
    if (py::isinstance<text::path>(p)) return p.cast<text::path>();
    if (!PyUnicode_Check(p.ptr())) throw py::type_error("a path is a str or a hakit.Path");
    return unwrap(text::path::parse(to_bytes(p)));
}

text::source make_source(std::string name, std::string bytes) {
    if (bytes.size() >= std::size_t{256} << 20) raise({errc::limit_exceeded, name + ": a text of 256 MiB or more"});
    return {std::move(name), std::move(bytes)};
}

py::object to_python(const nlohmann::ordered_json& json) {
    return py::module_::import("json").attr("loads")(
        json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

}  // namespace hakit::python
