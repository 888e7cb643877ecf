// keepalived.conf: workspaces, checks, changes by path, and configurations as values.
#include "binding.hpp"

#include <hakit/io/file.hpp>
#include <hakit/keepalived/check.hpp>
#include <hakit/keepalived/config_json.hpp>
#include <hakit/keepalived/diff_json.hpp>
#include <hakit/keepalived/edit.hpp>
#include <hakit/keepalived/emit.hpp>
#include <hakit/keepalived/facts_json.hpp>
#include <hakit/keepalived/fix.hpp>
#include <hakit/keepalived/parse.hpp>
#include <hakit/keepalived/schema.hpp>
#include <hakit/keepalived/secrets.hpp>
#include <hakit/text/render.hpp>

#include <pybind11/stl.h>

#include <atomic>
#include <cerrno>
#include <exception>
#include <mutex>
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

/// Check options with the facts they point to.
struct read_context {
    keepalived::check_options check;
    std::optional<keepalived::host_facts> facts;
};

keepalived::feature_set read_features(const py::iterable& names) {
    std::string list;
    for (const auto name : names) list += name.cast<std::string>() + ',';
    const auto features = keepalived::parse_features(list);
    if (!features) throw py::value_error(features.error().message());
    return *features;
}

/// The keyword arguments that all reading functions share.
std::shared_ptr<read_context> read_options(const py::kwargs& given) {
    auto context = std::make_shared<read_context>();
    auto& expansion = context->check.expansion;
    for (const auto& [key, value] : given) {
        const auto name = key.cast<std::string>();
        if (value.is_none()) continue;
        if (name == "target")
            expansion.for_target.version = unwrap(keepalived::release::parse(value.cast<std::string>()));
        else if (name == "features")
            expansion.for_target.features = read_features(value.cast<py::iterable>());
        else if (name == "config_id")
            expansion.config_id = to_bytes(value);
        else if (name == "random_seed")
            expansion.random_seed = value.cast<std::uint32_t>();
        else if (name == "environment")
            for (const auto& [variable, text] : value.cast<py::dict>())
                expansion.environment[to_bytes(variable)] = to_bytes(text);
        else if (name == "facts")
            context->facts =
                unwrap(keepalived::facts_from_json(to_bytes(py::module_::import("json").attr("dumps")(value))));
        else
            throw py::type_error("unexpected keyword argument '" + name + "'");
    }
    if (context->facts) context->check.facts = &*context->facts;
    return context;
}

/// What check() found, with the sources it speaks of.
struct report {
    text::workspace files;
    keepalived::checked found;
    std::vector<text::location> secrets;
    std::vector<text::diagnostic> list;  // with secrets hidden

    report(const text::workspace& from, keepalived::checked all)
        : found{std::move(all)}, secrets{keepalived::secrets(found.view)} {
        for (text::file_id id = 0; id < from.size(); ++id) files.add(from.file(id));
        list = text::redacted(files, found.diagnostics, secrets);
    }
};

enum class rendering { text, json, sarif };

