/// The kernel's IPVS table in the pace of an io_context: ipvs::kernel_table as asynchronous operations.
#pragma once

#include <hakit/io/asio.hpp>
#include <hakit/ipvs/apply.hpp>
#include <hakit/ipvs/kernel_table.hpp>

#include <functional>
#include <memory>
#include <vector>

namespace hakit::io {

/// Operations are carried out one after the other, in the order of their initiation, and complete with
/// void(hakit::result<T>) on the handler's executor, never from inside the initiating function. Cancellation ends an
/// operation with errc::cancelled (ECANCELED); steps that were sent before stay done, and are reported as done.
///
/// The kernel works while it is asked, in the thread that asks; there is nothing to wait for. So an operation is cut
/// into pieces of a few system calls, between which the executor runs other handlers: a table of 50,000 rules does not
/// hold up timers. A scheduler whose module must be loaded first takes as long as that takes; give an executor of
/// another thread when this matters. All calls and the destructor come from the executor's thread or strand.
class kernel_table {
public:
    template <class T>
    using handler = std::function<void(result<T>)>;

    /// Blocks shortly, as ipvs::kernel_table::open does, with the same errors.
    [[nodiscard]] static result<kernel_table> open(const asio::any_io_executor& executor,
                                                   ipvs::kernel_options options = {});
    kernel_table(kernel_table&&) noexcept;
    kernel_table& operator=(kernel_table&&) noexcept;
    /// Operations that have not ended are cancelled.
    ~kernel_table();

    [[nodiscard]] const asio::any_io_executor& get_executor() const noexcept;
    /// Cancels every operation.
    void cancel();

    /// void(result<std::vector<ipvs::service_status>>)
    template <class CompletionToken>
    auto async_list(CompletionToken&& token);
    /// The settings, in canonical order: void(result<ipvs::state>)
    template <class CompletionToken>
    auto async_read(CompletionToken&& token);
    /// void(result<ipvs::service_status>)
    template <class CompletionToken>
    auto async_get(const ipvs::service_key& key, CompletionToken&& token);
    /// One result a step, errc::cancelled for those not made: void(result<std::vector<result<void>>>)
    template <class CompletionToken>
    auto async_execute(std::vector<ipvs::step> steps, CompletionToken&& token);
    /// ipvs::apply() as one operation, so that no other one of this object comes between the steps. There is always a
    /// report: when it is cancelled or the socket fails, what has no answer is a failed step:
    /// void(result<apply_report>)
    template <class CompletionToken>
    auto async_apply(ipvs::plan p, ipvs::apply_options options, CompletionToken&& token);
    /// void(result<void>)
    template <class CompletionToken>
    auto async_flush(CompletionToken&& token);
    template <class CompletionToken>
    auto async_zero(const ipvs::service_key& key, CompletionToken&& token);
    template <class CompletionToken>
    auto async_zero_all(CompletionToken&& token);
    /// void(result<ipvs::timeouts>)
    template <class CompletionToken>
    auto async_get_timeouts(CompletionToken&& token);
    /// void(result<std::vector<ipvs::sync_daemon>>)
    template <class CompletionToken>
    auto async_list_sync_daemons(CompletionToken&& token);
    /// void(result<ipvs::table_info>)
    template <class CompletionToken>
    auto async_info(CompletionToken&& token);

private:
    struct impl;
    using operation_id = std::uint64_t;

    explicit kernel_table(std::shared_ptr<impl> i) noexcept;

    /// Each starts one operation; the names of the calls above without async_.
    static operation_id list(impl& i, handler<std::vector<ipvs::service_status>> h);
    static operation_id read(impl& i, handler<ipvs::state> h);
    static operation_id get(impl& i, const ipvs::service_key& key, handler<ipvs::service_status> h);
    static operation_id execute(impl& i, std::vector<ipvs::step> steps, handler<std::vector<result<void>>> h);
    static operation_id apply(impl& i, ipvs::plan p, const ipvs::apply_options& options, handler<ipvs::apply_report> h);
    static operation_id flush(impl& i, handler<void> h);
    static operation_id zero(impl& i, const ipvs::service_key& key, handler<void> h);
    static operation_id zero_all(impl& i, handler<void> h);
    static operation_id get_timeouts(impl& i, handler<ipvs::timeouts> h);
    static operation_id list_sync_daemons(impl& i, handler<std::vector<ipvs::sync_daemon>> h);
    static operation_id info(impl& i, handler<ipvs::table_info> h);
    static void cancel(const std::weak_ptr<impl>& i, operation_id id);

    template <class T, class Start, class CompletionToken>
    auto initiate(Start start, CompletionToken& token);

    std::shared_ptr<impl> impl_;
};

}  // namespace hakit::io

#include <hakit/io/impl/kernel_table.hpp>
