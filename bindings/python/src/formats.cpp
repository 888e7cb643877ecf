// Configuration files of any format: workspaces, checks, changes by path, and configurations as values.
#include "binding.hpp"

#include <hakit/director/run_check.hpp>
#include <hakit/formats/convert.hpp>
#include <hakit/formats/registry.hpp>
#include <hakit/formats/typed.hpp>
#include <hakit/io/file.hpp>
#include <hakit/io/threads.hpp>
#include <hakit/keepalived/check.hpp>
#include <hakit/text/render.hpp>

#include <pybind11/stl.h>
#include <nlohmann/json.hpp>

#include <atomic>
#include <cerrno>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

namespace hakit::python {
namespace {

/// Asks a Python object with read(path) and, perhaps, glob(pattern). Called without the GIL.
class python_loader final : public text::loader {
public:
    explicit python_loader(py::object object) : object_{std::move(object)} {}
    ~python_loader() override {
        py::gil_scoped_acquire locked;
        object_ = py::object();
        raised_ = nullptr;
    }

    result<std::string> read(const std::string& path) override {
        return ask<std::string>(path, [&] { return to_bytes(object_.attr("read")(to_str(path))); });
    }

    result<std::vector<std::string>> glob(const std::string& pattern) override {
        return ask<std::vector<std::string>>(pattern, [&] {
            std::vector<std::string> paths;
            if (py::hasattr(object_, "glob"))
                for (const auto path : object_.attr("glob")(to_str(pattern))) paths.push_back(to_bytes(path));
            return paths;
        });
    }

    /// Raises what the object raised since the last call, unless it was an OSError. With the GIL.
    void rethrow() {
        if (raised_) std::rethrow_exception(std::exchange(raised_, nullptr));
    }

private:
    template <class T, class Body>
    result<T> ask(const std::string& what, Body body) {
        py::gil_scoped_acquire locked;
        if (raised_) return error{errc::callback, what + ": the loader failed"};
        try {
            return body();
        } catch (py::error_already_set& e) {
            if (!e.matches(PyExc_OSError)) {
                raised_ = std::current_exception();
                return error{errc::callback, what + ": the loader failed"};
            }
            const auto number = e.value().attr("errno");
            const int code = py::isinstance<py::int_>(number) ? number.cast<int>() : EIO;
            const auto failure = error::system(code, what);
            return code == ENOENT ? error{errc::not_found, failure.message(), code} : failure;
        }
    }

    py::object object_;
    std::exception_ptr raised_;
};

/// A format with how to read it.
struct read_context {
    const formats::format* format = nullptr;
    formats::read_options options;
    bool for_run = false;
};

std::string joined(const py::iterable& names) {
    std::string list;
    for (const auto name : names) list += (list.empty() ? "" : ",") + name.cast<std::string>();
    return list;
}

/// The keyword arguments that all reading functions share.
read_context read_options(const text::source& source, const py::kwargs& given) {
    read_context context;
    auto& how = context.options;
    py::object format = py::none();
    for (const auto& [key, value] : given) {
        const auto name = key.cast<std::string>();
        if (value.is_none()) continue;
        if (name == "format")
            format = py::reinterpret_borrow<py::object>(value);
        else if (name == "for_run")
            context.for_run = value.cast<bool>();
        else if (name == "target")
            how.target = value.cast<std::string>();
        else if (name == "features")
            how.features = joined(value.cast<py::iterable>());
        else if (name == "config_id")
            how.config_id = to_bytes(value);
        else if (name == "random_seed")
            how.random_seed = value.cast<std::uint32_t>();
        else if (name == "threads")
            how.work = io::threads(value.cast<unsigned>());
        else if (name == "environment")
            for (const auto& [variable, text] : value.cast<py::dict>())
                how.environment[to_bytes(variable)] = to_bytes(text);
        else if (name == "facts")
            how.facts = to_bytes(py::module_::import("json").attr("dumps")(value));
        else
            throw py::type_error("unexpected keyword argument '" + name + "'");
    }
    context.format = &read_format(format, source);
    return context;
}

/// What a check found, with the sources it speaks of.
struct report {
    text::workspace files;
    const formats::format& format;
    std::unique_ptr<formats::reading> found;
    text::diagnostic_list all;
    std::vector<text::location> secrets;
    std::vector<text::diagnostic> list;  // with secrets hidden

