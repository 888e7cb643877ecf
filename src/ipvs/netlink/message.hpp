/// Generic netlink messages as bytes: a writer that packs many into one buffer, and views that read them.
/// Headers are in host order, as the kernel wants them; nothing here allocates per message or trusts a length.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace hakit::ipvs::netlink {

using bytes = std::span<const std::byte>;

/// Packs messages for one send(). Attributes go into the message that begin() opened last.
class message_writer {
public:
    /// `type` is the family's number, or that of the controller.
    explicit message_writer(std::uint16_t type = 0) noexcept : type_{type} {}
    void set_type(std::uint16_t type) noexcept { type_ = type; }

    /// Opens a message and returns its sequence number. `flags` are NLM_F_*; NLM_F_REQUEST is added.
    std::uint32_t begin(std::uint8_t command, std::uint16_t flags);
    /// The same for another family than generic netlink, with the header that it has instead (ifinfomsg, ifaddrmsg
    /// ...).
    std::uint32_t begin(std::uint16_t type, std::uint16_t flags, bytes family_header);
    /// Adds flags to the last message.
    void add_flags(std::uint16_t flags);
    /// Numbers the last message; the next one has the number after it.
    void set_sequence(std::uint32_t sequence) noexcept;

    void put(std::uint16_t type, bytes payload);
    /// In host order.
    template <class Number>
    void put_number(std::uint16_t type, Number value) {
        std::array<std::byte, sizeof value> raw{};
        std::memcpy(raw.data(), &value, sizeof value);
        put(type, raw);
    }
    /// In network order.
    void put_be16(std::uint16_t type, std::uint16_t value);
    /// With the final NUL.
    void put_string(std::uint16_t type, std::string_view text);
    /// An attribute of attributes: what is put until close() of the returned place goes into it.
    [[nodiscard]] std::size_t open(std::uint16_t type);
    void close(std::size_t place);

    [[nodiscard]] bytes data() const noexcept { return buffer_; }
    [[nodiscard]] std::size_t message_count() const noexcept { return count_; }
    /// Forgets the messages; sequence numbers go on.
    void clear() noexcept;

private:
    void append(bytes raw);
    void store_u16(std::size_t at, std::uint16_t value) noexcept;
    void update_length() noexcept;

    std::vector<std::byte> buffer_;
    std::size_t last_ = 0;  // where the last message starts
    std::size_t count_ = 0;
    std::uint32_t sequence_ = 0;
    std::uint16_t type_;
};

/// One attribute.
struct attribute {
    std::uint16_t type = 0;  ///< without the flags for nesting and byte order
    bytes payload;

    /// nullopt unless the payload has at least the size of the number. Host order.
    template <class Number>
    [[nodiscard]] std::optional<Number> number() const noexcept {
        if (payload.size() < sizeof(Number)) return std::nullopt;
        Number value{};
        std::memcpy(&value, payload.data(), sizeof value);
        return value;
    }
    [[nodiscard]] std::optional<std::uint16_t> be16() const noexcept;
    /// Up to the first NUL, or all of it.
    [[nodiscard]] std::string_view string() const noexcept;
};

/// Takes the next attribute off the front; nullopt at the end and at what is none.
[[nodiscard]] std::optional<attribute> next_attribute(bytes& rest) noexcept;

/// The attributes of one level by their number, up to `Most`; unknown ones are left out, of equal ones the last counts.
template <std::size_t Most>
class attribute_table {
public:
    explicit attribute_table(bytes level) noexcept {
        while (const auto a = next_attribute(level)) {
            if (a->type <= Most) items_[a->type] = *a;
        }
    }
    [[nodiscard]] const attribute* find(std::size_t type) const noexcept {
        return items_[type] ? &*items_[type] : nullptr;
    }
    template <class Number>
    [[nodiscard]] std::optional<Number> number(std::size_t type) const noexcept {
        return items_[type] ? items_[type]->template number<Number>() : std::nullopt;
    }

private:
    std::array<std::optional<attribute>, Most + 1> items_{};
};

/// One message as received.
struct message_view {
    std::uint16_t type = 0;
    std::uint16_t flags = 0;
    std::uint32_t sequence = 0;
    bytes payload;  ///< after the netlink header

    /// The command of the generic header; 0 when there is none.
    [[nodiscard]] std::uint8_t command() const noexcept;
    /// What follows the generic header.
    [[nodiscard]] bytes attributes() const noexcept;
};

/// Takes the next message off the front of a datagram; nullopt at the end and at what is none.
[[nodiscard]] std::optional<message_view> next_message(bytes& rest) noexcept;

/// What an NLMSG_ERROR message says, and NLMSG_DONE, which ends a dump.
struct acknowledgement {
    int system_errno = 0;     ///< 0: success
    std::string_view reason;  ///< the kernel's text, rarely there; points into the message
};

/// nullopt for every other kind of message.
[[nodiscard]] std::optional<acknowledgement> read_acknowledgement(const message_view& m) noexcept;

}  // namespace hakit::ipvs::netlink
