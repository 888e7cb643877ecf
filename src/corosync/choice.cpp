#include "corosync/choice.hpp"

#include <algorithm>

namespace hakit::corosync {
namespace {

/// Words that only some releases take.
struct dated_choice {
    std::string_view key;
    std::string_view word;
    release since;
    release until;
};

constexpr release never{255, 255, 255};
constexpr dated_choice dated[] = {
    {"transport", "knet", v3_0, never},
    {"transport", "iba", v1_0, v3_0},
    {"transport", "rdma", v1_0, v3_0},
    {"transport", "udpu", {1, 3, 0}, never},  // it and udp: CS0211 says what head needs for them
    {"crypto_cipher", "3des", v2_0, v3_0},
    {"crypto_model", "gcrypt", v3_1_10, never},
    {"ip_version", "ipv4-6", v3_0, never},
    {"ip_version", "ipv6-4", v3_0, never},
    {"timestamp", "hires", v3_0, never},
    {"debug", "trace", v2_0, never},
    {"provider", "testquorum", v1_0, v2_0},
    {"provider", "quorum_ykd", v1_0, v2_0},
    {"provider", "corosync_votequorum", {1, 1, 0}, never},
    {"move_to_root_cgroup", "auto", {3, 1, 3}, never},
};

}  // namespace

std::vector<std::string_view> choices_in(const key& k, release r) {
    std::vector<std::string_view> words;
    for (auto rest = k.choices; !rest.empty();) {
        const auto end = std::min(rest.find('|'), rest.size());
        words.push_back(rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    for (const auto& d : dated) {
        if (d.key != k.name) continue;
        const bool fits = d.since <= r && r < d.until;
        const auto found = std::ranges::find(words, d.word);
        if (fits && found == words.end()) words.push_back(d.word);
        if (!fits && found != words.end()) words.erase(found);
    }
    return words;
}

}  // namespace hakit::corosync
