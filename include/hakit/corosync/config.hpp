/// corosync.conf as values: one struct a section, one setting a key.
///
/// Names are the keys. A setting that the text does not hold is unset; key::fallback says what corosync uses then, and
/// effective.hpp computes what follows from all of them together. Keys that corosync compares with words ("yes",
/// "passive") are strings, since it takes any other string, too: check() says so.
#pragma once

#include <hakit/text/setting.hpp>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace hakit::corosync {

using number = text::setting<std::uint64_t>;
using integer = text::setting<std::int64_t>;
using words = text::setting<std::string>;
using text::place;

inline constexpr unsigned most_links = 8;    ///< ring0_addr .. ring7_addr
inline constexpr unsigned most_nodes = 384;  ///< PROCESSOR_COUNT_MAX; corosync does not check it

/// A key that the schema does not know, or whose value is not of its type; corosync stores it as a string or refuses
/// it.
struct other_key {
    std::string path;  ///< below the section, such as "key" or "subsection.key"
    std::string value;
    place where;
    friend bool operator==(const other_key&, const other_key&) = default;
};

/// What all sections have.
struct section_base {
    place where;
    std::vector<other_key> other;
    friend bool operator==(const section_base&, const section_base&) = default;
};

struct member : section_base {
    words memberaddr;
    friend bool operator==(const member&, const member&) = default;
};

/// totem.interface: the settings of one link.
struct interface : section_base {
    number linknumber;
    number ringnumber;  ///< its name in 1.x and 2.x
    words bindnetaddr;
    words mcastaddr;
    words broadcast;
    number mcastport;
    number ttl;
    number knet_link_priority;
    number knet_ping_interval;
    number knet_ping_timeout;
    number knet_ping_precision;
    number knet_pong_count;
    words knet_transport;
    std::vector<struct member> member;
    friend bool operator==(const interface&, const interface&) = default;
};

struct totem : section_base {
    number version;
    words cluster_name;
    words transport;
    number config_version;
    words ip_version;
    words ip_dscp;
    words crypto_model;
    words crypto_cipher;
    words crypto_hash;
    words secauth;
    words keyfile;
    words key;
    words link_mode;
    number netmtu;
    number knet_mtu;
    number knet_pmtud_interval;
    words knet_compression_model;
    number knet_compression_threshold;
    integer knet_compression_level;
    number token;
    number token_warning;
    number token_coefficient;
    number token_retransmit;
    number token_retransmits_before_loss_const;
    number hold;
    number join;
    number send_join;
    number consensus;
    number merge;
    number downcheck;
    number fail_recv_const;
    number seqno_unchanged_const;
    number heartbeat_failures_allowed;
    number max_network_delay;
    number window_size;
    number max_messages;
    number miss_count_const;
    words block_unlisted_ips;
    words cancel_token_hold_on_retransmit;
    words clear_node_high_bit;
    number nodeid;
    number threads;
    words vsftype;
    words rrp_mode;
    number rrp_problem_count_timeout;
    number rrp_problem_count_threshold;
    number rrp_problem_count_mcast_threshold;
    number rrp_token_expired_timeout;
    number rrp_autorecovery_check_timeout;
    words crypto_type;
    words crypto_accept;
    std::vector<struct interface> interface;
    friend bool operator==(const totem&, const totem&) = default;
};

struct node : section_base {
    std::array<words, most_links> ring_addr;  ///< ringN_addr
    number nodeid;
    words name;
    number quorum_votes;
    friend bool operator==(const node&, const node&) = default;
};

struct nodelist : section_base {
    std::vector<struct node> node;
    friend bool operator==(const nodelist&, const nodelist&) = default;
};

/// quorum.device.net, read by corosync-qdevice.
struct device_net : section_base {
    words host;
    words port;
    words tls;
    words algorithm;
    words tie_breaker;
    words connect_timeout;
    words force_ip_version;
    words keep_active_partition_tie_breaker;
    friend bool operator==(const device_net&, const device_net&) = default;
};

/// quorum.device.heuristics, read by corosync-qdevice. Its exec_NAME keys are in `other`.
struct heuristics : section_base {
    words mode;
    words timeout;
    words sync_timeout;
    words interval;
    friend bool operator==(const heuristics&, const heuristics&) = default;
};

