/// `hakit ipvs` and `hakit ipvsadm`: what the command line says, and what both share.
#pragma once

#include "input.hpp"

#include <hakit/ipvs/kernel_table.hpp>
#include <hakit/ipvsadm/format.hpp>
#include <hakit/ipvsadm/restore.hpp>
#include <hakit/ipvsadm/run.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hakit::cli {

/// An option in the words of ipvsadm. The value "off" ends a setting.
struct ipvsadm_option {
    std::string name;
    std::optional<std::string> value;
};

struct ipvs_options {
    std::string netns;  ///< name or path of a network namespace; empty: this one
    bool json = false;
    bool stats = false;
    bool rate = false;
    bool thresholds = false;
    bool tunnels = false;
    bool exact = false;
    bool snapshot = false;  ///< the listing is of one moment
    bool names = false;
    bool only_listed = false;  ///< change no service that the file does not list
    bool stop = false;         ///< apply stops at the first failure
    bool drain = false;        ///< servers that go get weight 0 first, and are removed without connections
    std::uint32_t wait = 0;    ///< seconds that apply waits for connections to end
    std::string file;
    std::string service;  ///< tcp:ADDRESS:PORT, fwmark:N ...
    std::string server;
    std::string role;
    std::vector<ipvsadm_option> settings;
    std::vector<std::uint32_t> seconds;
};

int ipvs_list(const ipvs_options& options);
int ipvs_save(const ipvs_options& options);
int ipvs_check(const ipvs_options& options);
int ipvs_plan(const ipvs_options& options);
int ipvs_apply(const ipvs_options& options);
int ipvs_restore(const ipvs_options& options);
int ipvs_timeouts(const ipvs_options& options);
int ipvs_daemons(const ipvs_options& options);
int ipvs_connections(const ipvs_options& options);
/// One command that changes the table; `letter` is ipvsadm's option for it.
int ipvs_change(const std::string& letter, const ipvs_options& options);

/// The command line of ipvsadm 1.31.
int ipvsadm(const std::vector<std::string>& arguments);

[[nodiscard]] result<std::unique_ptr<ipvs::kernel_table>> open_kernel(
    const std::string& netns, bool validate, ipvs::consistency kind = ipvs::consistency::table);
/// As this machine knows names.
[[nodiscard]] ipvsadm::name_lookup machine_names();
[[nodiscard]] ipvsadm::name_display machine_display();
/// Shows diagnostics on standard error; those of a code that `skip` names are left out.
void show(const text::source& text, const text::diagnostic_list& found, std::string_view skip = {});
int print_listing(const std::vector<ipvs::service_status>& listing, const std::optional<ipvs::table_info>& info,
                  const ipvsadm::listing_options& options);
/// Carries rules out that were checked, each failure on standard error with its line; gives the number of failures.
std::size_t run_rules(const text::source& text, const ipvsadm::bind_options& options, ipvs::table& table);

}  // namespace hakit::cli
