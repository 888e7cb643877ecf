/// sysctl.conf as values.
#pragma once

#include <hakit/sysctl/key.hpp>
#include <hakit/text/span.hpp>

#include <string>
#include <vector>

namespace hakit::sysctl {

/// One line that a program acts upon.
struct assignment {
    sysctl::key key;
    std::string value;            ///< as it is written to the kernel; empty for an exclusion
    bool exclusion = false;       ///< `-key`: patterns do not set it
    bool ignore_failure = false;  ///< `-key = value`: a failure to set it is none
    /// The statement, the key and the value in the text; where there is no text, all empty. Not compared.
    text::span where = {};
    text::span key_where = {};
    text::span value_where = {};

    friend bool operator==(const assignment& a, const assignment& b) {
        return a.key == b.key && a.value == b.value && a.exclusion == b.exclusion &&
               a.ignore_failure == b.ignore_failure;
    }
};

/// A file, in its order.
struct config {
    std::vector<assignment> assignments;

    friend bool operator==(const config&, const config&) = default;
};

}  // namespace hakit::sysctl
