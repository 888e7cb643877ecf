/// The name of a kernel setting, whichever way it is written.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::sysctl {

/// A key such as `net.ipv4.conf.eth0/100.arp_ignore`, kept as its path below /proc/sys.
///
/// The first separator in a written key decides (sysctl.d(5)): if it is a dot, dots separate and a slash stands for a
/// dot inside a name; if it is a slash, the key is the path. So an interface eth0.100 is `eth0/100` among dots.
class key {
public:
    key() = default;

    /// Takes any bytes. Repeated slashes count as one, a slash in front counts not at all, as the file system has it.
    [[nodiscard]] static key parse(std::string_view written);
    /// From a path below /proc/sys.
    [[nodiscard]] static key from_path(std::string_view path);

    /// "net/ipv4/conf/eth0.100/arp_ignore".
    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    /// "net.ipv4.conf.eth0/100.arp_ignore"; parse() reads it back.
    [[nodiscard]] std::string to_string() const;
    /// The names between the slashes of path(). Views into this key.
    [[nodiscard]] std::vector<std::string_view> segments() const;

    /// Without the slash at the end of path(), if it has one: systemd reads it so, and so are patterns matched. For
    /// procps a setting with a slash behind it is a folder, which is not there.
    [[nodiscard]] key without_end_separator() const;

    [[nodiscard]] bool empty() const noexcept { return path_.empty(); }
    /// Whether it holds `*`, `?` or `[`, and so stands for every setting that it matches.
    [[nodiscard]] bool is_pattern() const noexcept;
    /// Whether this pattern matches the key `other`, as glob(7) does: no wildcard matches a slash, nor a dot at the
    /// start of a name. Without wildcards: whether both are equal.
    [[nodiscard]] bool matches(const key& other) const noexcept;

    friend auto operator<=>(const key&, const key&) = default;

private:
    std::string path_;
};

/// Which program reads the files. They differ in few things; what says "both" holds for either.
enum class tool : std::uint8_t {
    procps,   ///< sysctl(8) of procps-ng: `sysctl --system`, `sysctl -p FILE`
    systemd,  ///< systemd-sysctl(8), what runs at boot
};

/// "procps" or "systemd".
[[nodiscard]] std::string_view to_string(tool t) noexcept;

}  // namespace hakit::sysctl

template <>
struct std::hash<hakit::sysctl::key> {
    std::size_t operator()(const hakit::sysctl::key& k) const noexcept { return std::hash<std::string>{}(k.path()); }
};
