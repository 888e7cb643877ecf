/// Changes of an IPVS table as events. The kernel announces none, so the table is read again and again.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/io/asio.hpp>
#include <hakit/io/kernel_table.hpp>
#include <hakit/ipvs/step.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace hakit::io {

/// Reads a kernel's table at an interval and tells what changed since the reading before, as the steps that would have
/// made the change. What came and went between two readings is not seen. All calls come from the executor's thread.
class table_watch {
public:
    /// The changes in settings, never empty; or why the table could not be read, once until it can be again.
    using handler = std::function<void(result<std::vector<ipvs::step>>)>;

    /// Starts with a reading that is compared with nothing. The table stays the caller's, and must live as long as
    /// this.
    table_watch(kernel_table& table, std::chrono::nanoseconds interval, handler on_change);
    /// Nothing is told any more.
    ~table_watch();
    table_watch(table_watch&&) noexcept;
    table_watch& operator=(table_watch&&) = delete;

private:
    struct impl;
    std::shared_ptr<impl> impl_;
};

}  // namespace hakit::io
