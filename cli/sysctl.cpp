// `hakit sysctl`: many files as one.
#include "input.hpp"
#include "realserver.hpp"

#include <hakit/sysctl/bind.hpp>
#include <hakit/sysctl/check.hpp>
#include <hakit/sysctl/config_json.hpp>
#include <hakit/sysctl/facts_json.hpp>
#include <hakit/sysctl/parse.hpp>
#include <hakit/sysctl/system_files.hpp>

#include <nlohmann/json.hpp>

#include <optional>

namespace hakit::cli {
namespace {

struct reading {
    text::workspace files{std::make_shared<io::file_loader>()};
    std::vector<sysctl::system_file> order;
    std::optional<sysctl::host_facts> facts;
    sysctl::tool by = sysctl::tool::systemd;
};

result<reading> read_files(const sysctl_options& o) {
    reading r;
    if (o.by == "procps") r.by = sysctl::tool::procps;
    if (o.files.empty()) {
        auto found = sysctl::open_system(r.files, {r.by, o.root});
        if (!found) return found.error();
        r.order = std::move(*found);
    }
    for (const auto& path : o.files) {
        const auto opened = r.files.open(path);
        if (!opened) return opened.error();
        r.order.push_back({path, *opened, {}, false});
    }
    if (!o.facts.empty()) {
        const auto text = io::read_file(o.facts);
        if (!text) return text.error();
        auto facts = sysctl::facts_from_json(*text);
        if (!facts) return error{facts.error().code(), o.facts + ": " + facts.error().message()};
        r.facts = std::move(*facts);
    }
    return r;
}

std::string as_text(const std::vector<sysctl::effective_value>& values, const text::workspace& files) {
    std::string out;
    for (const auto& v : values) {
        out += v.key.to_string() + " = " + v.value + "  # " + files.file(v.where.file).name() + ":" +
               std::to_string(files.lines(v.where.file).position_of(v.where.where.begin).line);
        if (v.pattern) out += ", " + v.pattern->to_string();
        out += '\n';
    }
    return out;
}

}  // namespace

int sysctl_effective(const sysctl_options& options) {
    auto r = read_files(options);
    if (!r) return fail(r.error());
    const auto settings = sysctl::settle(r->files, r->order, r->by);
    std::vector<sysctl::effective_value> values;
    if (options.keys.empty()) {
        values = settings.all(r->facts && r->facts->keys ? &*r->facts->keys : nullptr);
        if (!r->facts || !r->facts->keys)
            for (auto& pattern : settings.patterns()) values.push_back(std::move(pattern));
    }
    for (const auto& name : options.keys) {
        auto v = settings.find(sysctl::key::parse(name));
        if (!v) {
            (void)fail({errc::not_found, name + ": no file sets it"});
            continue;
        }
        values.push_back(std::move(*v));
    }
    const auto code = values.size() < options.keys.size() ? system_failure : clean;
    if (options.output == "text") return print(as_text(values, r->files), code);
    nlohmann::ordered_json out{{"schema", "hakit-sysctl-effective-1"}};
    out["settings"] = sysctl::to_json(values, r->files);
    return print(out.dump(2) + '\n', code);
}

int sysctl_check(const sysctl_options& options) {
    auto r = read_files(options);
    if (!r) return fail(r.error());
    std::vector<text::file_id> order;
    for (const auto& f : r->order) order.push_back(f.file);
    const auto found = sysctl::check(r->files, order, {r->by, r->facts ? &*r->facts : nullptr});
    const auto code =
        found.count(text::severity::error) + found.left_out(text::severity::error) != 0 ? input_errors : clean;
    if (options.output == "json") return print(text::render_json(r->files, found, {}), code);
    auto text = text::render_text(r->files, found, {});
    if (const auto total = text::summary(found); !total.empty()) text += total + '\n';
    return print(text, code);
}

}  // namespace hakit::cli
