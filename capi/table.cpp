#include <capi/table.hpp>

#include <capi/guard.hpp>

#include <hakit/ipvs/apply.hpp>
#include <hakit/ipvs/kernel_table.hpp>
#include <hakit/ipvs/memory_table.hpp>
#include <hakit/ipvs/state_json.hpp>

using namespace hakit;

namespace {

/// The value, or the error as an exception.
template <class T>
T must(result<T> r) {
    if (!r) throw exception{r.error()};
    if constexpr (!std::is_void_v<T>) return std::move(*r);
}

ipvs::network_namespace namespace_of(const hakit_kernel_options& wanted) {
    if (wanted.netns_path && wanted.netns_pid != 0) capi::misuse("netns_path and netns_pid are both set");
    if (wanted.netns_path) return must(ipvs::network_namespace::at(wanted.netns_path));
    if (wanted.netns_pid != 0) return must(ipvs::network_namespace::of_process(wanted.netns_pid));
    return {};
}

/// What a change but ZERO asks for.
ipvs::step_kind kind_of(std::int32_t change) {
    using kind = ipvs::step_kind;
    switch (change) {
        case HAKIT_CHANGE_ADD_SERVICE: return kind::add_service;
        case HAKIT_CHANGE_EDIT_SERVICE: return kind::edit_service;
        case HAKIT_CHANGE_REMOVE_SERVICE: return kind::remove_service;
        case HAKIT_CHANGE_ADD_DESTINATION: return kind::add_destination;
        case HAKIT_CHANGE_EDIT_DESTINATION: return kind::edit_destination;
        case HAKIT_CHANGE_REMOVE_DESTINATION: return kind::remove_destination;
        default: capi::misuse("no change " + std::to_string(change));
    }
}

struct planning {
    ipvs::plan plan;
    ipvs::apply_options how;
};

ipvs::plan_options plan_options_of(const hakit_plan_options& wanted) {
    ipvs::plan_options how;
    if (wanted.owned) how.owned = must(ipvs::parse_ownership(capi::bytes(wanted.owned, wanted.owned_len, "owned")));
    return how;
}

planning plan_for(const ipvs::table& table, const char* desired, std::size_t len, const hakit_plan_options* options) {
    const auto wanted = capi::options_of(options, hakit_plan_options HAKIT_PLAN_OPTIONS_INIT);
    const auto goal = must(ipvs::parse_state(capi::bytes(desired, len, "desired")));
    const auto how = plan_options_of(wanted);
    return {must(ipvs::make_plan(table, goal, how, (wanted.flags & HAKIT_PLAN_DRAIN) != 0)),
            {(wanted.flags & HAKIT_PLAN_STOP_AT_FAILURE) != 0}};
}

}  // namespace

extern "C" {

hakit_status hakit_table_memory(hakit_table** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& to = capi::need(out, "out");
        to = new hakit_table{std::make_unique<ipvs::memory_table>()};
        return {};
    });
}

void hakit_table_free(hakit_table* t) noexcept { delete t; }

hakit_status hakit_table_json(const hakit_table* t, hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& table = *capi::need(t, "t").table;
        auto& to = capi::need(out, "out");
        const auto services = table.list();
        if (!services) return services.error();
        auto tree = nlohmann::ordered_json::object();
        for (const auto& s : *services) {
            auto& servers = tree[s.service.key.to_string()] = nlohmann::ordered_json::object();
            for (const auto& d : s.destinations) servers[d.destination.key.to_string()] = d.destination.weight;
        }
        to = capi::give(tree.dump(2));
        return {};
    });
}

hakit_status hakit_table_kernel(const hakit_kernel_options* options, hakit_table** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto wanted = capi::options_of(options, hakit_kernel_options HAKIT_KERNEL_OPTIONS_INIT);
        auto& to = capi::need(out, "out");
        ipvs::kernel_options how;
        if (wanted.max_readings != 0) how.max_readings = wanted.max_readings;
        switch (wanted.consistency) {
            case HAKIT_CONSISTENT_TABLE: how.consistency = ipvs::consistency::table; break;
            case HAKIT_CONSISTENT_SERVICE: how.consistency = ipvs::consistency::service; break;
            default: return error{errc::invalid_argument, "consistency: no such kind"};
        }
        how.where = namespace_of(wanted);
        to = new hakit_table{must(ipvs::kernel_table::open(std::move(how)))};
        return {};
    });
}

hakit_status hakit_table_state(const hakit_table* t, hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& table = *capi::need(t, "t").table;
        auto& to = capi::need(out, "out");
        to = capi::give(ipvs::to_json(must(table.read_all())));
        return {};
    });
}

hakit_status hakit_table_listing(const hakit_table* t, hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& table = *capi::need(t, "t").table;
        auto& to = capi::need(out, "out");
        to = capi::give(ipvs::to_json(must(table.list())));
        return {};
    });
}

hakit_status hakit_table_connections(const hakit_table* t, hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& table = *capi::need(t, "t").table;
        auto& to = capi::need(out, "out");
        to = capi::give(ipvs::to_json(must(table.connections())));
        return {};
    });
}

hakit_status hakit_table_change(hakit_table* t, int32_t change, const char* service, size_t service_len,
                                hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& table = *capi::need(t, "t").table;
        const auto given = must(ipvs::parse_service(capi::bytes(service, service_len, "service")));
        if (change == HAKIT_CHANGE_ZERO) return table.zero(given.service.key);
        for (const auto& s : must(ipvs::steps_for(kind_of(change), given))) must(table.execute({&s, 1}).front());
        return {};
    });
}

hakit_status hakit_table_flush(hakit_table* t, hakit_error** err) noexcept {
    return capi::guard(err, [&] { return capi::need(t, "t").table->flush(); });
}

hakit_status hakit_table_plan(const hakit_table* t, const char* desired, size_t desired_len,
                              const hakit_plan_options* options, hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& table = *capi::need(t, "t").table;
        auto& to = capi::need(out, "out");
        to = capi::give(ipvs::to_json(plan_for(table, desired, desired_len, options).plan));
        return {};
    });
}

hakit_status hakit_table_diff(const char* actual, size_t actual_len, const char* desired, size_t desired_len,
                              const hakit_plan_options* options, hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto wanted = capi::options_of(options, hakit_plan_options HAKIT_PLAN_OPTIONS_INIT);
        auto& to = capi::need(out, "out");
        if ((wanted.flags & HAKIT_PLAN_DRAIN) != 0) capi::misuse("HAKIT_PLAN_DRAIN needs a table");
        const auto from = must(ipvs::parse_state(capi::bytes(actual, actual_len, "actual")));
        const auto goal = must(ipvs::parse_state(capi::bytes(desired, desired_len, "desired")));
        to = capi::give(ipvs::to_json(ipvs::diff(from, goal, plan_options_of(wanted))));
        return {};
    });
}

hakit_status hakit_table_apply(hakit_table* t, const char* desired, size_t desired_len,
                               const hakit_plan_options* options, hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& table = *capi::need(t, "t").table;
        auto& to = capi::need(out, "out");
        const auto made = plan_for(table, desired, desired_len, options);
        to = capi::give(ipvs::to_json(made.plan, ipvs::apply(table, made.plan, made.how)));
        return {};
    });
}

}  // extern "C"
