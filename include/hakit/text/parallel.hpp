/// Leave to work on a big text in several threads.
#pragma once

#include <cstddef>
#include <functional>

namespace hakit::text {

/// The grammars start no threads: who has some to give says so here. The result is the same with and without.
struct parallel {
    /// How many jobs the work may be cut into; 0 and 1: it is not.
    unsigned jobs = 1;
    /// Calls job(0) to job(count - 1), in any threads and any order, and returns when all have ended; passes on what
    /// they throw. Empty: they run one after the other. io::threads() has one; a thread pool can be another.
    std::function<void(std::size_t count, const std::function<void(std::size_t)>& job)> run = {};
    /// The bytes that are read at a time, about: few enough for a cache, enough to be worth a job. Smaller texts are
    /// read in one.
    std::size_t section_bytes = std::size_t{256} << 10;

    void operator()(std::size_t count, const std::function<void(std::size_t)>& job) const {
        if (run) return run(count, job);
        for (std::size_t i = 0; i < count; ++i) job(i);
    }
};

}  // namespace hakit::text
