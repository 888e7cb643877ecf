/// What a tracked object does to the priority of those who track it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace hakit::keepalived {

/// `N [reverse]`: added to the priority while the object is up (N > 0) or down (N < 0), the other way round with
/// `reverse`. 0 means that the trackers go to FAULT state while it is down.
struct track_weight {
    std::int16_t value = 0;
    bool reverse = false;

    friend bool operator==(const track_weight&, const track_weight&) = default;
};

/// A line of track_script, track_file, track_process and track_bfd: `NAME [weight N [reverse|noreverse]]`.
struct tracked {
    std::string name;
    std::optional<std::int16_t> weight;  ///< without: that of the object
    std::optional<bool> reverse;         ///< only with a weight; without: that of the object

    friend bool operator==(const tracked&, const tracked&) = default;
};

/// A line of track_interface: `NAME [weight N [reverse]]`.
struct tracked_interface {
    std::string name;
    std::optional<track_weight> weight;  ///< without: the instance goes to FAULT state while the interface is down

    friend bool operator==(const tracked_interface&, const tracked_interface&) = default;
};

}  // namespace hakit::keepalived