    report(const text::workspace& from, const formats::format& kind, std::unique_ptr<formats::reading> read,
           text::diagnostic_list findings)
        : format{kind}, found{std::move(read)}, all{std::move(findings)}, secrets{found->secrets()} {
        for (text::file_id id = 0; id < from.size(); ++id) files.add(from.file(id));
        list = text::redacted(files, all, secrets);
    }
    /// Also those that did not fit into the list.
    [[nodiscard]] std::size_t count(text::severity level) const { return all.count(level) + all.left_out(level); }
};

enum class rendering { text, json, sarif };

py::str render(const report& r, rendering how, bool colour, bool show_source, bool secrets) {
    text::render_options options;
    options.colour = colour;
    options.show_source = show_source;
    if (!secrets) options.secrets = r.secrets;
    switch (how) {
        case rendering::json: return to_str(text::render_json(r.files, r.all, options));
        case rendering::sarif: return to_str(text::render_sarif(r.files, r.all, options));
        case rendering::text: break;
    }
    return to_str(text::render_text(r.files, r.all, options));
}

/// The files of a configuration. Calls from several threads wait for each other.
class workspace {
public:
    explicit workspace(const py::object& loader) {
        if (loader.is_none()) return;
        if (py::isinstance<py::str>(loader) && loader.cast<std::string>() == "disk") {
            loader_ = std::make_shared<io::file_loader>();
        } else {
            if (!py::hasattr(loader, "read")) throw py::type_error("a loader has a method read(path)");
            asked_ = std::make_shared<python_loader>(loader);
            loader_ = asked_;
        }
        files_ = text::workspace{loader_};
    }

    /// What the loader is for: files of another workspace that reads the same.
    [[nodiscard]] const std::shared_ptr<text::loader>& loader() const noexcept { return loader_; }

    /// Runs `body(files)` without the GIL, then raises what the loader raised.
    template <class Body>
    auto run(Body body) {
        if (owner_.load() == std::this_thread::get_id())
            throw std::runtime_error("a loader must not use the workspace it reads for");
        auto made = [&] {
            py::gil_scoped_release unlocked;
            const std::lock_guard guard{mutex_};
            owner_ = std::this_thread::get_id();
            struct leave {
                std::atomic<std::thread::id>& owner;
                ~leave() { owner = std::thread::id{}; }
            } left{owner_};
            return body(files_);
        }();
        if (asked_) asked_->rethrow();
        return made;
    }

