#include "crm/acl_words.hpp"

#include "crm/syntax.hpp"

#include <array>

namespace hakit::crm {
namespace {

/// Pieces of an xpath; '@' stands for the next word between colons.
struct shortcut {
    std::string_view name;
    std::array<std::string_view, 2> pieces;
};
constexpr std::array shortcuts{
    shortcut{"meta", {"//primitive[@id='@']/meta_attributes", "/nvpair[@name='@']"}},
    shortcut{"params", {"//primitive[@id='@']/instance_attributes", "/nvpair[@name='@']"}},
    shortcut{"utilization", {"//primitive[@id='@']/utilization", ""}},
    shortcut{"location", {"//rsc_location[@id='cli-prefer-@' and @rsc='@']", ""}},
    shortcut{"property", {"//crm_config/cluster_property_set", "/nvpair[@name='@']"}},
    shortcut{"nodeattr", {"//nodes/node/instance_attributes", "/nvpair[@name='@']"}},
    shortcut{"nodeutil", {"//nodes/node/utilization", "[@uname='@']"}},
    shortcut{"node", {"//nodes/node", "[@uname='@']"}},
    shortcut{"status", {"/cib/status", ""}},
    shortcut{"cib", {"/cib", ""}},
};

/// The piece with the word in place of each '='@'.
void append(std::string& out, std::string_view piece, std::string_view word) {
    constexpr std::string_view slot = "@'";
    // Only an '@' that a quote follows is a slot; the others name attributes.
    for (std::size_t i = 0; i < piece.size(); ++i) {
        if (piece.substr(i).starts_with(slot))
            out += word;
        else
            out += piece[i];
    }
}

bool has_slot(std::string_view piece) noexcept { return piece.find("@'") != piece.npos; }

}  // namespace

std::optional<acl_specification> acl_specification_of(std::string_view word) {
    const auto colon = word.find(':');
    const auto name = word.substr(0, colon);
    const auto value = colon == word.npos ? std::string_view{} : word.substr(colon + 1);
    const auto is = [&](std::string_view a) { return same_word(name, a); };
    if (is("xpath") || is("ref") || is("reference") || is("type") || is("tag") || is("attr") || is("attribute")) {
        if (value.empty()) return std::nullopt;
        const auto what = is("xpath")                     ? acl_subject::xpath
                          : is("ref") || is("reference")  ? acl_subject::reference
                          : is("attr") || is("attribute") ? acl_subject::attribute
                                                          : acl_subject::type;
        return acl_specification{what, std::string{value}};
    }
    for (const auto& s : shortcuts) {
        if (!is(s.name)) continue;
        acl_specification found{acl_subject::xpath, {}};
        if (value.empty()) {
            if (has_slot(s.pieces[0])) return std::nullopt;
            found.value = s.pieces[0];
            return found;
        }
        std::size_t piece = 0;
        for (auto rest = value;;) {
            const auto end = rest.find(':');
            const auto part = rest.substr(0, end);
            // Pieces without a slot take no word.
            if (piece < s.pieces.size() && !s.pieces[piece].empty() && !has_slot(s.pieces[piece]))
                found.value += s.pieces[piece++];
            if (piece == s.pieces.size() || s.pieces[piece].empty()) return std::nullopt;
            append(found.value, s.pieces[piece++], part);
            if (end == rest.npos) break;
            rest.remove_prefix(end + 1);
        }
        return found;
    }
    return std::nullopt;
}

}  // namespace hakit::crm
