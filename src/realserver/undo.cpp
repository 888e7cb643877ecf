#include <hakit/realserver/plan.hpp>

#include <optional>

namespace hakit::realserver {
namespace {

/// The step that takes `s` back; none when there is nothing to take back.
std::optional<step> inverse(const step& s) {
    auto back = s;
    back.reason = "takes back: " + s.to_string();
    switch (s.kind) {
        case step_kind::set_sysctl:
            back.value = "0";
            back.reason += "; 0 is the kernel's default";
            return back;
        case step_kind::add_link:
            // The others belong to their module.
            if (s.value != "dummy") return std::nullopt;
            back.kind = step_kind::remove_link;
            return back;
        case step_kind::open_port: back.kind = step_kind::close_port; return back;
        case step_kind::link_up: back.kind = step_kind::link_down; return back;
        case step_kind::add_address: back.kind = step_kind::remove_address; return back;
        case step_kind::limit_mss: back.number = 0; return back;
        case step_kind::write_file:
            back.kind = step_kind::remove_file;
            back.value.clear();
            return back;
        case step_kind::add_adapter: back.kind = step_kind::remove_adapter; return back;
        case step_kind::weak_host: back.number = 0; return back;
        case step_kind::open_firewall: back.kind = step_kind::close_firewall; return back;
        default: return std::nullopt;
    }
}

}  // namespace

plan undo_of(const plan& p) {
    plan back;
    back.host = p.host;
    for (auto s = p.steps.rbegin(); s != p.steps.rend(); ++s)
        if (auto i = inverse(*s)) back.steps.push_back(std::move(*i));
    return back;
}

}  // namespace hakit::realserver
