#include "io/misc_attempt.hpp"

namespace hakit::io {

void misc_attempt::begin() {
    process_options o;
    o.argv = std::get<director::misc_check>(what().kind).program.argv;
    o.run_as = options_.run_as;
    auto started =
        process::start(executor_, o, [me = shared_from_this(), this](const process_exit& end) { on_exit(end); });
    if (started.has_error()) {
        const auto& e = started.error();
        fail_later(health::failure::system, e.system_errno(), e.message());
        return;
    }
    process_ = std::move(*started);
}

// keepalived.conf(5): 0 is up, 1 is down; with misc_dynamic 2 to 255 is up with the weight status - 2, without it down.
void misc_attempt::on_exit(const process_exit& end) {
    process_ = nullptr;
    const bool dynamic = std::get<director::misc_check>(what().kind).dynamic;
    health::outcome o;
    o.detail = end.to_string();
    const bool weighs = dynamic && end.signal == 0 && !end.lost && end.status >= 2;
    if (end.ok() || weighs) {
        std::optional<std::int64_t> weight;
        if (weighs) weight = end.status - 2;
        return finish(std::move(o), weight);
    }
    fail(health::failure::status, end.to_string());
}

}  // namespace hakit::io
