#include "ipvs/kernel_error.hpp"

#include <cerrno>
#include <string>

namespace hakit::ipvs {

namespace {

struct meaning {
    errc code;
    std::string_view text;
};

meaning meaning_of(int system_errno, subject s) {
    switch (system_errno) {
        case EEXIST: return {errc::already_exists, s == subject::sync_daemon ? "it runs already" : "it exists already"};
        case ESRCH:
            return {errc::not_found, s == subject::sync_daemon ? "it is not running" : "no such virtual service"};
        case ENOENT:
            // The kernel answers ENOENT for a destination that is not there and for a scheduler it cannot load.
            if (s == subject::destination) return {errc::not_found, "no such destination"};
            return {errc::unsupported, "no such scheduler or persistence engine"};
        case EINVAL:
            if (s == subject::destination) {
                return {errc::invalid_argument,
                        "the kernel refuses a value (is the address unicast, of the service's family, and lo up?)"};
            }
            return {errc::invalid_argument, "the kernel refuses a value"};
        case ERANGE: return {errc::invalid_argument, "weight or thresholds out of range"};
        case EAFNOSUPPORT: return {errc::invalid_argument, "address family not supported"};
        case EPERM: return {errc::system, "it needs CAP_NET_ADMIN in the network namespace"};
        case ENODEV:
            if (s == subject::sync_daemon) return {errc::system, "no such network interface"};
            return {errc::system, {}};
        default: return {errc::system, {}};
    }
}

}  // namespace

error kernel_error(int system_errno, subject s, std::string_view what, std::string_view why) {
    const auto m = meaning_of(system_errno, s);
    if (m.code == errc::system && m.text.empty() && why.empty()) return error::system(system_errno, what);
    return error{m.code, std::string{what} + ": " + std::string{why.empty() ? m.text : why}, system_errno};
}

}  // namespace hakit::ipvs