struct device : section_base {
    words model;
    number votes;
    number timeout;
    number sync_timeout;
    number master_wins;
    std::optional<device_net> net;
    std::optional<struct heuristics> heuristics;
    friend bool operator==(const device&, const device&) = default;
};

struct quorum : section_base {
    words provider;
    number expected_votes;
    number votes;
    number two_node;
    number wait_for_all;
    number last_man_standing;
    number last_man_standing_window;
    number auto_tie_breaker;
    words auto_tie_breaker_node;
    number allow_downscale;
    number expected_votes_tracking;
    number leaving_timeout;
    std::optional<struct device> device;
    friend bool operator==(const quorum&, const quorum&) = default;
};

/// What logging, logger_subsys and logging_daemon share.
struct log_target : section_base {
    words to_stderr;
    words to_logfile;
    words to_file;
    words to_syslog;
    words logfile;
    words logfile_priority;
    words syslog_priority;
    words syslog_level;
    words syslog_facility;
    words debug;
    friend bool operator==(const log_target&, const log_target&) = default;
};

struct logger_subsys : log_target {
    words subsys;
    words tags;
    friend bool operator==(const logger_subsys&, const logger_subsys&) = default;
};

struct logging_daemon : log_target {
    words name;
    words subsys;
    friend bool operator==(const logging_daemon&, const logging_daemon&) = default;
};

struct logging : log_target {
    words timestamp;
    words fileline;
    words function_name;
    words blackbox;
    std::vector<struct logger_subsys> logger_subsys;
    std::vector<struct logging_daemon> logging_daemon;
    friend bool operator==(const logging&, const logging&) = default;
};

struct system : section_base {
    words qb_ipc_type;
    words sched_rr;
    words priority;
    words move_to_root_cgroup;
    words allow_knet_handle_fallback;
    words state_dir;
    friend bool operator==(const system&, const system&) = default;
};

struct uidgid : section_base {
    std::vector<words> uid;  ///< every line counts
    std::vector<words> gid;
    friend bool operator==(const uidgid&, const uidgid&) = default;
};

/// A watched resource, such as resources.system.memory_used.
struct watched : section_base {
    words max;
    number poll_period;
    words recovery;
    friend bool operator==(const watched&, const watched&) = default;
};

struct watched_group : section_base {
    std::optional<watched> load_15min;
    std::optional<watched> memory_used;
    friend bool operator==(const watched_group&, const watched_group&) = default;
};

struct resources : section_base {
    words watchdog_device;
    number watchdog_timeout;
    std::optional<watched_group> system;
    std::optional<watched_group> process;
    friend bool operator==(const resources&, const resources&) = default;
};

struct nozzle : section_base {
    words name;
    words ipaddr;
    words ipprefix;
    words macaddr;
    friend bool operator==(const nozzle&, const nozzle&) = default;
};

struct pload : section_base {
    words count;
    words size;
    words start;
    friend bool operator==(const pload&, const pload&) = default;
};

struct aisexec : section_base {
    words user;
    words group;
    friend bool operator==(const aisexec&, const aisexec&) = default;
};

struct service : section_base {
    words name;
    words ver;
    words use_mgmtd;
    words use_logd;
    friend bool operator==(const service&, const service&) = default;
};

struct amf : section_base {
    words mode;
    friend bool operator==(const amf&, const amf&) = default;
};

struct qb : section_base {
    words ipc_type;
    friend bool operator==(const qb&, const qb&) = default;
};

/// A whole configuration. Sections that corosync merges when they are repeated stand once. The keys and unknown
/// sections of the top level are in `other`.
struct config : section_base {
    std::optional<struct totem> totem;
    std::optional<struct nodelist> nodelist;
    std::optional<struct quorum> quorum;
    std::optional<struct logging> logging;
    std::optional<struct system> system;
    std::vector<struct uidgid> uidgid;
    std::optional<struct resources> resources;
    std::optional<struct nozzle> nozzle;
    std::optional<struct pload> pload;
    std::optional<struct qb> qb;
    std::optional<struct aisexec> aisexec;
    std::vector<struct service> service;
    std::optional<struct amf> amf;
    friend bool operator==(const config&, const config&) = default;
};

}  // namespace hakit::corosync
