#include <hakit/director/run_check.hpp>

#include <hakit/director/plan.hpp>
#include <hakit/director/vrrp_plan.hpp>

#include <algorithm>
#include <array>

namespace hakit::director {
namespace {

constexpr std::array<text::code_info, 3> codes{{
    {"HR0101", text::severity::error, "what hakit does not carry out",
     "`hakit run` refuses the file; with --ignore-unsupported it leaves this out."},
    {"HR0102", text::severity::warning, "what hakit leaves out", "`hakit run` starts, and this has no effect."},
    {"HR0103", text::severity::warning, "a virtual server that hakit runs otherwise than it is written",
     "The same as keepalived makes of it."},
}};

bool is_reported(const text::diagnostic_list& list, const text::location& where) {
    return std::any_of(list.items().begin(), list.items().end(), [&](const text::diagnostic& d) {
        return d.where.file == where.file && d.where.where.begin <= where.where.end &&
               where.where.begin <= d.where.where.end;
    });
}

}  // namespace

std::span<const text::code_info> run_codes() noexcept { return codes; }

void check_for_run(const keepalived::checked& read, text::diagnostic_list& out) {
    const auto place = [&](const finding& f) {
        return f.where == keepalived::nowhere ? read.view.origin({0, 0}) : read.view.origin(f.where);
    };
    for (const auto& f : translate(read.configuration).findings) {
        const auto where = place(f);
        if (f.level == text::severity::error) {
            out.add(codes[0], where, f.message);
        } else if (!is_reported(out, where)) {
            out.add(codes[2], where, f.message);
        }
    }
    for (const auto& f : translate_routers(read.configuration).findings)
        out.add(f.level == text::severity::error ? codes[0] : codes[1], place(f), f.message);
    out.sort();
}

}  // namespace hakit::director
