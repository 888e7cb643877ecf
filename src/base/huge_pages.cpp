#include "base/huge_pages.hpp"

#include <sys/mman.h>

#include <memory>

namespace hakit {

void advise_huge_pages(void* begin, std::size_t bytes) noexcept {
    constexpr std::size_t huge_page = std::size_t{2} << 20;
    if (bytes < 2 * huge_page || std::align(huge_page, huge_page, begin, bytes) == nullptr) return;
    (void)::madvise(begin, bytes / huge_page * huge_page, MADV_HUGEPAGE);  // without it, small pages do
}

}  // namespace hakit
