/// `hakit vrrp`: what its command line says.
#pragma once

#include "options.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hakit::cli {

struct vrrp_decode_options {
    std::vector<std::string> packets;  ///< files, or bytes in hexadecimal
    std::string output = "text";
    std::string password;  ///< or the key of AH
    bool all = false;      ///< packets of other protocols, too
    bool secrets = false;
};

int vrrp_decode(const vrrp_decode_options& options);

struct vrrp_watch_options {
    std::vector<std::string> interfaces;  ///< all that can multicast, when there are none
    std::string output = "text";
    double seconds = 0;       ///< 0: without end
    std::uint64_t count = 0;  ///< of adverts; 0: without end
};

int vrrp_watch(const vrrp_watch_options& options);

struct simulate_options {
    std::string scenario;
    std::string output = "text";
    std::optional<std::uint64_t> seed = {};  ///< instead of the scenario's
    bool schema = false;
};

int simulate(const simulate_options& options);

}  // namespace hakit::cli
