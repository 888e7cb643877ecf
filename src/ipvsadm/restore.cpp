#include <hakit/ipvsadm/restore.hpp>

#include <hakit/ipvsadm/run.hpp>

#include "ipvsadm/codes/codes.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace hakit::ipvsadm {

bool checked_rules::can_run() const {
    const auto& found = diagnostics.items();
    return complete && diagnostics.left_out(text::severity::error) == 0 &&
           std::none_of(found.begin(), found.end(), [](const text::diagnostic& d) {
               return d.level == text::severity::error && d.code->id != code.comment.id;
           });
}

checked_rules check_rules(const text::source& rules, const bind_options& options, replay* onto) {
    checked_rules checked;
    checked.diagnostics = bind_each(
        rules, options, [&](command&& c) { checked.complete = checked.complete && c.complete; }, onto);
    return checked;
}

std::size_t restore(const text::source& rules, const bind_options& options, ipvs::table& table,
                    const std::function<void(const command&, const error&)>& failed) {
    // What goes in one send to the kernel, and no more memory than that.
    constexpr std::size_t at_once = 128;
    std::size_t failures = 0;
    std::vector<command> batch;
    batch.reserve(at_once);
    const auto run_batch = [&] {
        const auto done = execute(batch, table);
        for (std::size_t i = 0; i < done.size(); ++i) {
            if (done[i]) continue;
            ++failures;
            failed(batch[i], done[i].error());
        }
        batch.clear();
    };
    auto unchecked = options;
    unchecked.in_sequence = false;
    (void)bind_each(rules, unchecked, [&](command&& c) {
        batch.push_back(std::move(c));
        if (batch.size() == at_once) run_batch();
    });
    run_batch();
    return failures;
}

}  // namespace hakit::ipvsadm
