// Error objects, and the texts that are made for callers.
#include <capi/guard.hpp>

#include <nlohmann/json.hpp>

#include <hakit/base/error.hpp>

namespace {

// Given out when there is no memory for another one; never freed.
hakit_error& no_memory() noexcept {
    static hakit_error e{HAKIT_E_NOMEM, "no memory", 0, 0, nullptr};  // short: held without the heap
    return e;
}

}  // namespace

namespace hakit::capi {

hakit_status to_status(errc code) noexcept {
    switch (code) {
        case errc::invalid_argument: return HAKIT_E_INVALID_ARGUMENT;
        case errc::not_found: return HAKIT_E_NOT_FOUND;
        case errc::already_exists: return HAKIT_E_EXISTS;
        case errc::limit_exceeded: return HAKIT_E_LIMIT;
        case errc::refused: return HAKIT_E_REFUSED;
        case errc::syntax: return HAKIT_E_SYNTAX;
        case errc::unsupported: return HAKIT_E_UNSUPPORTED;
        case errc::system: return HAKIT_E_SYSTEM;
        case errc::cancelled: return HAKIT_E_CANCELLED;
        case errc::timed_out: return HAKIT_E_TIMED_OUT;
        case errc::callback: return HAKIT_E_CALLBACK;
        case errc::internal: return HAKIT_E_INTERNAL;
    }
    return HAKIT_E_INTERNAL;
}

namespace {

template <class... Parts>
hakit_status fill(hakit_error** err, hakit_status status, Parts&&... parts) noexcept {
    if (!err) return status;
    try {
        *err = new hakit_error{status, std::forward<Parts>(parts)...};
        return status;
    } catch (const std::bad_alloc&) {
        return report_no_memory(err);
    }
}

}  // namespace

hakit_status report(hakit_error** err, const error& e) noexcept {
    return fill(err, to_status(e.code()), e.message(), e.system_errno(), 0, nullptr);
}

hakit_status report(hakit_error** err, const stopped& s) noexcept {
    return fill(err, HAKIT_E_CALLBACK, "a callback asked to stop", 0, s.value, nullptr);
}

hakit_status report(hakit_error** err, refused& r) noexcept {
    return fill(err, to_status(r.error.code()), r.error.message(), r.error.system_errno(), 0, std::move(r.diags));
}

hakit_status report_no_memory(hakit_error** err) noexcept {
    if (err) *err = &no_memory();
    return HAKIT_E_NOMEM;
}

}  // namespace hakit::capi

hakit_buf* hakit::capi::give(const nlohmann::ordered_json& json) {
    return give(json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

extern "C" {

hakit_status hakit_error_status(const hakit_error* e) noexcept { return e ? e->status : HAKIT_OK; }
const char* hakit_error_message(const hakit_error* e) noexcept { return e ? e->message.c_str() : ""; }
int32_t hakit_error_errno(const hakit_error* e) noexcept { return e ? e->system_errno : 0; }
int32_t hakit_error_callback(const hakit_error* e) noexcept { return e ? e->callback : 0; }
const hakit_diags* hakit_error_diags(const hakit_error* e) noexcept { return e ? e->diags.get() : nullptr; }
void hakit_error_free(hakit_error* e) noexcept {
    if (e != &no_memory()) delete e;
}

const char* hakit_buf_data(const hakit_buf* b) noexcept { return b ? b->bytes.c_str() : ""; }
size_t hakit_buf_len(const hakit_buf* b) noexcept { return b ? b->bytes.size() : 0; }
void hakit_buf_free(hakit_buf* b) noexcept { delete b; }

}  // extern "C"
