/// Every call of ipvs::table as an operation for the kernel, and the result that its answers mean. No I/O.
#pragma once

#include "ipvs/netlink/operation.hpp"

#include <hakit/ipvs/kernel_table.hpp>
#include <hakit/ipvs/step.hpp>

#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace hakit::ipvs::netlink {

/// Carry `work` out, then call `finish`, once.
template <class T>
struct job {
    std::unique_ptr<operation> work;
    std::function<result<T>()> finish;
};

/// One result a step. What is wrong by validate.hpp is not sent, unless `validated` is false. The steps must stay until
/// the job has ended.
[[nodiscard]] job<std::vector<result<void>>> execute_job(std::span<const step> steps, bool validated);
/// The same with steps of its own.
[[nodiscard]] job<std::vector<result<void>>> execute_job(std::vector<step>&& steps, bool validated);
/// One step.
[[nodiscard]] job<void> change_job(step s, bool validated);

/// See read_operation.
[[nodiscard]] job<std::vector<service_status>> list_job(unsigned max_readings, consistency kind);
[[nodiscard]] job<service_status> get_job(const service_key& key, unsigned max_readings, consistency kind);
[[nodiscard]] job<timeouts> timeouts_job();
[[nodiscard]] job<std::vector<sync_daemon>> daemons_job();
[[nodiscard]] job<table_info> info_job();

[[nodiscard]] job<void> flush_job();
[[nodiscard]] job<void> zero_job(const service_key& key);
[[nodiscard]] job<void> zero_all_job();

}  // namespace hakit::ipvs::netlink
