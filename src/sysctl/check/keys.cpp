// Lines and their keys.
#include "sysctl/check/findings.hpp"

#include "sysctl/character.hpp"
#include "sysctl/schema/tables.hpp"

#include <algorithm>
#include <array>

namespace hakit::sysctl {
namespace {

using text::applicability;

/// The folders of /proc/sys that a kernel may have.
constexpr std::array<std::string_view, 12> top_folders = {"abi",  "crypto", "debug",  "dev",  "fs", "kernel",
                                                          "lnet", "net",    "sunrpc", "user", "vm", "xen"};

/// The key as it would be written in the way of `written`.
std::string in_style_of(std::string_view written, const key& k) {
    const auto first = written.find_first_of("./");
    return first != written.npos && written[first] == '/' ? k.path() : k.to_string();
}

std::string without_control(std::string_view text) {
    std::string out;
    for (const char c : text) out += static_cast<unsigned char>(c) < ' ' || c == 0x7f ? '?' : c;
    return out;
}

std::string quoted(std::string_view text) { return "'" + without_control(text) + "'"; }

/// One in front, or two beside each other.
bool has_spare_separators(std::string_view written) {
    const auto first = written.find_first_of("./");
    if (first == written.npos) return false;
    return first == 0 || written.find(std::string(2, written[first])) != written.npos;
}

/// net/ipv4/conf/eth0/100/arp_ignore: the name of an interface was cut at its dots.
std::optional<key> with_whole_interface(const key& k) {
    const auto segments = k.segments();
    if (segments.size() < 6 || segments[0] != "net" || (segments[2] != "conf" && segments[2] != "neigh"))
        return std::nullopt;
    std::string path{segments[0]};
    path.append("/").append(segments[1]).append("/").append(segments[2]).append("/").append(segments[3]);
    for (std::size_t i = 4; i + 1 < segments.size(); ++i) path.append(".").append(segments[i]);
    path.append("/").append(segments.back());
    auto whole = key::from_path(path);
    return find(whole) != nullptr ? std::optional{whole} : std::nullopt;
}

/// The key when every separator is taken as one.
std::optional<key> with_one_separator(std::string_view written) {
    std::string path{written};
    std::ranges::replace(path, '.', '/');
    auto k = key::from_path(path);
    return find(k) != nullptr ? std::optional{k} : std::nullopt;
}

/// The nearest name of the same folder.
std::string_view similar(const line_check& line, const key& k) {
    if (line.out.left_out() != 0) return {};  // nobody sees it
    return text::nearest(k.segments().back(), names_beside(k));
}

void replace_key(const line_check& line, text::diagnostic& d, const key& by, applicability sure) {
    auto text = in_style_of(line.text(line.parts.key), by);
    auto title = "write '" + text + "'";
    propose(d, std::move(title), sure, {{line.parts.key, std::move(text)}});
}

void check_unknown(const line_check& line, const key& k) {
    const auto written = line.text(line.parts.key);
    const auto where = line.parts.key;
    const auto* facts = line.options.facts;
    const bool exists = facts != nullptr && facts->keys && facts->keys->contains(k);
    if (exists) return;
    if (const auto whole = with_whole_interface(k)) {
        auto& d = line.report(code.dotted_interface, where,
                              quoted(written) + " names the folder " + std::string{k.segments()[3]} +
                                  ", not the interface " + std::string{whole->segments()[3]});
        replace_key(line, d, *whole, applicability::certain);
        return;
    }
    if (const auto plain = with_one_separator(written)) {
        auto& d = line.report(code.mixed_separators, where, quoted(written) + " is the file " + quoted(k.path()));
        replace_key(line, d, *plain, applicability::certain);
        return;
    }
    if (is_folder(k)) {
        line.report(code.not_a_setting, where, quoted(written) + " is a folder");
        return;
    }
    const auto segments = k.segments();
    if (is_closed_folder(k)) {
        const auto name = similar(line, k);
        auto message = "there is no setting " + quoted(segments.back()) + " here";
        if (!name.empty()) message += "; did you mean '" + std::string{name} + "'?";
        auto& d = line.report(code.unknown_key, where, std::move(message));
        if (!name.empty()) {
            const auto folder = k.path().substr(0, k.path().size() - segments.back().size());
            replace_key(line, d, key::from_path(folder + std::string{name}), applicability::maybe);
        }
        return;
    }
    if (facts != nullptr && facts->keys) {
        line.report(code.absent, where, "this host has no setting " + quoted(k.to_string()));
        return;
    }
    const bool known_top = !segments.empty() && std::ranges::find(top_folders, segments.front()) != top_folders.end();
    if (segments.size() < 2 || !known_top) {
        const auto name = segments.empty() ? std::string_view{}
                                           : text::nearest(segments.front(), {top_folders.begin(), top_folders.end()});
        auto message = "no kernel is known to have settings in " +
                       (segments.empty() ? std::string{"''"} : quoted(segments.front()));
        if (!name.empty() && !known_top) message += "; did you mean '" + std::string{name} + "'?";
        line.report(code.unknown_key, where, std::move(message), text::severity::warning);
    }
}

/// What the facts about the host say.
void check_host(const line_check& line, const key& k, const key_info* setting) {
    const auto* facts = line.options.facts;
    const auto where = line.parts.key;
    if (facts != nullptr && facts->keys) {
        if (k.is_pattern()) {
            if (std::ranges::none_of(*facts->keys, [&](const key& other) { return k.matches(other); }))
                line.report(code.matches_nothing, where, "no setting of this host matches " + quoted(k.to_string()));
            return;
        }
        if (setting != nullptr && !facts->keys->contains(k)) {
            auto message = "this host has no setting " + quoted(k.to_string());
            if (!setting->module.empty()) message += "; it comes with the module " + std::string{setting->module};
            line.report(code.absent, where, std::move(message));
        }
        return;
    }
    if (setting == nullptr || k.is_pattern()) return;
    const auto segments = k.segments();
    if (facts != nullptr && facts->interfaces && segments.size() == 5 &&
        setting->pattern.find('*') != std::string::npos) {
        const std::string interface { segments[3] };
        if (interface != "all" && interface != "default" && !facts->interfaces->contains(interface)) {
            line.report(code.absent, where,
                        "this host has no interface " + quoted(interface) +
                            "; procps fails, systemd's udev rule sets it when the interface appears",
                        text::severity::warning);
        }
    }
    if (!setting->module.empty()) {
        line.report(code.needs_module, where,
                    quoted(k.to_string()) + " is there once the module " + std::string{setting->module} + " is");
    }
}

}  // namespace

void propose(text::diagnostic& d, std::string title, applicability sure, std::vector<text::text_edit> edits) {
    d.remedy = text::fix{std::move(title), sure, std::move(edits)};
}

bool check_line(const line_check& line) {
    const auto whole = line.doc.where(line.id);
    if (line.parts.key.empty()) {
        line.report(code.no_key, whole, "there is no key");
        return false;
    }
    if (line.parts.equals || line.parts.dash) return true;
    const auto written = line.text(line.parts.key);
    auto& d = line.report(code.no_assignment, whole, quoted(written) + " is no assignment");
    const auto blank = std::ranges::find_if(written, is_blank);
    if (blank == written.end()) return false;
    const auto value = std::find_if_not(blank, written.end(), is_blank);
    const auto from = line.parts.key.begin + static_cast<std::uint32_t>(blank - written.begin());
    const auto to = line.parts.key.begin + static_cast<std::uint32_t>(value - written.begin());
    const bool known =
        find(key::parse(written.substr(0, static_cast<std::size_t>(blank - written.begin())))) != nullptr;
    propose(d, "put '=' between key and value", known ? applicability::certain : applicability::maybe,
            {{{from, to}, " = "}});
    return false;
}

const key_info* check_key(const line_check& line) {
    const auto written = line.text(line.parts.key);
    const auto where = line.parts.key;
    if (written.starts_with(byte_order_mark)) return nullptr;
    if (line.parts.dash && where.begin != line.parts.dash_where.end && line.procps_may_read()) {
        auto& d = line.report(code.blank_after_dash, {line.parts.dash_where.end, where.begin},
                              "procps reads the blank as a part of the key");
        propose(d, "remove the blank", applicability::certain, {{{line.parts.dash_where.end, where.begin}, ""}});
    }
    auto k = key::parse(written);
    if (std::ranges::any_of(written, is_blank)) {
        line.report(code.blank_in_key, where, quoted(written) + " is no key");
        return nullptr;
    }
    if (written.find_first_of("{}") != written.npos) {
        line.report(code.braces, where, "braces are no pattern: no setting is called " + quoted(k.to_string()));
        return nullptr;
    }
    if (k.path().starts_with("proc/sys/")) {
        auto& d = line.report(code.proc_prefix, where, quoted(written) + " is read as /proc/sys/" + k.path());
        replace_key(line, d, key::from_path(k.path().substr(9)), applicability::certain);
        return nullptr;
    }
    const auto segments = k.segments();
    if (std::ranges::find(segments, std::string_view{".."}) != segments.end()) {
        line.report(code.outside, where, quoted(written) + " leads out of /proc/sys");
        return nullptr;
    }
    if (k.path().ends_with('/')) {
        k = k.without_end_separator();
        const bool harmless = k.is_pattern() || !line.procps_may_read();
        auto& d = line.report(code.end_separator, where, quoted(written) + " ends with a separator",
                              harmless ? text::severity::warning : text::severity::error);
        replace_key(line, d, k, applicability::certain);
    } else if (has_spare_separators(written)) {
        auto& d = line.report(code.spare_separators, where, quoted(written) + " is the key " + quoted(k.to_string()),
                              line.procps_may_read() ? text::severity::warning : text::severity::hint);
        replace_key(line, d, k, applicability::certain);
    }
    const auto* setting = find(k);
    if (setting == nullptr && !k.is_pattern()) check_unknown(line, k);
    if (setting != nullptr && setting->read_only && line.parts.equals)
        line.report(code.read_only, where, quoted(k.to_string()) + " can only be read");
    check_host(line, k, setting);
    return setting;
}

}  // namespace hakit::sysctl
