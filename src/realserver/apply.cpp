#include <hakit/realserver/apply.hpp>

#include "realserver/step_state.hpp"

#include <algorithm>

namespace hakit::realserver {
namespace {

std::string steps(std::size_t n) { return std::to_string(n) + (n == 1 ? " step" : " steps"); }

/// What an undo step may find gone is no failure.
void take_back(apply_report& report, system& on) {
    for (const auto& back : report.undo) {
        const auto now = look(back, on);
        if (now && now->made) continue;
        const auto done = make(back, on);
        if (!done) report.left_over.push_back(back.to_string() + ": " + done.error().message());
    }
    report.undo.clear();
    std::ranges::replace(report.fates, step_fate::made, step_fate::taken_back);
}

/// A misspelt name would leave the plan without the effect that was meant. The way back can do without the interface.
result<void> find_interfaces(const plan& p, system& on) {
    if (std::ranges::find(p.steps, step_kind::add_address, &step::kind) == p.steps.end()) return {};
    const auto links = on.links();
    if (!links) return links.error();
    for (const auto& name : p.host.interfaces)
        if (std::ranges::find(*links, name, &link_state::name) == links->end())
            return error{errc::not_found, "nothing is changed: there is no interface " + name};
    return {};
}

}  // namespace

std::string_view to_string(step_fate fate) noexcept {
    switch (fate) {
        case step_fate::made: return "made";
        case step_fate::already_made: return "already_made";
        case step_fate::taken_back: return "taken_back";
        case step_fate::failed: return "failed";
        case step_fate::not_tried: return "not_tried";
        case step_fate::left_to_you: return "left_to_you";
    }
    return "";
}

std::size_t apply_report::count(step_fate fate) const noexcept {
    return static_cast<std::size_t>(std::ranges::count(fates, fate));
}

std::string apply_report::to_string() const {
    auto out =
        steps(count(step_fate::made)) + " made, " + std::to_string(count(step_fate::already_made)) + " already made";
    if (const auto yours = count(step_fate::left_to_you)) out += ", " + std::to_string(yours) + " left to you";
    if (failure) {
        out += "; a step failed: " + failure->message();
        out += left_over.empty() ? "; the host is as it was before" : "; not everything could be taken back:";
        for (const auto& what : left_over) out += " " + what + ";";
    }
    return out;
}

result<apply_report> apply(const plan& p, system& on) {
    if (p.host.os != platform::linux_kernel)
        return error{errc::unsupported, "a plan for Windows cannot be carried out from here; run its script there"};
    if (!p.ok())
        return error{errc::refused,
                     "nothing is changed: " + p.refusals[0].service + " is refused: " + p.refusals[0].reason};
    if (const auto may = on.may_change(); !may) return may.error();
    if (const auto found = find_interfaces(p, on); !found) return found.error();
    apply_report report;
    report.fates.assign(p.steps.size(), step_fate::not_tried);
    for (std::size_t i = 0; i < p.steps.size(); ++i) {
        const auto& s = p.steps[i];
        if (!is_linux_step(s.kind)) {
            report.fates[i] = step_fate::left_to_you;
            continue;
        }
        const auto now = look(s, on, p.host.interfaces);
        if (now && now->made) {
            report.fates[i] = step_fate::already_made;
            continue;
        }
        auto back = now ? make(s, on) : result<std::vector<step>>{now.error()};
        if (!back) {
            report.fates[i] = step_fate::failed;
            report.failure =
                error{back.error().code(), s.to_string() + ": " + back.error().message(), back.error().system_errno()};
            take_back(report, on);
            break;
        }
        report.fates[i] = step_fate::made;
        report.undo.insert(report.undo.begin(), back->begin(), back->end());
    }
    return report;
}

}  // namespace hakit::realserver