py::str render(const report& r, rendering how, bool colour, bool show_source, bool secrets) {
    text::render_options options;
    options.colour = colour;
    options.show_source = show_source;
    if (!secrets) options.secrets = r.secrets;
    switch (how) {
        case rendering::json: return to_str(text::render_json(r.files, r.found.diagnostics, options));
        case rendering::sarif: return to_str(text::render_sarif(r.files, r.found.diagnostics, options));
        case rendering::text: break;
    }
    return to_str(text::render_text(r.files, r.found.diagnostics, options));
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

std::shared_ptr<report> check(workspace& w, text::file_id file, const py::kwargs& options) {
    w.need(file);
    const auto context = read_options(options);
    return w.run([&](text::workspace& files) {
        return std::make_shared<report>(files, keepalived::check(files, file, context->check));
    });
}

/// Runs a change; when it is refused, the exception brings the findings of the refused text.
template <class Change>
py::bytes edit(workspace& w, text::file_id file, bool force, const py::kwargs& options, Change change) {
    w.need(file);
    const auto context = read_options(options);
    keepalived::edit_options how{context->check, force};
    // On the file alone: what the change reads on the way does not join the caller's workspace.
    const auto run = [&] {
        return w.run([&](text::workspace& files) {
            text::workspace other{w.loader()};
            other.add(files.file(file));
            return change(other, how);
        });
    };
    auto made = run();
    if (made) return py::bytes(*made);
    if (made.error().code() != errc::refused) raise(made.error());
    how.force = true;
    const auto worse = run();
    if (!worse) raise(made.error());
    const auto found = w.run([&](text::workspace& files) {
        text::workspace other{w.loader()};
        const auto top = other.add({files.file(file).name(), *worse});
        return std::make_shared<report>(other, keepalived::check(other, top, context->check));
    });
    raise(made.error(), make_diagnostics(found->files, found->list));
}

keepalived::config config_from(py::handle data) {
    const auto text = PyUnicode_Check(data.ptr()) || PyObject_CheckBuffer(data.ptr())
                          ? to_bytes(data)
                          : to_bytes(py::module_::import("json").attr("dumps")(data));
    const auto tree = nlohmann::ordered_json::parse(text, nullptr, false);
    if (tree.is_discarded()) raise({errc::syntax, "this is not JSON"});
    return unwrap(keepalived::from_json(tree));
}

py::object config_data(const keepalived::config& c, bool secrets) {
    nlohmann::ordered_json tree;
    {
        py::gil_scoped_release unlocked;
        keepalived::json_options how;
        how.secrets = secrets;
        tree = keepalived::to_json(c, how);
    }
    return to_python(tree);
}

py::bytes emit(const keepalived::config& c, bool secrets, const py::object& version) {
    keepalived::emit_options how;
    how.redact = !secrets;
    if (!version.is_none()) how.version = unwrap(keepalived::release::parse(version.cast<std::string>()));
    auto made = [&] {
        py::gil_scoped_release unlocked;
        return keepalived::emit(c, how);
    }();
    return py::bytes(unwrap(std::move(made)));
}

py::object diff(const keepalived::config& before, const keepalived::config& after, bool secrets) {
    keepalived::diff_options how;
    how.secrets = secrets;
    std::vector<keepalived::change> changes;
    {
        py::gil_scoped_release unlocked;
        changes = keepalived::diff(before, after, how);
    }
    return to_python(keepalived::to_json(changes));
}

py::list keywords() {
    py::list all;
    keepalived::for_each_keyword(
        [](std::string_view path, const keepalived::keyword& k, void* user) {
            py::dict row;
            row["path"] = to_str(path);
            row["block"] = k.form != keepalived::shape::value;
            row["values"] = to_str(keepalived::describe_values(k));
            row["default"] = to_str(k.fallback);
            row["since"] = k.since.to_string();
            row["deprecated"] = to_str(k.deprecated);
            row["secret"] = k.secret;
            row["repeatable"] = k.repeatable;
            row["help"] = to_str(k.help);
            static_cast<py::list*>(user)->append(row);
        },
        &all);
    return all;
}

void bind_report(py::module_& m) {
    py::class_<report, std::shared_ptr<report>>(m, "Report")
        .def_property_readonly("diagnostics", [](const report& r) { return make_diagnostics(r.files, r.list); })
        .def_property_readonly("errors",
                               [](const report& r) { return r.found.diagnostics.count(text::severity::error); })
        .def_property_readonly("warnings",
                               [](const report& r) { return r.found.diagnostics.count(text::severity::warning); })
        .def_property_readonly("hints", [](const report& r) { return r.found.diagnostics.count(text::severity::hint); })
        .def_property_readonly("left_out", [](const report& r) { return r.found.diagnostics.left_out(); })
        .def_property_readonly("ok",
                               [](const report& r) { return r.found.diagnostics.count(text::severity::error) == 0; })
        .def_property_readonly("config", [](const report& r) { return r.found.configuration; })
        .def_property_readonly("expanded", [](const report& r) { return r.found.view.document(); })
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
        .def("__len__", [](const report& r) { return r.found.diagnostics.size(); })
        .def("__bool__", [](const report&) { return true; })
        .def("__iter__", [](const report& r) { return py::iter(make_diagnostics(r.files, r.list)); })
        .def(
            "__getitem__",
            [](const report& r, py::ssize_t i) {
                const auto size = static_cast<py::ssize_t>(r.found.diagnostics.size());
                if (i < 0) i += size;
                if (i < 0 || i >= size) throw py::index_error("no such diagnostic");
                return make_diagnostic(r.files, r.list[static_cast<std::size_t>(i)]);
            },
            py::arg("index"))
        .def("__repr__", [](const report& r) {
            const auto total = text::summary(r.found.diagnostics);
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
            [](workspace& w, text::file_id file) {
                w.need(file);
                return w.run(
                    [&](text::workspace& files) { return keepalived::parse(files.file(file), files.bounds()); });
            },
            py::arg("file") = 0)
        .def(
            "check", [](workspace& w, text::file_id file, const py::kwargs& o) { return check(w, file, o); },
            py::arg("file") = 0)
        .def(
            "get",
            [](workspace& w, py::handle path, text::file_id file, bool secrets) {
                const auto where = read_path(path);
                w.need(file);
                keepalived::get_options how;
                how.secrets = secrets;
                return to_str(unwrap(
                    w.run([&](text::workspace& files) { return keepalived::get(files.file(file), where, how); })));
            },
            py::arg("path"), py::arg("file") = 0, py::kw_only(), py::arg("secrets") = false)
        .def(
            "set",
            [](workspace& w, py::handle path, py::handle words, text::file_id file, bool force, const py::kwargs& o) {
                const auto where = read_path(path);
                const auto value = to_bytes(words);
                return edit(w, file, force, o, [&](text::workspace& files, const keepalived::edit_options& how) {
                    return keepalived::set(files, 0, where, value, how);
                });
            },
            py::arg("path"), py::arg("words"), py::arg("file") = 0, py::kw_only(), py::arg("force") = false)
        .def(
            "insert",
            [](workspace& w, py::handle parent, py::handle statement, text::file_id file, bool force,
               const py::kwargs& o) {
                const auto where = read_path(parent);
                const auto text = to_bytes(statement);
                return edit(w, file, force, o, [&](text::workspace& files, const keepalived::edit_options& how) {
                    return keepalived::insert(files, 0, where, text, how);
                });
            },
            py::arg("parent"), py::arg("statement"), py::arg("file") = 0, py::kw_only(), py::arg("force") = false)
        .def(
            "remove",
            [](workspace& w, py::handle path, text::file_id file, bool force, const py::kwargs& o) {
                const auto where = read_path(path);
                return edit(w, file, force, o, [&](text::workspace& files, const keepalived::edit_options& how) {
                    return keepalived::remove(files, 0, where, how);
                });
            },
            py::arg("path"), py::arg("file") = 0, py::kw_only(), py::arg("force") = false)
        .def(
            "comment_out",
            [](workspace& w, py::handle path, text::file_id file, bool force, const py::kwargs& o) {
                const auto where = read_path(path);
                return edit(w, file, force, o, [&](text::workspace& files, const keepalived::edit_options& how) {
                    return keepalived::comment_out(files, 0, where, how);
                });
            },
            py::arg("path"), py::arg("file") = 0, py::kw_only(), py::arg("force") = false)
        .def(
            "fix",
            [](workspace& w, text::file_id file, const py::kwargs& o) {
                w.need(file);
                const auto context = read_options(o);
                const auto all = unwrap(w.run([&](text::workspace& files) {
                    return keepalived::apply_certain_fixes(files, file, context->check);
                }));
                py::dict texts;
                for (const auto& f : all.files) texts[to_str(f.name)] = py::bytes(f.text);
                return texts;
            },
            py::arg("file") = 0);
}

void bind_config(py::module_& m) {
    py::class_<keepalived::config>(m, "Config")
        .def(py::init(&config_from), py::arg("data"))
        .def("to_dict", &config_data, py::kw_only(), py::arg("secrets") = false)
        .def("emit", &emit, py::kw_only(), py::arg("secrets") = true, py::arg("version") = py::none())
        .def("diff", &diff, py::arg("after"), py::kw_only(), py::arg("secrets") = false)
        .def(
            "__eq__", [](const keepalived::config& a, const keepalived::config& b) { return a == b; },
            py::is_operator())
        .def("__repr__",
             [](const keepalived::config& c) {
                 return "<hakit.Config: " + std::to_string(c.vrrp_instance.size()) + " VRRP instances, " +
                        std::to_string(c.virtual_server.size()) + " virtual servers>";
             })
        .def(py::pickle([](const keepalived::config& c) { return py::make_tuple(config_data(c, true)); },
                        [](const py::tuple& state) { return config_from(state[0]); }));
}

}  // namespace

void bind_keepalived(py::module_& m) {
    bind_report(m);
    bind_workspace(m);
    bind_config(m);
    m.def("keywords", &keywords);
    m.def("json_schema", [] { return to_python(keepalived::json_schema()); });
}

}  // namespace hakit::python
