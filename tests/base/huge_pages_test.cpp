#include "base/huge_pages.hpp"

#include <doctest/doctest.h>

#include <sys/mman.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <fstream>
#include <string>

namespace {

constexpr std::size_t huge_page = std::size_t{2} << 20;

/// Fresh memory that nothing else uses.
class mapping {
public:
    explicit mapping(std::size_t bytes) : bytes_{bytes} {
        begin_ = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    }
    mapping(const mapping&) = delete;
    mapping& operator=(const mapping&) = delete;
    ~mapping() {
        if (begin_ != MAP_FAILED) ::munmap(begin_, bytes_);
    }
    [[nodiscard]] bool made() const { return begin_ != MAP_FAILED; }
    [[nodiscard]] unsigned char* bytes() const { return static_cast<unsigned char*>(begin_); }

private:
    std::size_t bytes_;
    void* begin_;
};

/// Whether this kernel has huge pages; one without them refuses.
bool has_huge_pages() {
    const mapping memory{2 * huge_page};
    return memory.made() && ::madvise(memory.bytes(), 2 * huge_page, MADV_HUGEPAGE) == 0;
}

/// Whether the kernel was told that the byte may lie in a huge page ("hg" of its flags in smaps).
bool is_advised(const void* byte) {
    const auto wanted = reinterpret_cast<std::uintptr_t>(byte);
    std::ifstream maps{"/proc/self/smaps"};
    bool inside = false;
    for (std::string line; std::getline(maps, line);) {
        const auto dash = line.find('-');
        if (line.starts_with("VmFlags:")) {
            if (inside) return line.find(" hg") != line.npos;
        } else if (dash != line.npos && dash < line.find(' ')) {
            inside =
                wanted >= std::stoull(line, nullptr, 16) && wanted < std::stoull(line.substr(dash + 1), nullptr, 16);
        }
    }
    return false;
}

}  // namespace

TEST_CASE("the whole huge pages inside an allocation are advised") {
    const mapping memory{6 * huge_page};
    REQUIRE(memory.made());
    const auto gap = huge_page - reinterpret_cast<std::uintptr_t>(memory.bytes()) % huge_page;
    auto* const aligned = memory.bytes() + gap;
    // From the middle of a huge page to the middle of another: two whole ones lie between.
    hakit::advise_huge_pages(aligned + huge_page / 2, 3 * huge_page);
    CHECK_FALSE(is_advised(aligned));
    CHECK_FALSE(is_advised(aligned + huge_page - 1));
    CHECK(is_advised(aligned + huge_page) == has_huge_pages());
    CHECK(is_advised(aligned + 3 * huge_page - 1) == has_huge_pages());
    CHECK_FALSE(is_advised(aligned + 3 * huge_page));
}

TEST_CASE("small allocations are left alone") {
    const mapping memory{4 * huge_page};
    REQUIRE(memory.made());
    const int before = errno;
    hakit::advise_huge_pages(memory.bytes(), 2 * huge_page - 1);
    hakit::advise_huge_pages(nullptr, 0);
    CHECK(errno == before);
    for (std::size_t at = 0; at < 4 * huge_page; at += huge_page) CHECK_FALSE(is_advised(memory.bytes() + at));
}

TEST_CASE("what is advised can be used as before") {
    const mapping memory{4 * huge_page};
    REQUIRE(memory.made());
    std::fill_n(memory.bytes(), 4 * huge_page, 0x5a);
    hakit::advise_huge_pages(memory.bytes(), 4 * huge_page);
    CHECK(std::all_of(memory.bytes(), memory.bytes() + 4 * huge_page, [](unsigned char c) { return c == 0x5a; }));
}
