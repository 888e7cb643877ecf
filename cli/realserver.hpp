/// `hakit realserver` and `hakit sysctl`: what the command line says.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hakit::cli {

struct realserver_options {
    std::vector<std::string> services;  ///< ADDRESS, ADDRESS:PORT, udp:[ADDRESS]:PORT ...
    std::string config;                 ///< keepalived.conf; empty without
    std::string config_id;              ///< for its `@id` lines
    std::string server;                 ///< the real server's own address
    std::string tunnel;                 ///< ipip, gre, gue:PORT; empty: direct routing
    std::string os = "linux";           ///< linux, or windows-RELEASE
    std::vector<std::string> interfaces;
    std::string device;
    std::string guid;
    std::string keep = "none";
    bool only_interfaces = false;
    bool no_mss = false;
    std::uint16_t mtu = 1500;
    bool undo = false;
    bool all = false;   ///< also what is good
    std::string netns;  ///< name or path; empty: this one
    std::string root;   ///< in front of the paths of files
    std::string output = "text";
};

int realserver_plan(const realserver_options& options);
int realserver_verify(const realserver_options& options);
int realserver_apply(const realserver_options& options);

struct sysctl_options {
    std::string by = "systemd";
    std::string root;
    std::vector<std::string> files;  ///< instead of the system's
    std::vector<std::string> keys;
    std::string facts;
    std::string output = "text";
};

int sysctl_effective(const sysctl_options& options);
int sysctl_check(const sysctl_options& options);

}  // namespace hakit::cli
