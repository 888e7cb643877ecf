// Documents, nodes and paths: what is written, without its meaning.
#include "binding.hpp"

#include <hakit/text/unified_diff.hpp>

#include <pybind11/operators.h>
#include <pybind11/stl.h>

namespace hakit::python {
namespace {

using document = parsed;
using text::node_id;

/// A statement of a document, which it keeps alive.
struct node {
    document doc;
    node_id id;

    friend bool operator==(const node& a, const node& b) {
        return a.id == b.id && a.doc.text().data() == b.doc.text().data();
    }
};

constexpr const char* token_names[] = {"blank", "newline", "comment",   "word", "quoted",
                                       "open",  "close",   "directive", "raw"};
constexpr const char* node_names[] = {"root", "statement", "definition", "include"};

document parse(text::source source, const formats::format& format) {
    py::gil_scoped_release unlocked;
    return {format.parse(std::move(source), {}), format};
}

document parse(py::handle text, py::handle name, py::handle format) {
    auto source = make_source(to_bytes(name), to_bytes(text));
    const auto& kind = read_format(format, source);
    return parse(std::move(source), kind);
}

document with_edits(const document& doc, const std::vector<text::text_edit>& edits) {
    return parse(make_source(doc.origin().name(), unwrap(text::apply_edits(doc.text(), edits))), *doc.format);
}

document laid_out(const document& doc) {
    std::string text;
    {
        py::gil_scoped_release unlocked;
        text = doc.format->layout(doc);
    }
    return parse(make_source(doc.origin().name(), std::move(text)), *doc.format);
}

py::tuple diagnostics(const document& doc) {
    text::workspace files;
    files.add(doc.origin());
    return make_diagnostics(files, doc.diagnostics().items());
}

py::list children(const node& n) {
    py::list all;
    for (auto id = n.doc.first_child(n.id); id != text::no_node; id = n.doc.next_sibling(id))
        all.append(node{n.doc, id});
    return all;
}

py::list tokens(const document& doc) {
    const auto token_type = py::module_::import("hakit.values").attr("Token");
    py::list all;
    for (const auto& t : doc.tokens())
        all.append(token_type(make_name("TokenKind", token_names[t.kind_bits]), make_span(t.where())));
    return all;
}

std::string abbreviated(std::string_view bytes) {
    constexpr std::size_t shown = 40;
    auto text = py::repr(py::bytes(bytes.data(), std::min(bytes.size(), shown))).cast<std::string>();
    return bytes.size() > shown ? text + "..." : text;
}

void bind_document(py::module_& m) {
    py::class_<document>(m, "Document", py::buffer_protocol())
        .def(py::init([](py::handle text, py::handle name, py::handle format) { return parse(text, name, format); }),
             py::arg("text"), py::arg("name") = "<text>", py::arg("format") = py::none())
        .def_property_readonly("format_name", [](const document& d) { return to_str(d.format->name()); })
        .def_property_readonly("name", [](const document& d) { return to_str(d.origin().name()); })
        .def_property_readonly("text", [](const document& d) { return py::bytes(d.text().data(), d.text().size()); })
        .def_property_readonly("diagnostics", &diagnostics)
        .def_property_readonly("needs_expansion", [](const document& d) { return d.needs_expansion(); })
        .def_property_readonly("root",
                               [](const document& d) {
                                   return node{d, d.root()};
                               })
        .def("tokens", &tokens)
        .def(
            "find",
            [](const document& d, py::handle p) {
                return node{d, unwrap(text::find(d, read_path(p)))};
            },
            py::arg("path"))
        .def(
            "find_all",
            [](const document& d, py::handle p) {
                py::list all;
                for (const auto id : text::find_all(d, read_path(p))) all.append(node{d, id});
                return all;
            },
            py::arg("path"))
        .def(
            "position",
            [](const document& d, std::uint32_t offset) {
                const auto at = d.lines().position_of(offset);
                return py::make_tuple(at.line, at.column);
            },
            py::arg("offset"))
        .def(
            "apply",
            [](const document& d, const py::iterable& edits) {
                std::vector<text::text_edit> all;
                for (const auto e : edits) all.push_back(read_edit(e));
                return with_edits(d, all);
            },
            py::arg("edits"))
        .def("format", &laid_out)
        .def("__bytes__", [](const document& d) { return py::bytes(d.text().data(), d.text().size()); })
        .def("__len__", [](const document& d) { return d.text().size(); })
        .def(
            "__eq__",
            [](const document& a, const document& b) {
                return a.origin().name() == b.origin().name() && a.text() == b.text();
            },
            py::is_operator())
        .def("__hash__", [](const document& d) { return std::hash<std::string_view>{}(d.text()); })
        .def("__repr__",
             [](const document& d) {
                 return "<hakit.Document " + py::repr(to_str(d.origin().name())).cast<std::string>() + ", " +
                        std::to_string(d.text().size()) + " bytes>";
             })
        .def(py::pickle(
            [](const document& d) {
                return py::make_tuple(py::bytes(d.text().data(), d.text().size()), to_str(d.origin().name()),
                                      to_str(d.format->name()));
            },
            [](const py::tuple& state) { return parse(state[0], state[1], state[2]); }))
        .def_buffer([](const document& d) {
            return py::buffer_info(const_cast<char*>(d.text().data()), 1,
                                   py::format_descriptor<unsigned char>::format(), 1,
                                   {static_cast<py::ssize_t>(d.text().size())}, {py::ssize_t{1}}, true);
        });
}

void bind_node(py::module_& m) {
    py::class_<node>(m, "Node")
        .def_property_readonly(
            "kind", [](const node& n) { return make_name("NodeKind", node_names[n.doc.at(n.id).kind_bits]); })
        .def_property_readonly("name", [](const node& n) { return to_str(n.doc.word_text(n.id, 0)); })
        .def_property_readonly("words",
                               [](const node& n) {
                                   py::list all;
                                   for (const auto word : n.doc.words(n.id)) all.append(to_str(word));
                                   return all;
                               })
        .def_property_readonly("text",
                               [](const node& n) {
                                   const auto bytes = n.doc.where(n.id).of(n.doc.text());
                                   return py::bytes(bytes.data(), bytes.size());
                               })
        .def_property_readonly("span", [](const node& n) { return make_span(n.doc.where(n.id)); })
        .def_property_readonly("line", [](const node& n) { return n.doc.lines().line_of(n.doc.where(n.id).begin); })
        .def_property_readonly("has_block", [](const node& n) { return n.doc.at(n.id).has_block(); })
        .def_property_readonly(
            "parent",
            [](const node& n) -> py::object {
                const auto parent = n.doc.at(n.id).parent;
                return parent == text::no_node ? py::object(py::none()) : py::cast(node{n.doc, parent});
            })
        .def_property_readonly("children", &children)
        .def_property_readonly("path", [](const node& n) { return text::path_of(n.doc, n.id); })
        .def_property_readonly("document", [](const node& n) { return n.doc; })
        .def("__iter__", [](const node& n) { return py::iter(children(n)); })
        .def(
            "__eq__", [](const node& a, const node& b) { return a == b; }, py::is_operator())
        .def("__hash__", [](const node& n) { return std::hash<const void*>{}(n.doc.text().data()) ^ n.id; })
        .def("__repr__", [](const node& n) {
            return "<hakit.Node " + abbreviated(n.doc.header(n.id).of(n.doc.text())) + " in line " +
                   std::to_string(n.doc.lines().line_of(n.doc.where(n.id).begin)) + ">";
        });
}

void bind_path(py::module_& m) {
    const auto step_of = [](py::handle step) {
        const auto pair = step.cast<py::tuple>();
        if (pair.size() != 2) throw py::type_error("a step is (name, selector)");
        text::path_step made{to_bytes(pair[0]), std::nullopt};
        if (!pair[1].is_none()) made.selector = to_bytes(pair[1]);
        return made;
    };
    py::class_<text::path>(m, "Path")
        .def(py::init(&read_path), py::arg("path"))
        .def_static(
            "from_steps",
            [step_of](const py::iterable& steps) {
                std::vector<text::path_step> all;
                for (const auto step : steps) all.push_back(step_of(step));
                return text::path{std::move(all)};
            },
            py::arg("steps"))
        .def_property_readonly("steps",
                               [](const text::path& p) {
                                   py::tuple all(p.steps().size());
                                   for (std::size_t i = 0; i < p.steps().size(); ++i) {
                                       const auto& s = p.steps()[i];
                                       all[i] =
                                           py::make_tuple(to_str(s.name), s.selector ? py::object(to_str(*s.selector))
                                                                                     : py::object(py::none()));
                                   }
                                   return all;
                               })
        .def("__str__", [](const text::path& p) { return to_str(p.to_string()); })
        .def("__repr__",
             [](const text::path& p) {
                 return "hakit.Path(" + py::repr(to_str(p.to_string())).cast<std::string>() + ")";
             })
        .def(
            "__eq__", [](const text::path& a, const text::path& b) { return a == b; }, py::is_operator())
        .def("__hash__", [](const text::path& p) { return std::hash<std::string>{}(p.to_string()); })
        .def(py::pickle([](const text::path& p) { return py::make_tuple(to_str(p.to_string())); },
                        [](const py::tuple& state) { return read_path(state[0]); }));
}

}  // namespace

void bind_text(py::module_& m) {
    bind_path(m);
    bind_document(m);
    bind_node(m);
    m.def(
        "parse", [](py::handle text, py::handle name, py::handle format) { return parse(text, name, format); },
        py::arg("text"), py::arg("name") = "<text>", py::arg("format") = py::none());
    m.def(
        "unified_diff",
        [](py::handle before, py::handle after, const std::string& old_name, const std::string& new_name) {
            const auto a = to_bytes(before);
            const auto b = to_bytes(after);
            std::string made;
            {
                py::gil_scoped_release unlocked;
                text::diff_options names;
                names.old_name = old_name;
                names.new_name = new_name;
                made = text::unified_diff(a, b, names);
            }
            return py::bytes(made);
        },
        py::arg("before"), py::arg("after"), py::arg("old_name") = "a", py::arg("new_name") = "b");
}

}  // namespace hakit::python