    text::file_id need(text::file_id id) {
        if (id >= run([](text::workspace& files) { return files.size(); }))
            throw py::index_error("no file " + std::to_string(id));
        return id;
    }

private:
    std::shared_ptr<python_loader> asked_;  // null for the disk
    std::shared_ptr<text::loader> loader_;
    text::workspace files_;
    std::mutex mutex_;
    std::atomic<std::thread::id> owner_{};
};

text::source source_of(workspace& w, text::file_id file) {
    w.need(file);
    return w.run([&](text::workspace& files) { return files.file(file); });
}

result<std::shared_ptr<report>> checked(text::workspace& files, text::file_id file, const read_context& context) {
    auto found = context.format->check(files, file, context.options);
    if (!found) return found.error();
    auto all = (*found)->diagnostics();
    const auto* own = context.for_run ? formats::get_if<keepalived::checked>(**found) : nullptr;
    if (own != nullptr) director::check_for_run(*own, all);
    return std::make_shared<report>(files, *context.format, std::move(*found), std::move(all));
}

std::shared_ptr<report> check(workspace& w, text::file_id file, const py::kwargs& options) {
    const auto context = read_options(source_of(w, file), options);
    return unwrap(w.run([&](text::workspace& files) { return checked(files, file, context); }));
}

/// Makes a change; when it is refused, the exception brings the findings of the refused text.
py::bytes edit(workspace& w, text::file_id file, bool force, const py::kwargs& options, const formats::change& wanted) {
    const auto context = read_options(source_of(w, file), options);
    // On the file alone: what the change reads on the way does not join the caller's workspace.
    const auto run = [&](bool forced) {
        return w.run([&](text::workspace& files) {
            text::workspace other{w.loader()};
            other.add(files.file(file));
            return context.format->edit(other, 0, wanted, context.options, forced);
        });
    };
    auto made = run(force);
    if (made) return py::bytes(*made);
    if (made.error().code() != errc::refused) raise(made.error());
    const auto worse = run(true);
    if (!worse) raise(made.error());
    const auto found = unwrap(w.run([&](text::workspace& files) {
        text::workspace other{w.loader()};
        const auto top = other.add({files.file(file).name(), *worse});
        return checked(other, top, context);
    }));
    raise(made.error(), make_diagnostics(found->files, found->list));
}

/// JSON values say themselves which format they are of.
const formats::format& format_of(const nlohmann::ordered_json& tree) {
    if (tree.is_object() && tree.contains("schema") && tree["schema"].is_string())
        for (const auto* one : formats::all())
            if (tree["schema"] == "hakit-" + std::string{one->name()} + "-1") return *one;
    raise({errc::syntax, "the member \"schema\" names no format, such as \"hakit-keepalived-1\""});
}

config config_from(py::handle data) {
    const auto text = PyUnicode_Check(data.ptr()) || PyObject_CheckBuffer(data.ptr())
                          ? to_bytes(data)
                          : to_bytes(py::module_::import("json").attr("dumps")(data));
    const auto tree = nlohmann::ordered_json::parse(text, nullptr, false);
    if (tree.is_discarded()) raise({errc::syntax, "this is not JSON"});
    return {unwrap(format_of(tree).from_json(tree))};
}

py::object config_data(const config& c, bool secrets) {
    nlohmann::ordered_json tree;
    {
        py::gil_scoped_release unlocked;
        tree = c.values->to_json({secrets, false, {}});
    }
    return to_python(tree);
}

py::bytes emit(const config& c, bool secrets, const std::optional<std::string>& target) {
    auto made = [&] {
        py::gil_scoped_release unlocked;
        return c.values->emit({secrets, false, target.value_or("")});
    }();
    return py::bytes(unwrap(std::move(made)));
}

py::object diff(const config& before, const config& after, bool secrets) {
    auto changes = [&] {
        py::gil_scoped_release unlocked;
        return before.values->diff_json(*after.values, {secrets, false, {}});
    }();
    return to_python(unwrap(std::move(changes)));
}

const formats::format& format_named(const std::string& name) {
    const auto* found = formats::find(name);
    if (!found) throw py::value_error("no format '" + name + "'");
    return *found;
}

py::list keywords(const std::string& format) {
    py::list all;
    for (const auto& k : format_named(format).keywords()) {
        py::dict row;
        row["path"] = to_str(k.path);
        row["block"] = k.block;
        row["values"] = to_str(k.values);
        row["default"] = to_str(k.fallback);
        row["since"] = k.since;
        row["deprecated"] = to_str(k.deprecated);
        row["secret"] = k.secret;
        row["repeatable"] = k.repeatable;
        row["help"] = to_str(k.help);
        all.append(row);
    }
    return all;
}

py::tuple format_names() {
    py::list names;
    for (const auto* one : formats::all()) names.append(to_str(one->name()));
    return py::tuple(names);
}

void bind_report(py::module_& m) {
    py::class_<report, std::shared_ptr<report>>(m, "Report")
        .def_property_readonly("diagnostics", [](const report& r) { return make_diagnostics(r.files, r.list); })
        .def_property_readonly("errors", [](const report& r) { return r.count(text::severity::error); })
        .def_property_readonly("warnings", [](const report& r) { return r.count(text::severity::warning); })
        .def_property_readonly("hints", [](const report& r) { return r.count(text::severity::hint); })
        .def_property_readonly("left_out", [](const report& r) { return r.all.left_out(); })
        .def_property_readonly("ok", [](const report& r) { return r.count(text::severity::error) == 0; })
        .def_property_readonly("config", [](const report& r) { return config{r.found->values()}; })
        .def_property_readonly("expanded",
                               [](const report& r) {
                                   return parsed{r.found->expanded(), r.format};
                               })
        .def(
            "to_text",
            [](const report& r, bool colour, bool source, bool secrets) {
                return render(r, rendering::text, colour, source, secrets);
            },
            py::kw_only(), py::arg("colour") = false, py::arg("show_source") = true, py::arg("secrets") = false)
        .def(
            "to_json", [](const report& r, bool secrets) { return render(r, rendering::json, false, true, secrets); },
            py::kw_only(), py::arg("secrets") = false)
        .def(
            "to_sarif", [](const report& r, bool secrets) { return render(r, rendering::sarif, false, true, secrets); },
            py::kw_only(), py::arg("secrets") = false)
        .def("__len__", [](const report& r) { return r.all.size(); })
        .def("__bool__", [](const report&) { return true; })
        .def("__iter__", [](const report& r) { return py::iter(make_diagnostics(r.files, r.list)); })
        .def(
            "__getitem__",
            [](const report& r, py::ssize_t i) {
                const auto size = static_cast<py::ssize_t>(r.all.size());
                if (i < 0) i += size;
                if (i < 0 || i >= size) throw py::index_error("no such diagnostic");
                return make_diagnostic(r.files, r.list[static_cast<std::size_t>(i)]);
            },
            py::arg("index"))
        .def("__repr__", [](const report& r) {
            const auto total = text::summary(r.all);
            return "<hakit.Report: " + (total.empty() ? std::string{"clean"} : total) + ">";
        });
}

void bind_workspace(py::module_& m) {
    py::class_<workspace>(m, "Workspace")
        .def(py::init<const py::object&>(), py::arg("loader") = py::none())
        .def(
            "add",
            [](workspace& w, py::handle name, py::handle text) {
                auto source = make_source(to_bytes(name), to_bytes(text));
                return w.run([&](text::workspace& files) { return files.add(std::move(source)); });
            },
            py::arg("name"), py::arg("text"))
        .def(
            "open",
            [](workspace& w, py::handle path) {
                const auto name = to_bytes(py::module_::import("os").attr("fspath")(path));
                return unwrap(w.run([&](text::workspace& files) { return files.open(name); }));
            },
            py::arg("path"))
        .def("__len__", [](workspace& w) { return w.run([](text::workspace& files) { return files.size(); }); })
        .def(
            "document",
            [](workspace& w, text::file_id file, py::handle format) {
                const auto source = source_of(w, file);
                const auto& kind = read_format(format, source);
                return parsed{w.run([&](text::workspace& files) { return kind.parse(source, files.bounds()); }), kind};
            },
            py::arg("file") = 0, py::arg("format") = py::none())
        .def(
            "check", [](workspace& w, text::file_id file, const py::kwargs& o) { return check(w, file, o); },
            py::arg("file") = 0)
        .def(
            "get",
            [](workspace& w, py::handle path, text::file_id file, bool secrets, py::handle format) {
                const auto where = read_path(path);
                const auto source = source_of(w, file);
                return to_str(unwrap(read_format(format, source).get(source, where, secrets)));
            },
            py::arg("path"), py::arg("file") = 0, py::kw_only(), py::arg("secrets") = false,
            py::arg("format") = py::none())
        .def(
            "set",
            [](workspace& w, py::handle path, py::handle words, text::file_id file, bool force, const py::kwargs& o) {
                return edit(w, file, force, o, {formats::change::action::set, read_path(path), to_bytes(words)});
            },
            py::arg("path"), py::arg("words"), py::arg("file") = 0, py::kw_only(), py::arg("force") = false)
        .def(
            "insert",
            [](workspace& w, py::handle parent, py::handle statement, text::file_id file, bool force,
               const py::kwargs& o) {
                return edit(w, file, force, o,
                            {formats::change::action::insert, read_path(parent), to_bytes(statement)});
            },
            py::arg("parent"), py::arg("statement"), py::arg("file") = 0, py::kw_only(), py::arg("force") = false)
        .def(
            "remove",
            [](workspace& w, py::handle path, text::file_id file, bool force, const py::kwargs& o) {
                return edit(w, file, force, o, {formats::change::action::remove, read_path(path), {}});
            },
            py::arg("path"), py::arg("file") = 0, py::kw_only(), py::arg("force") = false)
        .def(
            "comment_out",
            [](workspace& w, py::handle path, text::file_id file, bool force, const py::kwargs& o) {
                return edit(w, file, force, o, {formats::change::action::comment_out, read_path(path), {}});
            },
            py::arg("path"), py::arg("file") = 0, py::kw_only(), py::arg("force") = false)
        .def(
            "fix",
            [](workspace& w, text::file_id file, const py::kwargs& o) {
                const auto context = read_options(source_of(w, file), o);
                const auto all = unwrap(
                    w.run([&](text::workspace& files) { return context.format->fix(files, file, context.options); }));
                py::dict texts;
                for (const auto& f : all.files) texts[to_str(f.name)] = py::bytes(f.text);
                return texts;
            },
            py::arg("file") = 0);
}

void bind_config(py::module_& m) {
    py::class_<config>(m, "Config")
        .def(py::init(&config_from), py::arg("data"))
        .def_property_readonly("format_name", [](const config& c) { return to_str(c.values->kind().name()); })
        .def("to_dict", &config_data, py::kw_only(), py::arg("secrets") = false)
        .def("emit", &emit, py::kw_only(), py::arg("secrets") = true, py::arg("target") = py::none())
        .def(
            "convert",
            [](const config& c, std::string_view to) {
                const auto* kind = formats::find(to);
                if (!kind) throw py::value_error("there is no format '" + std::string{to} + "'");
                return config{unwrap(formats::convert(c.values, *kind))};
            },
            py::arg("to"))
        .def("diff", &diff, py::arg("after"), py::kw_only(), py::arg("secrets") = false)
        .def(
            "__eq__", [](const config& a, const config& b) { return a.values->equals(*b.values); }, py::is_operator())
        .def("__repr__", [](const config& c) { return "<hakit.Config: " + c.values->summary() + ">"; })
        .def(py::pickle([](const config& c) { return py::make_tuple(config_data(c, true)); },
                        [](const py::tuple& state) { return config_from(state[0]); }));
}

}  // namespace

const formats::format& read_format(py::handle name, const text::source& source) {
    if (!name.is_none()) return format_named(name.cast<std::string>());
    return *unwrap(formats::guess(source.name(), source.text()));
}

void bind_formats(py::module_& m) {
    bind_report(m);
    bind_workspace(m);
    bind_config(m);
    m.def("keywords", &keywords, py::arg("format") = "keepalived");
    m.def(
        "json_schema", [](const std::string& format) { return to_python(format_named(format).json_schema()); },
        py::arg("format") = "keepalived");
    m.def("formats", &format_names);
    m.def(
        "guess_format",
        [](py::handle name, py::handle text) -> py::object {
            const auto found = formats::guess(to_bytes(name), to_bytes(text));
            return found ? py::object(to_str((*found)->name())) : py::none();
        },
        py::arg("name"), py::arg("text") = py::bytes());
}

}  // namespace hakit::python
