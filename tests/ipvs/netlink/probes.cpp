#include "ipvs/netlink/probes.hpp"

#include "ipvs/netlink/replies.hpp"

#include <linux/ip_vs.h>
#include <linux/netlink.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>

namespace ipvs_test {

using namespace hakit::ipvs::netlink;

namespace {

enum class shape { u8, u16, u32, be16, text, address, flags };

struct field {
    std::uint16_t type;
    shape how;
};

using fields = std::map<std::string, field>;
using members = std::vector<std::pair<std::string, std::string>>;

const fields service_fields{
    {"AF", {IPVS_SVC_ATTR_AF, shape::u16}},           {"PROTOCOL", {IPVS_SVC_ATTR_PROTOCOL, shape::u16}},
    {"ADDR", {IPVS_SVC_ATTR_ADDR, shape::address}},   {"PORT", {IPVS_SVC_ATTR_PORT, shape::be16}},
    {"FWMARK", {IPVS_SVC_ATTR_FWMARK, shape::u32}},   {"SCHED_NAME", {IPVS_SVC_ATTR_SCHED_NAME, shape::text}},
    {"FLAGS", {IPVS_SVC_ATTR_FLAGS, shape::flags}},   {"TIMEOUT", {IPVS_SVC_ATTR_TIMEOUT, shape::u32}},
    {"NETMASK", {IPVS_SVC_ATTR_NETMASK, shape::u32}}, {"PE_NAME", {IPVS_SVC_ATTR_PE_NAME, shape::text}}};
const fields destination_fields{
    {"ADDR", {IPVS_DEST_ATTR_ADDR, shape::address}},           {"PORT", {IPVS_DEST_ATTR_PORT, shape::be16}},
    {"FWD_METHOD", {IPVS_DEST_ATTR_FWD_METHOD, shape::u32}},   {"WEIGHT", {IPVS_DEST_ATTR_WEIGHT, shape::u32}},
    {"U_THRESH", {IPVS_DEST_ATTR_U_THRESH, shape::u32}},       {"L_THRESH", {IPVS_DEST_ATTR_L_THRESH, shape::u32}},
    {"ADDR_FAMILY", {IPVS_DEST_ATTR_ADDR_FAMILY, shape::u16}}, {"TUN_TYPE", {IPVS_DEST_ATTR_TUN_TYPE, shape::u8}},
    {"TUN_PORT", {IPVS_DEST_ATTR_TUN_PORT, shape::be16}},      {"TUN_FLAGS", {IPVS_DEST_ATTR_TUN_FLAGS, shape::u16}}};
const fields daemon_fields{{"STATE", {IPVS_DAEMON_ATTR_STATE, shape::u32}},
                           {"MCAST_IFN", {IPVS_DAEMON_ATTR_MCAST_IFN, shape::text}},
                           {"SYNC_ID", {IPVS_DAEMON_ATTR_SYNC_ID, shape::u32}},
                           {"SYNC_MAXLEN", {IPVS_DAEMON_ATTR_SYNC_MAXLEN, shape::u16}},
                           {"MCAST_GROUP", {IPVS_DAEMON_ATTR_MCAST_GROUP, shape::address}},
                           {"MCAST_PORT", {IPVS_DAEMON_ATTR_MCAST_PORT, shape::u16}},
                           {"MCAST_TTL", {IPVS_DAEMON_ATTR_MCAST_TTL, shape::u8}}};
const fields top_fields{{"TIMEOUT_TCP", {IPVS_CMD_ATTR_TIMEOUT_TCP, shape::u32}},
                        {"TIMEOUT_TCP_FIN", {IPVS_CMD_ATTR_TIMEOUT_TCP_FIN, shape::u32}},
                        {"TIMEOUT_UDP", {IPVS_CMD_ATTR_TIMEOUT_UDP, shape::u32}}};

const members key_members{{"AF", "2"}, {"PROTOCOL", "6"}, {"ADDR", "10.0.0.1"}, {"PORT", "80"}};
const members service_members{{"AF", "2"},          {"PROTOCOL", "6"}, {"ADDR", "10.0.0.1"}, {"PORT", "80"},
                              {"SCHED_NAME", "rr"}, {"FLAGS", "0"},    {"TIMEOUT", "0"},     {"NETMASK", "xffffffff"}};
const members destination_key_members{{"ADDR", "10.0.1.1"}, {"PORT", "80"}};
const members destination_members{{"ADDR", "10.0.1.1"}, {"PORT", "80"},    {"FWD_METHOD", "0"},
                                  {"WEIGHT", "1"},      {"U_THRESH", "0"}, {"L_THRESH", "0"}};
const members daemon_members{{"STATE", "1"}, {"MCAST_IFN", "lo"}, {"SYNC_ID", "1"}};

struct nest {
    std::uint16_t type;
    const fields& known;
    members preset;
};

const std::map<std::string, nest> nests{{"service", {IPVS_CMD_ATTR_SERVICE, service_fields, service_members}},
                                        {"key", {IPVS_CMD_ATTR_SERVICE, service_fields, key_members}},
                                        {"of", {IPVS_CMD_ATTR_SERVICE, service_fields, {}}},
                                        {"dest", {IPVS_CMD_ATTR_DEST, destination_fields, destination_members}},
                                        {"dest_key", {IPVS_CMD_ATTR_DEST, destination_fields, destination_key_members}},
                                        {"to", {IPVS_CMD_ATTR_DEST, destination_fields, {}}},
                                        {"daemon", {IPVS_CMD_ATTR_DAEMON, daemon_fields, daemon_members}},
                                        {"sync", {IPVS_CMD_ATTR_DAEMON, daemon_fields, {}}}};

const std::vector<std::string> commands{"",           "new_service", "set_service", "del_service", "get_service",
                                        "new_dest",   "set_dest",    "del_dest",    "get_dest",    "new_daemon",
                                        "del_daemon", "get_daemon",  "set_config",  "get_config",  "set_info",
                                        "get_info",   "zero",        "flush"};

const std::map<int, std::string> names{{0, "OK"},          {EEXIST, "EEXIST"},         {ESRCH, "ESRCH"},
                                       {ENOENT, "ENOENT"}, {EINVAL, "EINVAL"},         {ERANGE, "ERANGE"},
                                       {ENODEV, "ENODEV"}, {EOPNOTSUPP, "EOPNOTSUPP"}, {EAFNOSUPPORT, "EAFNOSUPPORT"}};

std::uint32_t number(const std::string& text) { return static_cast<std::uint32_t>(std::stoul(text, nullptr, 0)); }

bool is_hex(const std::string& text) {
    return text.size() > 1 && text.size() % 2 == 1 && text.front() == 'x' &&
           text.find_first_not_of("0123456789abcdef", 1) == std::string::npos;
}

datagram hex(const std::string& text) {
    datagram all;
    for (std::size_t i = 1; i < text.size(); i += 2) {
        all.push_back(static_cast<std::byte>(std::stoul(text.substr(i, 2), nullptr, 16)));
    }
    return all;
}

void put(message_writer& w, const field& f, const std::string& value) {
    if (is_hex(value)) return w.put(f.type, hex(value));
    switch (f.how) {
        case shape::u8: return w.put_number(f.type, static_cast<std::uint8_t>(number(value)));
        case shape::u16: return w.put_number(f.type, static_cast<std::uint16_t>(number(value)));
        case shape::u32: return w.put_number(f.type, number(value));
        case shape::be16: return w.put_be16(f.type, static_cast<std::uint16_t>(number(value)));
        case shape::text: return w.put_string(f.type, value);
        case shape::address: {
            const auto a = hakit::ip_address::parse(value);
            if (!a) throw std::runtime_error{"no address: " + value};
            return w.put(f.type, std::as_bytes(std::span{a->bytes()}).first(a->size()));
        }
        case shape::flags: {
            const auto slash = value.find('/');
            const ip_vs_flags flags{number(value.substr(0, slash)),
                                    slash == std::string::npos ? ~0U : number(value.substr(slash + 1))};
            return w.put_number(f.type, flags);
        }
    }
}

/// A member by name, or "attrN" for any number.
field find(const fields& known, const std::string& name) {
    if (const auto at = known.find(name); at != known.end()) return at->second;
    if (name.starts_with("attr")) return {static_cast<std::uint16_t>(number(name.substr(4))), shape::u32};
    throw std::runtime_error{"no attribute: " + name};
}

members changed(members all, const std::string& changes) {
    std::istringstream in{changes};
    for (std::string item; std::getline(in, item, ',');) {
        const auto equals = item.find('=');
        const auto name = item.substr(item.front() == '-' ? 1 : 0, equals);
        std::erase_if(all, [&](const auto& m) { return m.first == name; });
        if (item.front() != '-') all.emplace_back(name, item.substr(equals + 1));
    }
    return all;
}

/// "name{changes}" as a nest; false when the word is none.
bool put_nest(message_writer& w, const std::string& word, bool plain) {
    const auto brace = word.find('{');
    const auto at = nests.find(word.substr(0, brace));
    if (at == nests.end()) return false;
    auto all = at->second.preset;
    if (brace != std::string::npos) all = changed(all, word.substr(brace + 1, word.size() - brace - 2));
    message_writer inner;
    inner.begin(0, 0);
    for (const auto& [name, value] : all) put(inner, find(at->second.known, name), value);
    const auto payload = inner.data().subspan(20);
    w.put(static_cast<std::uint16_t>(at->second.type | (plain ? 0 : NLA_F_NESTED)), payload);
    return true;
}

datagram request_of(const std::string& text, std::uint16_t family) {
    message_writer w{family};
    std::istringstream in{text};
    std::string word;
    in >> word;
    unsigned command = 0;
    if (word.starts_with("command=")) {
        command = number(word.substr(8));
    } else {
        const auto at = std::find(commands.begin() + 1, commands.end(), word);
        if (at == commands.end()) throw std::runtime_error{"no command: " + word};
        command = static_cast<unsigned>(at - commands.begin());
    }
    w.begin(static_cast<std::uint8_t>(command), 0);
    bool plain = false;
    bool dump = false;
    unsigned version = 1;
    unsigned garbage = 0;
    while (in >> word) {
        if (word == "plain") {
            plain = true;
        } else if (word == "dump") {
            dump = true;
        } else if (word.starts_with("version=")) {
            version = number(word.substr(8));
        } else if (word.starts_with("garbage=")) {
            garbage = number(word.substr(8));
        } else if (!put_nest(w, word, plain)) {
            const auto equals = word.find('=');
            put(w, find(top_fields, word.substr(0, equals)), word.substr(equals + 1));
        }
    }
    // What only answers or dumps needs no acknowledgement; it would come as a message of its own.
    w.add_flags(dump ? NLM_F_DUMP : word.starts_with("get_") || text.starts_with("get_") ? 0 : NLM_F_ACK);
    datagram all{w.data().begin(), w.data().end()};
    all[17] = static_cast<std::byte>(version);
    all.resize(all.size() + garbage);
    const auto length = static_cast<std::uint32_t>(all.size());
    std::memcpy(all.data(), &length, sizeof length);
    return all;
}

std::string trimmed(std::string text) {
    const auto end = text.find_last_not_of(' ');
    text.resize(end == std::string::npos ? 0 : end + 1);
    text.erase(0, text.find_first_not_of(' '));
    return text;
}

probe read_line(const std::string& line, std::uint16_t family) {
    probe p;
    p.text = line;
    auto rest = line.substr(0, line.find(" #"));
    if (const auto arrow = rest.find("=>"); arrow != std::string::npos) {
        p.reply = trimmed(rest.substr(arrow + 2));
        rest.resize(arrow);
    }
    const auto blank = rest.find(' ');
    p.expected = rest.substr(0, blank);
    if (const auto equals = p.expected.find('='); equals != std::string::npos) {
        p.count = static_cast<int>(number(p.expected.substr(equals + 1)));
        p.expected.resize(equals);
    }
    p.request = request_of(trimmed(rest.substr(blank)), family);
    return p;
}

std::string in_words(const message_view& m) {
    const auto say = [](const auto& r, const auto& text) { return r.has_error() ? r.error().message() : text(*r); };
    switch (m.command()) {
        case IPVS_CMD_NEW_SERVICE:
            return say(read_service(m.attributes()), [](const auto& s) { return s.service.to_string(); });
        case IPVS_CMD_NEW_DEST:
            return say(read_destination(m.attributes(), hakit::ip_family::v4),
                       [](const auto& d) { return d.destination.to_string(); });
        case IPVS_CMD_NEW_DAEMON: return say(read_daemon(m.attributes()), [](const auto& d) { return d.to_string(); });
        case IPVS_CMD_SET_CONFIG:
            return say(read_timeouts(m.attributes()), [](const auto& t) {
                return std::to_string(t.tcp) + " " + std::to_string(t.tcp_fin) + " " + std::to_string(t.udp);
            });
        default: return "command " + std::to_string(m.command());
    }
}

}  // namespace

std::vector<probe_group> read_probes(const std::string& path, std::uint16_t family) {
    std::ifstream in{path};
    std::vector<probe_group> groups;
    int number_of_line = 0;
    for (std::string line; std::getline(in, line);) {
        ++number_of_line;
        if (line.empty() || line.front() == '#') continue;
        if (line.front() == '[') {
            groups.push_back({line.substr(1, line.size() - 2), {}});
            continue;
        }
        try {
            groups.at(groups.size() - 1).probes.push_back(read_line(line, family));
        } catch (const std::exception& e) {
            throw std::runtime_error{path + ":" + std::to_string(number_of_line) + ": " + e.what()};
        }
        groups.back().probes.back().line = number_of_line;
    }
    return groups;
}

std::vector<std::string> run_probes(const probe_group& group, const exchange& ask) {
    std::vector<std::string> wrong;
    for (const auto& p : group.probes) {
        std::optional<int> code;
        int count = 0;
        std::string reply;
        for (const auto& answer : ask(p.request)) {
            bytes rest{answer};
            while (const auto m = next_message(rest)) {
                if (const auto end = read_acknowledgement(*m)) {
                    code = end->system_errno;
                    continue;
                }
                if (count++ == 0) reply = in_words(*m);
            }
        }
        const auto name = names.find(code.value_or(0));
        const auto found = name == names.end() ? std::to_string(*code) : name->second;
        const auto complain = [&](const std::string& expected, const std::string& instead) {
            wrong.push_back(std::to_string(p.line) + ": " + p.text + ": expected " + expected + ", found " + instead);
        };
        if (found != p.expected) complain(p.expected, found);
        if (p.count >= 0 && count != p.count) complain(std::to_string(p.count) + " messages", std::to_string(count));
        if (!p.reply.empty() && reply != p.reply) complain(p.reply, reply);
    }
    return wrong;
}

}  // namespace ipvs_test
