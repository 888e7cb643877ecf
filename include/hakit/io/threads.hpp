/// Threads for work that can be cut into jobs.
#pragma once

#include <hakit/text/parallel.hpp>

#include <atomic>
#include <functional>

namespace hakit::io {

/// The number of processors that this process may run on (sched_getaffinity(2)); 1 when that is not to be known.
[[nodiscard]] unsigned usable_processors() noexcept;

/// So many threads, the caller's among them, and as many jobs; 0: one for each usable processor, but at most 8. Fewer
/// where the system has none to give. They start now and live as long as a copy of what is returned; its run() may be
/// called by one thread at a time, others then get no help. It throws what the first job that threw did, in their
/// order.
///
/// `warm_up` is what each thread but the caller's does before its first job; it should end soon after `wanted` is true.
[[nodiscard]] text::parallel threads(unsigned count = 0,
                                     std::function<void(const std::atomic<bool>& wanted)> warm_up = {});

}  // namespace hakit::io
