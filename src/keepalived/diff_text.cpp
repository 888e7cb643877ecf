#include <hakit/keepalived/diff.hpp>

namespace hakit::keepalived {

std::string_view to_string(reload_effect e) noexcept {
    switch (e) {
        case reload_effect::in_place: return "in place";
        case reload_effect::deferred: return "deferred";
        case reload_effect::check_restarted: return "check restarted";
        case reload_effect::destination_edited: return "destination edited";
        case reload_effect::destination_added: return "destination added";
        case reload_effect::destination_removed: return "destination removed";
        case reload_effect::service_edited: return "service edited";
        case reload_effect::service_added: return "service added";
        case reload_effect::service_removed: return "service removed";
        case reload_effect::service_replaced: return "service replaced";
        case reload_effect::addresses_changed: return "addresses changed";
        case reload_effect::instance_added: return "instance added";
        case reload_effect::instance_removed: return "instance removed";
        case reload_effect::instance_restarted: return "instance restarted";
        case reload_effect::reload_refused: return "reload refused";
    }
    return "";
}

std::string to_text(std::span<const change> changes) {
    std::string out;
    for (const auto& c : changes) {
        out += c.what == change::kind::added ? "+ " : c.what == change::kind::removed ? "- " : "~ ";
        out += c.path;
        if (!c.before.empty() || !c.after.empty()) out += ": " + c.before + " -> " + c.after;
        out += " (";
        out += to_string(c.effect);
        out += ": ";
        out += c.reason;
        out += ")\n";
    }
    return out;
}

}  // namespace hakit::keepalived
