#include <hakit/ipvs/step.hpp>

namespace hakit::ipvs {

namespace {

/// Collects "name before -> after" for the members that differ.
class change_list {
public:
    void add(std::string_view name, const std::string& before, const std::string& after) {
        if (before == after) return;
        text_ += text_.empty() ? "" : ", ";
        text_ += name;
        text_ += " " + (before.empty() ? "none" : before) + " -> " + (after.empty() ? "none" : after);
    }
    [[nodiscard]] std::string take() && { return text_.empty() ? "no change" : std::move(text_); }

private:
    std::string text_;
};

std::string persistence(const service& s) {
    return s.persistence_timeout ? std::to_string(*s.persistence_timeout) : std::string{};
}

std::string thresholds(const destination& d) {
    return std::to_string(d.lower_threshold) + "-" + std::to_string(d.upper_threshold);
}

std::string tunnel_text(const tunnel& t) {
    auto text = to_string(t.type);
    if (t.port != 0) text += " port " + std::to_string(t.port);
    if (t.flags != 0) text += " flags " + std::to_string(t.flags);
    return text;
}

std::string changes(const service& before, const service& after) {
    change_list list;
    list.add("scheduler", before.scheduler, after.scheduler);
    list.add("persistence", persistence(before), persistence(after));
    list.add("mask", before.persistence_mask.to_string(before.key.family()),
             after.persistence_mask.to_string(after.key.family()));
    list.add("pe", before.persistence_engine, after.persistence_engine);
    list.add("one-packet", before.one_packet ? "yes" : "no", after.one_packet ? "yes" : "no");
    list.add("flags", std::to_string(before.scheduler_flags), std::to_string(after.scheduler_flags));
    return std::move(list).take();
}

std::string changes(const destination& before, const destination& after) {
    change_list list;
    list.add("method", to_string(before.forwarding), to_string(after.forwarding));
    list.add("tunnel", tunnel_text(before.tunnel), tunnel_text(after.tunnel));
    list.add("weight", std::to_string(before.weight), std::to_string(after.weight));
    list.add("thresholds", thresholds(before), thresholds(after));
    return std::move(list).take();
}

std::string changes(const boxed<timeouts>& before, const timeouts& after) {
    change_list list;
    const auto add = [&](std::string_view name, std::uint32_t timeouts::*member) {
        if (after.*member == 0) return;  // keeps the present value
        list.add(name, before ? std::to_string((*before).*member) : "?", std::to_string(after.*member));
    };
    add("tcp", &timeouts::tcp);
    add("tcpfin", &timeouts::tcp_fin);
    add("udp", &timeouts::udp);
    return std::move(list).take();
}

}  // namespace

std::string_view to_string(step_kind kind) noexcept {
    switch (kind) {
        case step_kind::add_service: return "add_service";
        case step_kind::edit_service: return "edit_service";
        case step_kind::remove_service: return "remove_service";
        case step_kind::add_destination: return "add_destination";
        case step_kind::edit_destination: return "edit_destination";
        case step_kind::remove_destination: return "remove_destination";
        case step_kind::set_timeouts: return "set_timeouts";
        case step_kind::start_sync_daemon: return "start_sync_daemon";
        case step_kind::stop_sync_daemon: return "stop_sync_daemon";
    }
    return "unknown";
}

std::string step::to_string() const {
    const auto key = service.key.to_string();
    const auto target = destination.value_or(ipvs::destination{});
    switch (kind) {
        case step_kind::add_service: return "add service " + service.to_string();
        case step_kind::edit_service:
            return "edit service " +
                   (service_before ? key + ": " + changes(*service_before, service) : service.to_string());
        case step_kind::remove_service: return "remove service " + key;
        case step_kind::add_destination: return key + ": add destination " + target.to_string();
        case step_kind::edit_destination:
            return key + ": edit destination " +
                   (destination_before ? target.key.to_string() + ": " + changes(*destination_before, target)
                                       : target.to_string());
        case step_kind::remove_destination: return key + ": remove destination " + target.key.to_string();
        case step_kind::set_timeouts:
            return "set timeouts: " + changes(timeouts_before, timeouts.value_or(ipvs::timeouts{}));
        case step_kind::start_sync_daemon: return "start sync daemon " + daemon.value_or(sync_daemon{}).to_string();
        case step_kind::stop_sync_daemon:
            return "stop sync daemon " + std::string{ipvs::to_string(daemon.value_or(sync_daemon{}).role)};
    }
    return "unknown step";
}

result<std::vector<step>> steps_for(step_kind kind, const service_state& given) {
    const bool of_service =
        kind == step_kind::add_service || kind == step_kind::edit_service || kind == step_kind::remove_service;
    const bool of_destination = kind == step_kind::add_destination || kind == step_kind::edit_destination ||
                                kind == step_kind::remove_destination;
    if (!of_service && !of_destination)
        return error{errc::invalid_argument, std::string{to_string(kind)} + " is not about a service"};
    std::vector<step> steps;
    if (of_service) steps.push_back({kind, given.service});
    if (of_destination || kind == step_kind::add_service)
        for (const auto& d : given.destinations)
            steps.push_back({of_service ? step_kind::add_destination : kind, given.service, d});
    if (steps.empty()) return error{errc::invalid_argument, "no destination stands in the service"};
    return steps;
}

}  // namespace hakit::ipvs
