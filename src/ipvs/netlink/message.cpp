#include "ipvs/netlink/message.hpp"

#include <linux/genetlink.h>
#include <linux/netlink.h>

#include <algorithm>
#include <cerrno>

namespace hakit::ipvs::netlink {

namespace {

constexpr std::size_t aligned(std::size_t size) noexcept { return (size + 3U) & ~std::size_t{3}; }

template <class Header>
std::optional<Header> header_of(bytes from) noexcept {
    if (from.size() < sizeof(Header)) return std::nullopt;
    Header h{};
    std::memcpy(&h, from.data(), sizeof h);
    return h;
}

}  // namespace

std::uint32_t message_writer::begin(std::uint8_t command, std::uint16_t flags) {
    const genlmsghdr g{command, 1, 0};
    return begin(type_, flags, std::as_bytes(std::span{&g, 1}));
}

std::uint32_t message_writer::begin(std::uint16_t type, std::uint16_t flags, bytes family_header) {
    last_ = buffer_.size();
    ++count_;
    if (++sequence_ == 0) sequence_ = 1;  // 0 is what the kernel uses for messages nobody asked for
    nlmsghdr h{};
    h.nlmsg_type = type;
    h.nlmsg_flags = static_cast<std::uint16_t>(flags | NLM_F_REQUEST);
    h.nlmsg_seq = sequence_;
    append(std::as_bytes(std::span{&h, 1}));
    append(family_header);
    buffer_.resize(last_ + aligned(buffer_.size() - last_));
    update_length();
    return sequence_;
}

void message_writer::add_flags(std::uint16_t flags) {
    std::uint16_t old = 0;
    std::memcpy(&old, buffer_.data() + last_ + offsetof(nlmsghdr, nlmsg_flags), sizeof old);
    store_u16(last_ + offsetof(nlmsghdr, nlmsg_flags), static_cast<std::uint16_t>(old | flags));
}

void message_writer::set_sequence(std::uint32_t sequence) noexcept {
    sequence_ = sequence;
    std::memcpy(buffer_.data() + last_ + offsetof(nlmsghdr, nlmsg_seq), &sequence, sizeof sequence);
}

void message_writer::put(std::uint16_t type, bytes payload) {
    const nlattr a{static_cast<std::uint16_t>(sizeof(nlattr) + payload.size()), type};
    const auto place = buffer_.size();
    buffer_.resize(place + aligned(a.nla_len));
    std::memcpy(buffer_.data() + place, &a, sizeof a);
    if (!payload.empty()) std::memcpy(buffer_.data() + place + sizeof a, payload.data(), payload.size());
    update_length();
}

void message_writer::put_be16(std::uint16_t type, std::uint16_t value) {
    const std::array raw{static_cast<std::byte>(value >> 8U), static_cast<std::byte>(value & 0xffU)};
    put(type, raw);
}

void message_writer::put_string(std::uint16_t type, std::string_view text) {
    const auto place = buffer_.size();
    const nlattr a{static_cast<std::uint16_t>(sizeof(nlattr) + text.size() + 1), type};
    append(std::as_bytes(std::span{&a, 1}));
    append(std::as_bytes(std::span{text}));
    buffer_.resize(place + aligned(a.nla_len));
    update_length();
}

std::size_t message_writer::open(std::uint16_t type) {
    const auto place = buffer_.size();
    put(static_cast<std::uint16_t>(type | NLA_F_NESTED), {});
    return place;
}

void message_writer::close(std::size_t place) { store_u16(place, static_cast<std::uint16_t>(buffer_.size() - place)); }

void message_writer::clear() noexcept {
    buffer_.clear();
    last_ = 0;
    count_ = 0;
}

void message_writer::append(bytes raw) { buffer_.insert(buffer_.end(), raw.begin(), raw.end()); }

void message_writer::store_u16(std::size_t at, std::uint16_t value) noexcept {
    std::memcpy(buffer_.data() + at, &value, sizeof value);
}

void message_writer::update_length() noexcept {
    const auto length = static_cast<std::uint32_t>(buffer_.size() - last_);
    std::memcpy(buffer_.data() + last_ + offsetof(nlmsghdr, nlmsg_len), &length, sizeof length);
}

std::optional<std::uint16_t> attribute::be16() const noexcept {
    if (payload.size() < 2) return std::nullopt;
    return static_cast<std::uint16_t>(std::to_integer<unsigned>(payload[0]) << 8U |
                                      std::to_integer<unsigned>(payload[1]));
}

std::string_view attribute::string() const noexcept {
    const std::string_view all{reinterpret_cast<const char*>(payload.data()), payload.size()};
    return all.substr(0, all.find('\0'));
}

std::optional<attribute> next_attribute(bytes& rest) noexcept {
    const auto h = header_of<nlattr>(rest);
    if (!h || h->nla_len < sizeof(nlattr) || h->nla_len > rest.size()) return std::nullopt;
    const attribute a{static_cast<std::uint16_t>(h->nla_type & NLA_TYPE_MASK),
                      rest.subspan(sizeof(nlattr), h->nla_len - sizeof(nlattr))};
    rest = rest.subspan(std::min(aligned(h->nla_len), rest.size()));
    return a;
}

std::uint8_t message_view::command() const noexcept {
    const auto h = header_of<genlmsghdr>(payload);
    return h ? h->cmd : std::uint8_t{0};
}

bytes message_view::attributes() const noexcept {
    return payload.size() < sizeof(genlmsghdr) ? bytes{} : payload.subspan(sizeof(genlmsghdr));
}

std::optional<message_view> next_message(bytes& rest) noexcept {
    const auto h = header_of<nlmsghdr>(rest);
    if (!h || h->nlmsg_len < sizeof(nlmsghdr) || h->nlmsg_len > rest.size()) return std::nullopt;
    const message_view m{h->nlmsg_type, h->nlmsg_flags, h->nlmsg_seq,
                         rest.subspan(sizeof(nlmsghdr), h->nlmsg_len - sizeof(nlmsghdr))};
    rest = rest.subspan(std::min(aligned(h->nlmsg_len), rest.size()));
    return m;
}

std::optional<acknowledgement> read_acknowledgement(const message_view& m) noexcept {
    if (m.type != NLMSG_ERROR && m.type != NLMSG_DONE) return std::nullopt;
    acknowledgement a;
    const auto code = attribute{0, m.payload}.number<std::int32_t>();
    // A dump may end without a code; an error without one says nothing that could be believed.
    if (!code) {
        a.system_errno = m.type == NLMSG_ERROR ? EBADMSG : 0;
        return a;
    }
    // The least int has no positive counterpart; a positive code means nothing.
    a.system_errno = *code > -4096 && *code <= 0 ? -*code : EBADMSG;
    if (m.type != NLMSG_ERROR || (m.flags & NLM_F_ACK_TLVS) == 0) return a;
    // struct nlmsgerr: the code, the header of the request, and the request itself unless the kernel left it out.
    const auto request = header_of<nlmsghdr>(m.payload.subspan(sizeof *code));
    if (!request) return a;
    auto skip = sizeof(nlmsgerr);
    if ((m.flags & NLM_F_CAPPED) == 0 && request->nlmsg_len > sizeof(nlmsghdr)) {
        skip += aligned(request->nlmsg_len - sizeof(nlmsghdr));
    }
    if (skip > m.payload.size()) return a;
    const attribute_table<NLMSGERR_ATTR_MSG> details{m.payload.subspan(skip)};
    if (const auto* text = details.find(NLMSGERR_ATTR_MSG)) a.reason = text->string();
    return a;
}

}  // namespace hakit::ipvs::netlink
