#include <capi/director.hpp>

#include <hakit/director/state_json.hpp>
#include <hakit/director/table_driver.hpp>
#include <hakit/formats/typed.hpp>
#include <hakit/keepalived/config.hpp>

using namespace hakit;

namespace {

instant at(std::int64_t ns) { return instant{duration{ns}}; }
std::int64_t ns(instant i) { return i == never ? HAKIT_NEVER : i.time_since_epoch().count(); }

director::plan plan_of(const hakit_config& c, const director::translate_options& options) {
    const auto* values = formats::get_if<keepalived::config>(*c.values);
    if (!values) throw exception{error{errc::unsupported, "the director runs a configuration of keepalived"}};
    auto made = director::translate(*values, options);
    if (made.ok()) return std::move(made.desired);
    std::string message = "the director cannot run this configuration";
    for (const auto& f : made.findings)
        if (f.level == text::severity::error) message += "\n" + f.message;
    throw exception{error{errc::unsupported, message}};
}

/// Runs `body`, which gives actions.
template <class Body>
hakit_status act(hakit_director* d, hakit_error** err, Body body) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& it = capi::need(d, "d");
        it.queue(body(it));
        return {};
    });
}

health::outcome outcome_of(const hakit_outcome& given) {
    if (given.failure < HAKIT_CHECK_OK || given.failure > HAKIT_CHECK_UNSUPPORTED)
        capi::misuse("no failure " + std::to_string(given.failure));
    if (given.http_status < 0 || given.http_status > 999)
        capi::misuse("no HTTP status " + std::to_string(given.http_status));
    health::outcome o;
    o.why = static_cast<health::failure>(given.failure);
    o.reached = o.ok() ? health::phase::done : health::phase::connect;
    o.system_errno = given.system_errno;
    o.http_status = static_cast<std::uint16_t>(given.http_status);
    if (given.detail) o.detail = given.detail;
    return o;
}

static_assert(HAKIT_CHECK_UNSUPPORTED == static_cast<int>(health::failure::unsupported));
static_assert(HAKIT_CHECK_STATUS == static_cast<int>(health::failure::status));

}  // namespace

extern "C" {

hakit_status hakit_director_new(const hakit_config* c, const hakit_director_options* options, hakit_director** out,
                                hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& values = capi::need(c, "c");
        auto& to = capi::need(out, "out");
        const auto wanted = capi::options_of(options, hakit_director_options HAKIT_DIRECTOR_OPTIONS_INIT);
        director::translate_options translation;
        translation.ignore_unsupported_checks = (wanted.flags & HAKIT_DIRECTOR_IGNORE_UNSUPPORTED) != 0;
        translation.verify_certificates = (wanted.flags & HAKIT_DIRECTOR_VERIFY_CERTIFICATES) != 0;
        director::engine_options how;
        if (wanted.max_attempts != 0) how.max_attempts = wanted.max_attempts;
        how.seed = wanted.seed;
        how.keep_table = (wanted.flags & HAKIT_DIRECTOR_KEEP_TABLE) != 0;
        to = new hakit_director{
            director::engine{plan_of(values, translation), how}, translation, {}, {}, false, {}, {}, {}, {}, {}};
        return {};
    });
}

void hakit_director_free(hakit_director* d) noexcept { delete d; }

hakit_status hakit_director_start(hakit_director* d, int64_t now, hakit_error** err) noexcept {
    return act(d, err, [&](hakit_director& it) { return it.engine.start(at(now)); });
}

int64_t hakit_director_wake_at(const hakit_director* d) noexcept { return d ? ns(d->engine.wake_at()) : HAKIT_NEVER; }

hakit_status hakit_director_time(hakit_director* d, int64_t now, hakit_error** err) noexcept {
    return act(d, err, [&](hakit_director& it) { return it.engine.on_time(at(now)); });
}

hakit_status hakit_director_reload(hakit_director* d, const hakit_config* c, int64_t now, hakit_error** err) noexcept {
    return act(d, err, [&](hakit_director& it) {
        return it.engine.reload(plan_of(capi::need(c, "c"), it.translation), at(now));
    });
}

hakit_status hakit_director_shutdown(hakit_director* d, int64_t now, hakit_error** err) noexcept {
    return act(d, err, [&](hakit_director& it) { return it.engine.shutdown(at(now)); });
}

hakit_status hakit_director_json(const hakit_director* d, int64_t now, hakit_buf** out, hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        const auto& engine = capi::need(d, "d").engine;
        auto& to = capi::need(out, "out");
        to = capi::give(director::to_json(engine.state(at(now))));
        return {};
    });
}

hakit_status hakit_director_perform(hakit_director* d, hakit_table* t, int64_t now, hakit_error** err) noexcept {
    return act(d, err, [&](hakit_director& it) {
        auto& table = *capi::need(t, "t").table;
        if (const auto* change = it.as<director::change_table>())
            return it.engine.on_table_report(director::perform(table, *change), at(now));
        if (const auto* repair = it.as<director::repair_table>())
            return it.engine.on_table_report(director::perform(table, *repair), at(now));
        capi::misuse("the present action does not change the table");
    });
}

hakit_status hakit_director_outcome(hakit_director* d, uint64_t probe, uint64_t attempt, const hakit_outcome* outcome,
                                    int64_t now, hakit_error** err) noexcept {
    return act(d, err, [&](hakit_director& it) {
        const auto given = capi::options_of(outcome, hakit_outcome HAKIT_OUTCOME_INIT);
        std::optional<std::int64_t> weight;
        if (given.has_weight != 0) weight = given.weight;
        return it.engine.on_outcome(probe, attempt, outcome_of(given), at(now), weight);
    });
}

}  // extern "C"
