#include "large_input.hpp"

#include <hakit/io/threads.hpp>

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <memory>

namespace hakit::cli {

void expect_large_input(std::size_t bytes) {
    constexpr std::size_t large = std::size_t{128} << 10;
    constexpr std::size_t huge_page = std::size_t{2} << 20;
    constexpr std::size_t least_room = std::size_t{8} << 20;
    constexpr std::size_t step = std::size_t{4} << 20;
    constexpr std::size_t most = std::size_t{1} << 30;
    constexpr int highest_threshold = 32 << 20;  // that glibc takes
    if (bytes < large || bytes > most / 10) return;
    // Tokens, nodes and the typed configuration are about eight times the text, and thirty times where a CIB is made of
    // crm shell text. They go onto one heap that grows in few steps and has huge pages: page faults are a third to half
    // of the time otherwise. Room that is not used costs nothing.
    const std::size_t room = std::clamp(bytes * 30, least_room, most) / huge_page * huge_page;
    mallopt(M_MMAP_THRESHOLD, highest_threshold);
    mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
    mallopt(M_TOP_PAD, static_cast<int>(room + huge_page));
    void* const grows = std::malloc(large / 2);
    mallopt(M_TOP_PAD, static_cast<int>(step));
    // What follows starts on a huge page: what is left of the one before is never touched, and so costs nothing.
    void* begin = grows;
    std::size_t left = room + huge_page;
    if (grows == nullptr || std::align(huge_page, room, begin, left) == nullptr) return;
    (void)madvise(begin, room, MADV_HUGEPAGE);
    const auto rest = static_cast<std::size_t>(static_cast<char*>(begin) - static_cast<char*>(grows));
    std::free(grows);
    [[maybe_unused]] static void* volatile unused;  // volatile, or the compiler leaves the allocation out
    unused = std::malloc(rest);
}

namespace {

/// The same for the heap of a thread, which glibc lets grow by 4 kB at a time and to 64 MB: in few steps, with pages
/// that are there already.
void ready_heap_of_thread(std::size_t bytes, const std::atomic<bool>& wanted) {
    constexpr std::size_t page = 4096;
    constexpr std::size_t huge_page = std::size_t{2} << 20;
    constexpr std::size_t step = std::size_t{27} << 20;  // few: where malloc() writes first stays a small page
    std::array<void*, 2> taken{};
    for (std::size_t i = 0; i < taken.size() && i * step < bytes; ++i) {
        taken[i] = std::malloc(step);
        if (taken[i] == nullptr) continue;
        // By whole pages, so that the advice has no gaps where they meet.
        auto* const begin = reinterpret_cast<char*>(reinterpret_cast<std::uintptr_t>(taken[i]) / page * page);
        (void)madvise(begin, step, MADV_HUGEPAGE);
        for (std::size_t at = 0; at < step && i * step + at < bytes && !wanted; at += huge_page)
            (void)madvise(begin + at, std::min(huge_page, step - at), MADV_POPULATE_WRITE);
    }
    for (auto* const t : taken) std::free(t);
}

}  // namespace

const text::parallel& threads_for_large_input(std::size_t bytes) {
    constexpr std::size_t large = std::size_t{1} << 20;
    static const text::parallel none;
    static const text::parallel* team = nullptr;
    if (bytes < large) return none;
    if (team == nullptr)
        team = new text::parallel{io::threads(0, [bytes](const std::atomic<bool>& wanted) {
            ready_heap_of_thread(bytes * 9 / std::min(io::usable_processors(), 8u), wanted);
        })};
    return *team;
}

}  // namespace hakit::cli
