/// For whom a configuration is read, and how values are shown, whatever the format.
#pragma once

#include <hakit/text/parallel.hpp>

#include <cstdint>
#include <map>
#include <string>

namespace hakit::formats {

/// A format ignores what it has no use for.
struct read_options {
    std::string target;     ///< release of the program that shall read the file; empty: the format's default
    std::string features;   ///< keepalived: what its build contains; empty: what Debian 12 builds
    std::string config_id;  ///< keepalived: for `@id` lines
    std::map<std::string, std::string, std::less<>> environment;  ///< keepalived: for `${_ENV NAME}`
    std::uint32_t random_seed = 1;                                ///< keepalived: for `$_RANDOM`
    std::string facts;  ///< what is known about the host, as JSON; empty: nothing, and nothing about it is checked
    text::parallel work = {};  ///< keepalived: how to read a big file
    bool errors_only = false;  ///< for those who look at errors alone: a format may leave out what only warns
};

struct show_options {
    bool secrets = false;     ///< passwords and keys in clear
    bool defaults = false;    ///< also what the program uses for the keywords that are not there
    std::string target = {};  ///< whose defaults, and who must know all keywords of emit(); empty: the default, and any
};

}  // namespace hakit::formats
