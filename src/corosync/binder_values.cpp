// The values of keys.
#include "corosync/binder.hpp"

#include <hakit/base/ip_address.hpp>

#include "corosync/choice.hpp"
#include "corosync/codes/key_codes.hpp"
#include "corosync/codes/quorum_codes.hpp"
#include "corosync/codes/text_codes.hpp"
#include "corosync/number.hpp"
#include "corosync/quote.hpp"

#include <algorithm>

namespace hakit::corosync {
namespace {

/// The value without a comment behind it and without quotes around it.
std::string_view plain(std::string_view value) {
    for (const auto* mark : {" #", "\t#", " ;", " //"}) {
        const auto at = value.find(mark);
        if (at != value.npos) value = value.substr(0, at);
    }
    while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.remove_suffix(1);
    if (value.size() >= 2 && (value[0] == '"' || value[0] == '\'') && value.back() == value[0])
        value = value.substr(1, value.size() - 2);
    return value;
}

bool is_comment(std::string_view rest) {
    for (auto at = rest.find('#', 1); at != rest.npos; at = rest.find('#', at + 1))
        if (rest[at - 1] == ' ' || rest[at - 1] == '\t') return true;
    return false;
}

std::string joined(const std::vector<std::string_view>& words) {
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i != 0) out += i + 1 == words.size() ? " or " : ", ";
        out += words[i];
    }
    return out;
}

}  // namespace

std::optional<std::uint64_t> binder::take_number(text::node_id id, const key& k) {
    const auto text = value(id);
    const auto read = number_from(text, k.type);
    if (read && !read->outside_of_type) {
        if (read->wrapped)
            report(key_code.wrapped_number, value_place(id),
                   "corosync reads " + quote(text) + " as " + std::to_string(read->value));
        return read->value;
    }
    if (aim_.version >= k.untyped || aim_.version >= k.until || aim_.version < k.since) return std::nullopt;
    auto message = text.empty() ? quote(k.name) + " has no value"
                                : quote(text) + (read ? " is too large or too small" : " is no number");
    message += "; " + std::string{range_text(k.type)} + " is expected";
    // corosync 1 took the digits at the beginning, corosync 2 every number.
    const bool refused = aim_.version >= v3_0 || (aim_.version >= v2_0 && !read);
    if (!refused) message += "; corosync takes it as " + std::to_string(read ? read->value : leading_number(text));
    auto& d = report(key_code.not_a_number, value_place(id), std::move(message),
                     refused ? text::severity::error : text::severity::warning);
    offer_plain_value(d, id);
    if (refused) return std::nullopt;
    return read ? read->value : leading_number(text);
}

void binder::offer_plain_value(text::diagnostic& d, text::node_id id) {
    const auto text = value(id);
    const auto without = plain(text);
    if (without == text || without.empty()) return;
    const auto place = value_place(id);
    const auto line = doc_.lines().full_line_span(doc_.lines().line_of(place.begin));
    const auto comment = text.find('#');
    std::vector<text::text_edit> edits;
    if (comment != text.npos && is_comment(text)) {
        const auto indent = text::span{line.begin, doc_.header(id).begin}.of(text_);
        const std::string ending = line.of(text_).ends_with("\r\n") ? "\r\n" : "\n";
        edits.push_back({{line.begin, line.begin}, std::string{indent} + std::string{text.substr(comment)} + ending});
    }
    edits.push_back({place, std::string{without}});
    d.remedy = text::fix{is_comment(text) ? "put the comment on a line of its own" : "write the value alone",
                         text::applicability::certain, std::move(edits)};
}

bool binder::report_decoration(text::node_id id) {
    const auto text = value(id);
    if (is_comment(text)) {
        auto& d = report(text_code.comment_in_value, value_place(id),
                         "the comment is a part of the value; comments stand on a line of their own");
        offer_plain_value(d, id);
        d.remedy->confidence = text::applicability::maybe;
        return true;
    }
    if (text.size() >= 2 && (text[0] == '"' || text[0] == '\'') && text.back() == text[0]) {
        auto& d = report(text_code.quoted_value, value_place(id), "the quotes are a part of the value");
        offer_plain_value(d, id);
        if (d.remedy) d.remedy->confidence = text::applicability::maybe;
        return true;
    }
    return false;
}

void binder::check_text(text::node_id id, const key& k) {
    if (!k.works_in(aim_.version)) return;
    if (k.type == value_type::choice) return check_choice(id, k);
    const auto text = value(id);
    if (text.empty()) {
        const bool address = k.type == value_type::address;
        report(address ? key_code.not_an_address : key_code.empty_value, doc_.header(id),
               quote(k.name) + " has no value");
        return;
    }
    // bindnetaddr is read only where the nodelist has no address for the link; check() knows.
    if (k.type == value_type::address && k.name != "bindnetaddr" && !may_be_address(text)) {
        // /etc/hosts can give an address to any word.
        const auto slash = text.find('/');
        const bool never = text.find_first_of(" \t") != text.npos || ip_address::parse(text.substr(0, slash));
        auto& d = report(key_code.not_an_address, value_place(id), quote(text) + " is no address and no host name",
                         never ? text::severity::error : text::severity::warning);
        offer_plain_value(d, id);
        if (!d.remedy && slash != text.npos && slash != 0)
            d.remedy = text::fix{"remove the prefix length",
                                 text::applicability::maybe,
                                 {{value_place(id), std::string{text.substr(0, slash)}}}};
        return;
    }
    report_decoration(id);
}

void binder::check_choice(text::node_id id, const key& k) {
    const auto text = value(id);
    const auto allowed = choices_in(k, aim_.version);
    if (std::ranges::find(allowed, text) != allowed.end()) return;
    // Before 3.0 what cannot be used was mostly ignored.
    const bool ignored = k.otherwise == unfit::ignored;
    auto message = (text.empty() ? quote(k.name) + " has no value" : quote(text) + " is not allowed") + ": " +
                   (allowed.empty() ? "no release takes it" : joined(allowed)) +
                   (allowed.size() == 1 ? " is" : " are") + " what corosync " + aim_.version.to_string() + " takes";
    if (ignored && !k.fallback.empty()) message += "; it uses " + std::string{k.fallback};
    const auto& code = k.otherwise == unfit::fails_start ? quorum_code.unknown_provider : key_code.bad_choice;
    auto& d =
        report(code, value_place(id), std::move(message), ignored ? text::severity::warning : text::severity::error);
    offer_plain_value(d, id);
    if (d.remedy) return;
    const auto close = text::nearest(text, allowed);
    if (!close.empty())
        d.remedy =
            text::fix{"write " + quote(close), text::applicability::maybe, {{value_place(id), std::string{close}}}};
}

}  // namespace hakit::corosync
