/// A line on its way through the expansion: each byte knows where it was written. Internal.
#pragma once

#include <hakit/text/span.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::keepalived {

inline constexpr std::uint32_t no_definition = 0xffff'ffff;

/// Where a byte of the expanded text was written: itself, or the reference that put it there.
struct byte_origin {
    text::file_id file = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint32_t definition = no_definition;  ///< index into the list of definition places

    /// Written just so, at `begin`; otherwise [begin, end) is the reference.
    [[nodiscard]] bool verbatim() const noexcept { return definition == no_definition && end == begin + 1; }
};

/// A line of at most a few thousand bytes with the origin of each.
class traced_line {
public:
    traced_line() = default;
    /// Bytes of a file as they are written.
    traced_line(text::file_id file, std::uint32_t begin, std::string_view bytes) : text_{bytes} {
        origins_.reserve(bytes.size());
        for (std::uint32_t i = 0; i < bytes.size(); ++i) origins_.push_back({file, begin + i, begin + i + 1});
    }

    [[nodiscard]] std::string_view text() const noexcept { return text_; }
    [[nodiscard]] std::size_t size() const noexcept { return text_.size(); }
    [[nodiscard]] bool empty() const noexcept { return text_.empty(); }
    [[nodiscard]] const byte_origin& origin(std::size_t i) const noexcept { return origins_[i]; }

    [[nodiscard]] traced_line substr(std::size_t begin, std::size_t end) const {
        traced_line part;
        part.text_ = text_.substr(begin, end - begin);
        part.origins_.assign(origins_.begin() + static_cast<std::ptrdiff_t>(begin),
                             origins_.begin() + static_cast<std::ptrdiff_t>(end));
        return part;
    }
    void append(const traced_line& other) {
        text_ += other.text_;
        origins_.insert(origins_.end(), other.origins_.begin(), other.origins_.end());
    }
    /// Bytes that stand for the reference at `from`.
    void append(std::string_view bytes, const byte_origin& from) {
        text_ += bytes;
        origins_.insert(origins_.end(), bytes.size(), from);
    }
    void truncate(std::size_t size) {
        text_.resize(size);
        origins_.resize(size);
    }
    /// The origin of [begin, end) as one reference; of its first byte's file.
    [[nodiscard]] byte_origin reference(std::size_t begin, std::size_t end, std::uint32_t definition) const noexcept {
        const auto& first = origins_[begin];
        const auto& last = origins_[end - 1];
        const bool together = first.file == last.file && first.begin <= last.begin;
        return {first.file, first.begin, together ? last.end : first.end, definition};
    }

private:
    std::string text_;
    std::vector<byte_origin> origins_;
};

}  // namespace hakit::keepalived
