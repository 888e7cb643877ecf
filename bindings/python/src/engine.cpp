// The director without sockets or clock: Python does what its actions ask, and tells how it went.
#include "binding.hpp"

#include <hakit/director/engine.hpp>
#include <hakit/director/plan.hpp>
#include <hakit/director/state_json.hpp>
#include <hakit/director/table_driver.hpp>
#include <hakit/formats/typed.hpp>
#include <hakit/health/http_request.hpp>
#include <hakit/ipvs/table.hpp>
#include <hakit/keepalived/config.hpp>

#include <pybind11/stl.h>

namespace hakit::python {
namespace {

using namespace director;

instant at(std::int64_t ns) { return instant{duration{ns}}; }

py::object when(instant i) {
    if (i == never) return py::none();
    return py::int_(i.time_since_epoch().count());
}

translation translated(const config& given, bool ignore_unsupported_checks, bool verify_certificates) {
    const auto* c = formats::get_if<keepalived::config>(*given.values);
    if (!c) raise({errc::unsupported, "the director runs a configuration of keepalived"});
    translate_options options;
    options.ignore_unsupported_checks = ignore_unsupported_checks;
    options.verify_certificates = verify_certificates;
    auto made = translate(*c, options);
    if (made.ok()) return made;
    std::string message = "the director cannot run this configuration";
    for (const auto& f : made.findings)
        if (f.level == text::severity::error) message += "\n" + f.message;
    raise({errc::unsupported, message});
}

py::list list_of(std::vector<action> actions) {
    py::list all;
    for (auto& a : actions) std::visit([&](auto& one) { all.append(py::cast(std::move(one))); }, a);
    return all;
}

/// The engine with how its configurations are translated.
class python_director {
public:
    python_director(const config& c, bool ignore, bool verify, const engine_options& options)
        : ignore_{ignore}, verify_{verify}, engine_{translated(c, ignore, verify).desired, options} {}

