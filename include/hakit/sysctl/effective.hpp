/// What all files together set.
#pragma once

#include <hakit/sysctl/config.hpp>

#include <cstddef>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace hakit::sysctl {

/// The value that a key ends up with, and the line that it comes from.
struct effective_value {
    sysctl::key key;
    std::string value;
    bool ignore_failure = false;
    std::optional<sysctl::key> pattern = {};  ///< the pattern that matched; none when the key was named in full
    text::location where = {};

    friend bool operator==(const effective_value&, const effective_value&) = default;
};

/// The settings of several files in the order in which they are read. A key that is named in full beats every pattern,
/// of equals the last one wins; an exclusion keeps patterns away, and for systemd also ends an earlier line that names
/// the key. Both as sysctl.d(5) and the programs do it.
class effective_settings {
public:
    explicit effective_settings(tool by = tool::systemd) : by_{by} {}

    /// Reads one file more, after those before it.
    void add(const config& settings, text::file_id file = 0);

    /// What is set for this key; nothing when no line does. O(number of patterns).
    [[nodiscard]] std::optional<effective_value> find(const key& k) const;

    /// Everything that is set, by key. Patterns stand for those of `present` that they match; without `present`
    /// they are left out, as nobody knows what they match.
    [[nodiscard]] std::vector<effective_value> all(const std::set<key>* present = nullptr) const;

    /// The patterns, in the order in which they are written.
    [[nodiscard]] std::vector<effective_value> patterns() const;

private:
    struct entry {
        assignment what;
        text::file_id file = 0;
        bool replaced = false;  ///< by an equal key that came later
    };

    [[nodiscard]] effective_value value_of(const entry& e, const key& k) const;

    tool by_;
    std::vector<entry> entries_;
    std::unordered_map<key, std::size_t> last_;  ///< the entry that counts for a key that is named in full
    std::unordered_map<key, std::size_t> last_pattern_;
    std::vector<std::size_t> patterns_;
};

}  // namespace hakit::sysctl
