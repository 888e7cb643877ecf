/// What the engine asks of whoever runs it: an Asio runner, a simulator, a test.
#pragma once

#include <hakit/base/error.hpp>
#include <hakit/director/check.hpp>
#include <hakit/director/event.hpp>
#include <hakit/ipvs/diff.hpp>
#include <hakit/ipvs/types.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace hakit::director {

/// Names one probe for the lifetime of an engine; never reused.
using probe_id = std::uint64_t;

/// Begin one attempt; tell its end with engine::on_outcome(probe, attempt, ...).
struct start_check {
    probe_id probe = 0;
    std::uint64_t attempt = 0;
    std::shared_ptr<const prepared_check> check;
    std::size_t url = 0;
    instant deadline{};  ///< the engine gives up by itself then, with an abort_check
};

/// Drop an attempt; its outcome is not wanted any more.
struct abort_check {
    probe_id probe = 0;
    std::uint64_t attempt = 0;
};

/// Make these changes, in order, with ipvs::apply; tell the result with engine::on_table_report().
struct change_table {
    ipvs::plan steps;
};

/// Read these services from the table and make them as desired, whatever they are now; other services are not touched.
/// Tell the result with engine::on_table_report().
struct repair_table {
    std::vector<ipvs::service_key> keys;
    ipvs::state desired;  ///< a key that is missing here has to go
    bool flush = false;   ///< remove every service first, those of others too
    std::optional<ipvs::timeouts> timeouts = {};
};

/// Run a notify script. Scripts of one subject run one after the other, in the order given.
struct run_script {
    command program;
    std::string subject;  ///< "virtual server tcp 10.0.0.1:80"
    std::string service;  ///< for a later event
    std::string server;
};

using action = std::variant<start_check, abort_check, change_table, repair_table, run_script, event>;

/// A change that an IPVS table refused.
struct table_failure {
    ipvs::service_key key;
    std::string what;  ///< the step, as ipvs::step prints it
    hakit::error error;
};

/// What became of a change_table or repair_table.
struct table_report {
    std::vector<ipvs::service_key> touched;  ///< services for which changes were asked
    std::vector<table_failure> failures;
    std::size_t made = 0;  ///< changes that were made
    std::optional<hakit::error> timeouts_error = {};
    bool is_repair = false;  ///< of a repair_table
};

}  // namespace hakit::director