    engine& it() noexcept { return engine_; }
    py::list reload(const config& c, std::int64_t now) {
        return list_of(engine_.reload(translated(c, ignore_, verify_).desired, at(now)));
    }

private:
    bool ignore_;
    bool verify_;
    engine engine_;
};

health::failure failure_named(const std::string& name) {
    for (int i = 0; i <= static_cast<int>(health::failure::unsupported); ++i)
        if (to_string(static_cast<health::failure>(i)) == name) return static_cast<health::failure>(i);
    throw py::value_error("no failure '" + name + "'");
}

health::phase phase_named(const std::string& name) {
    for (std::size_t i = 0; i < health::phase_count; ++i)
        if (to_string(static_cast<health::phase>(i)) == name) return static_cast<health::phase>(i);
    throw py::value_error("no phase '" + name + "'");
}

py::object target_of(const start_check& s) {
    if (std::holds_alternative<director::misc_check>(s.check->what.kind)) return py::none();
    const auto& target = s.check->what.target;
    return py::make_tuple(target.address.to_string(), target.port);
}

py::object request_of(const start_check& s) {
    const auto* http = std::get_if<health::http_check>(&s.check->what.kind);
    if (!http) return py::none();
    return py::bytes(unwrap(health::build_request(*http, s.url, s.check->what.target)));
}

py::object command_of(const start_check& s) {
    const auto* misc = std::get_if<director::misc_check>(&s.check->what.kind);
    return misc ? py::object(py::cast(misc->program.argv)) : py::object(py::none());
}

std::vector<std::string> lines_of(const ipvs::plan& p) {
    std::vector<std::string> all;
    for (const auto& s : p.steps) all.push_back(s.to_string());
    return all;
}

void bind_actions(py::module_& m) {
    py::class_<start_check>(m, "StartCheck")
        .def_readonly("probe", &start_check::probe)
        .def_readonly("attempt", &start_check::attempt)
        .def_readonly("url", &start_check::url)
        .def_property_readonly("checker", [](const start_check& s) { return std::string{s.check->what.name()}; })
        .def_property_readonly("subject", [](const start_check& s) { return to_str(s.check->what.subject(s.url)); })
        .def_property_readonly("target", &target_of)
        .def_property_readonly("request", &request_of)
        .def_property_readonly("command", &command_of)
        .def_property_readonly("deadline", [](const start_check& s) { return when(s.deadline); })
        .def("__repr__",
             [](const start_check& s) { return to_str("<hakit.StartCheck " + s.check->what.subject(s.url) + ">"); });
    py::class_<abort_check>(m, "AbortCheck")
        .def_readonly("probe", &abort_check::probe)
        .def_readonly("attempt", &abort_check::attempt);
    py::class_<change_table>(m, "ChangeTable")
        .def_property_readonly("steps", [](const change_table& c) { return lines_of(c.steps); })
        .def(
            "perform", [](const change_table& c, ipvs::table& t) { return perform(t, c); }, py::arg("table"));
    py::class_<repair_table>(m, "RepairTable")
        .def_property_readonly("services",
                               [](const repair_table& r) {
                                   std::vector<std::string> all;
                                   for (const auto& key : r.keys) all.push_back(key.to_string());
                                   return all;
                               })
        .def(
            "perform", [](const repair_table& r, ipvs::table& t) { return perform(t, r); }, py::arg("table"));
    py::class_<table_report>(m, "TableReport")
        .def_readonly("made", &table_report::made)
        .def_property_readonly("failures", [](const table_report& r) {
            py::list all;
            for (const auto& f : r.failures) all.append(to_str(f.what + ": " + f.error.message()));
            return all;
        });
    py::class_<run_script>(m, "RunScript")
        .def_property_readonly("argv",
                               [](const run_script& s) {
                                   py::list all;
                                   for (const auto& word : s.program.argv) all.append(to_str(word));
                                   return all;
                               })
        .def_property_readonly("user", [](const run_script& s) { return to_str(s.program.user); })
        .def_property_readonly("group", [](const run_script& s) { return to_str(s.program.group); })
        .def_property_readonly("subject", [](const run_script& s) { return to_str(s.subject); });
    py::class_<event>(m, "Event")
        .def_property_readonly("kind", [](const event& e) { return std::string{to_string(e.kind)}; })
        .def_property_readonly("at", [](const event& e) { return when(e.at); })
        .def_property_readonly("service", [](const event& e) { return to_str(e.service); })
        .def_property_readonly("server", [](const event& e) { return to_str(e.server); })
        .def_property_readonly("text", [](const event& e) { return to_str(e.text); })
        .def("to_json", [](const event& e) { return to_str(to_json(e)); })
        .def("__str__", [](const event& e) { return to_str(to_line(e)); })
        .def("__repr__", [](const event& e) { return to_str("<hakit.Event " + to_line(e) + ">"); });
}

void bind_director(py::module_& m) {
    py::class_<python_director>(m, "Director")
        .def(py::init([](const config& c, bool ignore, bool verify, std::size_t max_attempts, std::uint64_t seed,
                         bool keep_table) {
                 if (max_attempts == 0) throw py::value_error("max_attempts must not be 0");
                 engine_options options;
                 options.max_attempts = max_attempts;
                 options.seed = seed;
                 options.keep_table = keep_table;
                 return python_director{c, ignore, verify, options};
             }),
             py::arg("config"), py::kw_only(), py::arg("ignore_unsupported_checks") = false,
             py::arg("verify_certificates") = false, py::arg("max_attempts") = 1000, py::arg("seed") = 0,
             py::arg("keep_table") = false)
        .def(
            "start", [](python_director& d, std::int64_t now) { return list_of(d.it().start(at(now))); },
            py::arg("now"))
        .def_property_readonly("wake_at", [](python_director& d) { return when(d.it().wake_at()); })
        .def(
            "on_time", [](python_director& d, std::int64_t now) { return list_of(d.it().on_time(at(now))); },
            py::arg("now"))
        .def(
            "on_outcome",
            [](python_director& d, const start_check& check, std::int64_t now, const std::string& failure,
               const std::string& phase, int system_errno, std::uint16_t http_status, const std::string& detail,
               std::optional<std::int64_t> weight) {
                health::outcome o;
                o.why = failure_named(failure);
                o.reached = o.ok() ? health::phase::done : phase_named(phase);
                o.system_errno = system_errno;
                o.http_status = http_status;
                o.subject = check.check->what.subject(check.url);
                o.detail = detail;
                return list_of(d.it().on_outcome(check.probe, check.attempt, std::move(o), at(now), weight));
            },
            py::arg("check"), py::arg("now"), py::kw_only(), py::arg("failure") = "none", py::arg("phase") = "connect",
            py::arg("system_errno") = 0, py::arg("http_status") = 0, py::arg("detail") = "",
            py::arg("weight") = py::none())
        .def(
            "on_table_report",
            [](python_director& d, const table_report& r, std::int64_t now) {
                return list_of(d.it().on_table_report(r, at(now)));
            },
            py::arg("report"), py::arg("now"))
        .def("reload", &python_director::reload, py::arg("config"), py::arg("now"))
        .def(
            "shutdown", [](python_director& d, std::int64_t now) { return list_of(d.it().shutdown(at(now))); },
            py::arg("now"))
        .def(
            "state", [](python_director& d, std::int64_t now) { return to_python(to_json(d.it().state(at(now)))); },
            py::arg("now"));
}

}  // namespace

void bind_engine(py::module_& m) {
    bind_actions(m);
    bind_director(m);
}

}  // namespace hakit::python
