/// The block SSL.
#pragma once

#include <hakit/keepalived/setting.hpp>

#include <string>

namespace hakit::keepalived {

/// The key and certificates with which SSL_GET connects.
struct ssl {
    setting<std::string> password;  ///< a secret
    setting<std::string> ca;
    setting<std::string> certificate;
    setting<std::string> key;
    place where;
    friend bool operator==(const ssl&, const ssl&) = default;
};

}  // namespace hakit::keepalived
