#include <hakit/base/error.hpp>

#include <system_error>

namespace hakit {

std::string_view to_string(errc code) noexcept {
    switch (code) {
        case errc::invalid_argument: return "invalid_argument";
        case errc::not_found: return "not_found";
        case errc::already_exists: return "already_exists";
        case errc::limit_exceeded: return "limit_exceeded";
        case errc::refused: return "refused";
        case errc::syntax: return "syntax";
        case errc::unsupported: return "unsupported";
        case errc::system: return "system";
        case errc::cancelled: return "cancelled";
        case errc::timed_out: return "timed_out";
        case errc::callback: return "callback";
        case errc::internal: return "internal";
    }
    return "internal";
}

error error::system(int system_errno, std::string_view what) {
    error e{errc::system, std::string{what} + ": " + std::generic_category().message(system_errno)};
    e.system_errno_ = system_errno;
    return e;
}

}  // namespace hakit
