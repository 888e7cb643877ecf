// The present action of a director: what its accessors show.
#include <capi/director.hpp>

#include <hakit/health/http_request.hpp>

using namespace hakit;

namespace {

/// Fills the texts of the present action, and gives its kind.
struct present_action {
    hakit_director& d;

    std::int32_t operator()(const director::start_check& s) const {
        const auto& what = s.check->what;
        d.text = what.subject(s.url);
        if (const auto* misc = std::get_if<director::misc_check>(&what.kind))
            d.arguments = misc->program.argv;
        else
            d.address = what.target.address.to_string();
        if (const auto* http = std::get_if<health::http_check>(&what.kind))
            d.request = health::build_request(*http, s.url, what.target).value();
        return HAKIT_ACTION_START_CHECK;
    }
    std::int32_t operator()(const director::abort_check&) const { return HAKIT_ACTION_ABORT_CHECK; }
    std::int32_t operator()(const director::change_table& c) const {
        d.text = c.steps.to_string();
        return HAKIT_ACTION_TABLE;
    }
    std::int32_t operator()(const director::repair_table& r) const {
        for (const auto& key : r.keys) d.text += key.to_string() + ": compare and mend\n";
        return HAKIT_ACTION_TABLE;
    }
    std::int32_t operator()(const director::run_script& s) const {
        d.text = s.subject;
        d.arguments = s.program.argv;
        return HAKIT_ACTION_RUN_SCRIPT;
    }
    std::int32_t operator()(const director::event& e) const {
        d.text = director::to_line(e);
        d.json = director::to_json(e);
        return HAKIT_ACTION_EVENT;
    }
};

const director::start_check* start(const hakit_director* d) noexcept {
    return d ? d->as<director::start_check>() : nullptr;
}

const director::abort_check* abort(const hakit_director* d) noexcept {
    return d ? d->as<director::abort_check>() : nullptr;
}

}  // namespace

extern "C" {

int32_t hakit_director_next(hakit_director* d) noexcept {
    if (!d) return HAKIT_ACTION_NONE;
    std::int32_t kind = HAKIT_ACTION_NONE;
    const auto taken = capi::guard(nullptr, [&]() -> result<void> {
        d->has_present = false;
        d->address.clear();
        d->request.clear();
        d->text.clear();
        d->json.clear();
        d->arguments.clear();
        if (d->waiting.empty()) return {};
        kind = std::visit(present_action{*d}, d->waiting.front());
        d->present = std::move(d->waiting.front());
        d->waiting.pop_front();
        d->has_present = true;
        return {};
    });
    return taken == HAKIT_OK ? kind : HAKIT_ACTION_NONE;
}

uint64_t hakit_action_probe(const hakit_director* d) noexcept {
    if (const auto* s = start(d)) return s->probe;
    const auto* a = abort(d);
    return a ? a->probe : 0;
}

uint64_t hakit_action_attempt(const hakit_director* d) noexcept {
    if (const auto* s = start(d)) return s->attempt;
    const auto* a = abort(d);
    return a ? a->attempt : 0;
}

int64_t hakit_action_deadline(const hakit_director* d) noexcept {
    const auto* s = start(d);
    return s && s->deadline != never ? s->deadline.time_since_epoch().count() : HAKIT_NEVER;
}

hakit_str hakit_action_checker(const hakit_director* d) noexcept {
    const auto* s = start(d);
    return capi::borrow(s ? s->check->what.name() : "");
}

hakit_str hakit_action_address(const hakit_director* d) noexcept {
    return capi::borrow(d ? std::string_view{d->address} : "");
}

uint16_t hakit_action_port(const hakit_director* d) noexcept {
    const auto* s = start(d);
    return s && !d->address.empty() ? s->check->what.target.port : std::uint16_t{0};
}

hakit_str hakit_action_request(const hakit_director* d) noexcept {
    return capi::borrow(d ? std::string_view{d->request} : "");
}

hakit_str hakit_action_text(const hakit_director* d) noexcept {
    return capi::borrow(d ? std::string_view{d->text} : "");
}
hakit_str hakit_action_json(const hakit_director* d) noexcept {
    return capi::borrow(d ? std::string_view{d->json} : "");
}
size_t hakit_action_argument_count(const hakit_director* d) noexcept { return d ? d->arguments.size() : 0; }

hakit_str hakit_action_argument(const hakit_director* d, size_t i) noexcept {
    return capi::borrow(i < hakit_action_argument_count(d) ? std::string_view{d->arguments[i]} : "");
}

}  // extern "C"
