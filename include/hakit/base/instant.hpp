/// Time as the engines see it: a number they are given, never a clock they read.
#pragma once

#include <chrono>

namespace hakit {

/// The time line of an engine. It has no now(): io feeds it the steady clock, sim a virtual one.
struct timeline {
    using duration = std::chrono::nanoseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<timeline>;
    static constexpr bool is_steady = true;
};

using duration = timeline::duration;
using instant = timeline::time_point;

/// The wake-up time of an engine that waits for nothing.
inline constexpr instant never = instant::max();

}  // namespace hakit
