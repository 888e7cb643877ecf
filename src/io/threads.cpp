#include <hakit/io/threads.hpp>

#include <sched.h>

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace hakit::io {
namespace {

using work = std::function<void(std::size_t)>;

/// Jobs that are done together.
class round {
public:
    round(std::size_t count, const work& job) : job_{job}, thrown_(count), left_{count} {}

    /// Does jobs until none is left to begin.
    void take_part() noexcept {
        for (std::size_t i; (i = next_++) < thrown_.size();) {
            try {
                job_(i);
            } catch (...) {
                thrown_[i] = std::current_exception();
            }
            const std::lock_guard hold{mutex_};
            if (--left_ == 0) ended_.notify_all();
        }
    }
    void wait_for_end() {
        std::unique_lock hold{mutex_};
        ended_.wait(hold, [this] { return left_ == 0; });
    }
    void rethrow() const {
        for (const auto& e : thrown_)
            if (e) std::rethrow_exception(e);
    }

private:
    const work& job_;
    std::vector<std::exception_ptr> thrown_;
    std::atomic<std::size_t> next_ = 0;
    std::size_t left_;
    std::mutex mutex_;
    std::condition_variable ended_;
};

/// Threads that wait for a round.
class team {
public:
    team(unsigned size, std::function<void(const std::atomic<bool>&)> warm_up) : warm_up_{std::move(warm_up)} {
        try {
            for (unsigned i = 0; i < size; ++i) members_.emplace_back([this] { serve(); });
        } catch (const std::system_error&) {
            // No further thread is to be had: there are fewer.
        }
    }
    team(const team&) = delete;
    team& operator=(const team&) = delete;
    ~team() {
        {
            const std::lock_guard hold{mutex_};
            over_ = true;
            wanted_ = true;
        }
        called_.notify_all();
        for (auto& m : members_) m.join();
    }

    void run(std::size_t count, const work& job) {
        if (count == 0) return;
        const auto all = std::make_shared<round>(count, job);
        // A call out of a job, or beside another one, does it alone.
        if (const std::unique_lock alone{running_, std::try_to_lock}; alone) {
            {
                const std::lock_guard hold{mutex_};
                current_ = all;
                wanted_ = true;
            }
            called_.notify_all();
            all->take_part();
            all->wait_for_end();
            const std::lock_guard hold{mutex_};
            current_.reset();
        } else {
            all->take_part();
        }
        all->rethrow();
    }

private:
    void serve() {
        if (warm_up_) warm_up_(wanted_);
        std::shared_ptr<round> last;
        for (;;) {
            {
                std::unique_lock hold{mutex_};
                called_.wait(hold, [&] { return over_ || (current_ && current_ != last); });
                if (over_) return;
                last = current_;
            }
            last->take_part();
        }
    }

    const std::function<void(const std::atomic<bool>&)> warm_up_;
    std::atomic<bool> wanted_ = false;
    std::mutex running_;
    std::mutex mutex_;
    std::condition_variable called_;
    std::shared_ptr<round> current_;  ///< null between rounds
    bool over_ = false;
    std::vector<std::thread> members_;
};

}  // namespace

unsigned usable_processors() noexcept {
    cpu_set_t usable;
    if (::sched_getaffinity(0, sizeof usable, &usable) != 0) return 1;
    return static_cast<unsigned>(std::max(CPU_COUNT(&usable), 1));
}

text::parallel threads(unsigned count, std::function<void(const std::atomic<bool>& wanted)> warm_up) {
    constexpr unsigned most_by_itself = 8;
    const auto used = count != 0 ? count : std::min(usable_processors(), most_by_itself);
    const auto others = std::make_shared<team>(used - 1, std::move(warm_up));
    return {.jobs = used, .run = [others](std::size_t jobs, const work& job) { others->run(jobs, job); }};
}

}  // namespace hakit::io
