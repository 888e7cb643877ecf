#include "large_input.hpp"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

namespace hakit::cli {

void expect_large_input(std::size_t bytes) {
    constexpr std::size_t large = std::size_t{128} << 10;
    constexpr std::size_t least_room = std::size_t{8} << 20;
    constexpr std::size_t step = std::size_t{4} << 20;
    constexpr std::size_t most = std::size_t{1} << 30;
    constexpr int highest_threshold = 32 << 20;  // that glibc takes
    if (bytes < large || bytes > most / 10) return;
    // Tokens, nodes and the typed configuration are about eight times the text, and more where a CIB is made of crm
    // shell text. They go onto one heap that grows in few steps and has huge pages: page faults are a third to half of
    // the time otherwise.
    const std::size_t room = std::max(bytes * 10, least_room);
    mallopt(M_MMAP_THRESHOLD, highest_threshold);
    mallopt(M_TRIM_THRESHOLD, static_cast<int>(most));
    mallopt(M_TOP_PAD, static_cast<int>(room));
    void* volatile grows = std::malloc(large / 2);  // volatile, or the compiler leaves the pair out
    std::free(grows);
    mallopt(M_TOP_PAD, static_cast<int>(step));
    constexpr std::size_t huge_page = std::size_t{2} << 20;
    void* begin = static_cast<char*>(sbrk(0)) - room;
    std::size_t left = room;
    if (std::align(huge_page, huge_page, begin, left) == nullptr) return;
    (void)madvise(begin, left / huge_page * huge_page, MADV_HUGEPAGE);
}

}  // namespace hakit::cli
