#include "ipvs/netlink/jobs.hpp"

#include "ipvs/describe.hpp"
#include "ipvs/kernel_error.hpp"
#include "ipvs/netlink/read_operation.hpp"
#include "ipvs/netlink/replies.hpp"
#include "ipvs/netlink/requests.hpp"

#include <hakit/ipvs/validate.hpp>

#include <cerrno>

namespace hakit::ipvs::netlink {

namespace {

/// The error of a request that was not carried out.
error meaning(const outcome& o, subject s, std::string_view what, std::string_view why = {}) {
    if (o.lost) return {o.lost->code(), std::string{what} + ": " + o.lost->message(), o.lost->system_errno()};
    return kernel_error(o.system_errno, s, what, why.empty() ? o.reason : why);
}

std::uint32_t write(message_writer& w, const step& s) {
    switch (s.kind) {
        case step_kind::add_service: return new_service(w, s.service);
        case step_kind::edit_service: return set_service(w, s.service);
        case step_kind::remove_service: return del_service(w, s.service.key);
        case step_kind::add_destination: return new_dest(w, s.service.key, *s.destination);
        case step_kind::edit_destination: return set_dest(w, s.service.key, *s.destination);
        case step_kind::remove_destination: return del_dest(w, s.service.key, s.destination->key);
        case step_kind::set_timeouts: return set_config(w, *s.timeouts);
        case step_kind::start_sync_daemon: return new_daemon(w, *s.daemon);
        case step_kind::stop_sync_daemon: return del_daemon(w, s.daemon->role);
    }
    return 0;
}

error meaning(const outcome& o, const step& s) {
    const auto& key = s.service.key;
    switch (s.kind) {
        case step_kind::add_service:
        case step_kind::edit_service: {
            const bool only_scheduler = o.system_errno == ENOENT && s.service.persistence_engine.empty();
            return meaning(o, subject::service, describe(s.kind == step_kind::add_service ? "add" : "edit", key),
                           only_scheduler ? "no such scheduler: '" + s.service.scheduler + "'" : std::string{});
        }
        case step_kind::remove_service: return meaning(o, subject::service, describe("remove", key));
        case step_kind::add_destination:
            return meaning(o, subject::destination, describe("add", key, s.destination->key));
        case step_kind::edit_destination:
            return meaning(o, subject::destination, describe("edit", key, s.destination->key));
        case step_kind::remove_destination:
            return meaning(o, subject::destination, describe("remove", key, s.destination->key));
        case step_kind::set_timeouts: return meaning(o, subject::timeouts, "set timeouts");
        case step_kind::start_sync_daemon: return meaning(o, subject::sync_daemon, describe("start", s.daemon->role));
        case step_kind::stop_sync_daemon: return meaning(o, subject::sync_daemon, describe("stop", s.daemon->role));
    }
    return {errc::internal, "unknown kind of step"};
}

/// One question whose answer `read` stores.
template <class T>
job<T> query_job(query_operation::encoder ask, std::function<result<void>(const message_view&, T&)> read, bool is_dump,
                 subject about, std::string what) {
    auto value = std::make_shared<T>();
    auto work = std::make_unique<query_operation>(
        std::move(ask), [value, read = std::move(read)](const message_view& m) { return read(m, *value); }, is_dump);
    const auto* question = work.get();
    return {std::move(work), [value, question, about, what = std::move(what)]() -> result<T> {
                if (!question->answer().ok()) return meaning(question->answer(), about, what);
                return std::move(*value);
            }};
}

/// `read` for an answer of one message.
template <class T>
auto into(result<T> (*decode)(bytes)) {
    return [decode](const message_view& m, T& value) -> result<void> {
        auto read = decode(m.attributes());
        if (read.has_error()) return read.error();
        value = std::move(*read);
        return {};
    };
}

job<void> command_job(std::function<std::uint32_t(message_writer&)> ask, subject about, std::string what) {
    auto work =
        std::make_unique<write_operation>(1, [ask = std::move(ask)](message_writer& w, std::size_t) { return ask(w); });
    const auto* command = work.get();
    return {std::move(work), [command, about, what = std::move(what)]() -> result<void> {
                const auto& o = command->outcomes().front();
                if (!o.ok()) return meaning(o, about, what);
                return {};
            }};
}

}  // namespace

job<std::vector<result<void>>> execute_job(std::span<const step> steps, bool validated) {
    struct batch {
        std::span<const step> steps;
        std::vector<result<void>> results;
        std::vector<std::size_t> sent;  // indices of the steps that are
    };
    auto b = std::make_shared<batch>();
    b->steps = steps;
    b->results.reserve(b->steps.size());
    b->sent.reserve(b->steps.size());
    for (std::size_t i = 0; i < b->steps.size(); ++i) {
        b->results.push_back(validated ? validate(b->steps[i]) : validate_shape(b->steps[i]));
        if (b->results.back().has_value()) b->sent.push_back(i);
    }
    auto work = std::make_unique<write_operation>(
        b->sent.size(), [b](message_writer& w, std::size_t n) { return write(w, b->steps[b->sent[n]]); });
    const auto* batch_work = work.get();
    return {std::move(work), [b, batch_work]() -> result<std::vector<result<void>>> {
                for (std::size_t n = 0; n < b->sent.size(); ++n) {
                    const auto& o = batch_work->outcomes()[n];
                    const auto& s = b->steps[b->sent[n]];
                    // EINTR: the daemon is stopped, but its thread had not run yet.
                    if (s.kind == step_kind::stop_sync_daemon && o.system_errno == EINTR) continue;
                    if (!o.ok()) b->results[b->sent[n]] = meaning(o, s);
                }
                return std::move(b->results);
            }};
}

job<std::vector<result<void>>> execute_job(std::vector<step>&& steps, bool validated) {
    auto own = std::make_shared<const std::vector<step>>(std::move(steps));
    auto j = execute_job(std::span{*own}, validated);
    j.finish = [own, finish = std::move(j.finish)] { return finish(); };
    return j;
}

job<void> change_job(step s, bool validated) {
    std::vector<step> one;
    one.push_back(std::move(s));
    auto all = execute_job(std::move(one), validated);
    return {std::move(all.work), [finish = std::move(all.finish)]() -> result<void> { return finish()->front(); }};
}

job<std::vector<service_status>> list_job(unsigned max_readings, consistency kind) {
    auto work = std::make_unique<read_operation>(std::nullopt, max_readings, kind);
    auto* reading = work.get();
    return {std::move(work), [reading]() -> result<std::vector<service_status>> {
                if (!reading->answer().ok()) return meaning(reading->answer(), subject::table, "read the table");
                return std::move(*reading).take_table();
            }};
}

job<service_status> get_job(const service_key& key, unsigned max_readings, consistency kind) {
    auto work = std::make_unique<read_operation>(key, max_readings, kind);
    auto* reading = work.get();
    return {std::move(work), [reading, key]() -> result<service_status> {
                if (!reading->answer().ok()) return meaning(reading->answer(), subject::service, describe("get", key));
                auto table = std::move(*reading).take_table();
                if (table.empty()) return error{errc::system, describe("get", key) + ": an empty answer", EBADMSG};
                return std::move(table.front());
            }};
}

job<timeouts> timeouts_job() {
    return query_job<timeouts>(get_config, into(read_timeouts), false, subject::timeouts, "get timeouts");
}

job<std::vector<sync_daemon>> daemons_job() {
    return query_job<std::vector<sync_daemon>>(
        get_daemons,
        [](const message_view& m, std::vector<sync_daemon>& all) -> result<void> {
            auto d = read_daemon(m.attributes());
            if (d.has_error()) return d.error();
            all.push_back(std::move(*d));
            return {};
        },
        true, subject::sync_daemon, "list sync daemons");
}

job<table_info> info_job() {
    return query_job<table_info>(get_info, into(read_info), false, subject::table, "get the version of IPVS");
}

job<void> flush_job() { return command_job(flush, subject::table, "flush the table"); }

job<void> zero_job(const service_key& key) {
    return command_job([key](message_writer& w) { return zero(w, key); }, subject::service, describe("zero", key));
}

job<void> zero_all_job() { return command_job(zero_all, subject::table, "zero all counters"); }

}  // namespace hakit::ipvs::netlink
