/// What the tests of corosync.conf share.
#pragma once

#include <hakit/corosync/check.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace hakit::corosync {

/// The host of the recorded verdicts: n1 with the addresses that tests/interop/corosync gives it.
inline host_facts bed_facts() {
    host_facts facts;
    const auto addresses = [](std::initializer_list<const char*> texts) {
        std::vector<ip_address> out;
        for (const auto* text : texts) out.push_back(*ip_address::parse(text));
        return out;
    };
    facts.hostname = "n1";
    facts.addresses = addresses({"127.0.0.1", "::1", "10.77.0.1", "10.77.1.1", "fd00::1"});
    facts.hosts.emplace();
    (*facts.hosts)["localhost"] = addresses({"127.0.0.1"});
    (*facts.hosts)["n1"] = addresses({"10.77.0.1"});
    (*facts.hosts)["n2"] = addresses({"10.77.0.2"});
    (*facts.hosts)["n3"] = addresses({"10.77.0.3"});
    facts.users = {"root", "daemon"};
    facts.groups = {"root", "daemon"};
    facts.file_sizes.emplace();
    (*facts.file_sizes)["/etc/corosync/authkey"] = 256;
    return facts;
}

inline checked check_text(std::string text, const check_options& options = {}) {
    text::workspace files;
    const auto id = files.add({"corosync.conf", std::move(text)});
    return check(files, id, options);
}

inline checked check_for(release version, std::string text) { return check_text(std::move(text), {.aim = {version}}); }

/// "CS0101 3: message", one a line, in the order of the text.
inline std::string findings_of(const checked& c) {
    std::string out;
    for (const auto& d : c.diagnostics.items())
        out += std::string{d.code->id} + ' ' + std::to_string(c.document.lines().line_of(d.where.where.begin)) + ": " +
               d.message + '\n';
    return out;
}

inline bool has(const checked& c, std::string_view code) {
    for (const auto& d : c.diagnostics.items())
        if (d.code->id == code) return true;
    return false;
}

inline const text::diagnostic& first(const checked& c, std::string_view code) {
    for (const auto& d : c.diagnostics.items())
        if (d.code->id == code) return d;
    static const text::diagnostic none;
    return none;
}

}  // namespace hakit::corosync
