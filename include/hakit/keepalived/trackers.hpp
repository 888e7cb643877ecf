/// The things that instances and checkers can watch: scripts, processes and files.
#pragma once

#include <hakit/keepalived/script.hpp>
#include <hakit/keepalived/setting.hpp>
#include <hakit/keepalived/tracking.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hakit::keepalived {

/// The block vrrp_script: a program whose exit code says whether all is well.
struct vrrp_script {
    setting<std::string> name;
    setting<keepalived::script> script;
    setting<std::chrono::microseconds> interval;
    setting<std::chrono::microseconds> timeout;
    setting<track_weight> weight;
    setting<std::int64_t> rise;  ///< successes in a row
    setting<std::int64_t> fall;  ///< failures in a row
    setting<user_group> user;
    setting<bool> init_fail;
    place where;

    friend bool operator==(const vrrp_script&, const vrrp_script&) = default;
};

/// The command that a vrrp_track_process looks for.
struct process_command {
    std::string path;  ///< or only its last part
    std::vector<std::string> arguments;

    friend bool operator==(const process_command&, const process_command&) = default;
};

/// How the arguments of a process are compared; the keyword alone means all of them.
enum class param_match : std::uint8_t { exact, initial, partial };

/// The block vrrp_track_process: how many processes of a kind must run.
struct vrrp_track_process {
    setting<std::string> name;
    setting<process_command> process;
    setting<keepalived::param_match> param_match;
    setting<track_weight> weight;
    setting<std::int64_t> quorum;
    setting<std::int64_t> quorum_max;
    setting<std::chrono::microseconds> delay;  ///< both ways
    setting<std::chrono::microseconds> terminate_delay;
    setting<std::chrono::microseconds> fork_delay;
    setting<bool> full_command;
    place where;

    friend bool operator==(const vrrp_track_process&, const vrrp_track_process&) = default;
};

/// `[VALUE] [overwrite]`: what a track_file holds when keepalived starts.
struct init_file {
    std::optional<std::int16_t> value;  ///< without: 0
    bool overwrite = false;             ///< also when the file exists

    friend bool operator==(const init_file&, const init_file&) = default;
};

/// The block track_file: a file that holds a number.
struct track_file {
    setting<std::string> name;
    setting<std::string> file;
    setting<track_weight> weight;  ///< times the number in the file
    setting<keepalived::init_file> init_file;
    place where;

    friend bool operator==(const track_file&, const track_file&) = default;
};

}  // namespace hakit::keepalived
