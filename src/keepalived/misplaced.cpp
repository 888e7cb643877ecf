#include "keepalived/misplaced.hpp"

#include "keepalived/codes/keyword_codes.hpp"
#include "keepalived/values/words.hpp"

#include <algorithm>
#include <map>
#include <string>

namespace hakit::keepalived {
namespace {

struct home {
    std::vector<std::string> paths;  ///< of the blocks that know the keyword; "" is the top level
    std::string_view alias_of;       ///< in one of them
};

/// Each keyword's home. Built once, then only read.
const std::map<std::string_view, home>& homes() {
    static const auto index = [] {
        std::map<std::string_view, home> all;
        for_each_keyword(
            [](std::string_view path, const keyword& k, void* user) {
                auto& here = (*static_cast<std::map<std::string_view, home>*>(user))[k.name];
                const auto slash = path.rfind('/');
                here.paths.emplace_back(slash == path.npos ? "" : path.substr(0, slash));
                if (!k.alias_of.empty()) here.alias_of = k.alias_of;
            },
            &all);
        return all;
    }();
    return index;
}

std::string join(const std::vector<std::string_view>& names) {
    std::string out;
    for (const auto name : names) {
        if (!out.empty()) out += '/';
        out += name;
    }
    return out;
}

/// The home that shares the longest beginning with where the keyword stands.
const std::string& nearest_home(const std::vector<std::string>& candidates, const std::string& here) {
    const auto shared = [&](const std::string& candidate) {
        return std::mismatch(candidate.begin(), candidate.end(), here.begin(), here.end()).first - candidate.begin();
    };
    return *std::max_element(candidates.begin(), candidates.end(),
                             [&](const auto& a, const auto& b) { return shared(a) < shared(b); });
}

/// A keyword that keepalived once had.
struct former_keyword {
    std::string_view block, name;
    std::string_view now;  ///< the keyword to use; empty when there is none
    std::string_view why;
};

constexpr former_keyword former[] = {
    {"global_defs", "lvs_id", "router_id", "it is called 'router_id' now"},
    {"virtual_server", "nat_mask", "", "it was for Linux 2.2 only; remove it"},
};

const former_keyword* find_former(std::string_view block, std::string_view name) {
    const auto* found = std::ranges::find_if(former, [&](const auto& f) { return f.block == block && f.name == name; });
    return found == std::end(former) ? nullptr : found;
}

std::string block_name(std::string_view path) {
    if (path.empty()) return "the top level";
    return quote(path.substr(path.rfind('/') == path.npos ? 0 : path.rfind('/') + 1));
}

}  // namespace

std::string_view nearest_keyword(std::string_view name, const keyword_table& known) {
    std::vector<std::string_view> names;
    names.reserve(known.size());
    for (const auto& k : known) names.push_back(k.name);
    return text::nearest(name, names);
}

void report_unknown_keyword(reader& in, const text::document& doc, text::node_id id, const word& name,
                            const keyword_table& known, const std::vector<std::string_view>& context) {
    const bool block = doc.at(id).has_block();
    const auto where = block ? doc.where(id) : name.where;
    const auto here = join(context);
    const auto replace = [&](text::diagnostic& d, std::string_view by) {
        const auto place = in.editable(name.where);
        if (place)
            d.remedy = text::fix{"replace " + quote(name.text) + " by " + quote(by),
                                 text::applicability::maybe,
                                 {{*place, std::string{by}}}};
    };
    if (const auto found = homes().find(name.text); found != homes().end()) {
        const auto& [paths, current] = found->second;
        auto message = quote(name.text) + " does not belong in " + block_name(here) + " but in " +
                       block_name(nearest_home(paths, here));
        const bool renamed = !current.empty() && known.find(current) != nullptr;
        if (renamed) message += "; here it is " + quote(current);
        auto& d = in.report(keyword_code.misplaced_keyword, where, std::move(message));
        if (renamed) replace(d, current);
        return;
    }
    if (const auto* old = find_former(context.empty() ? std::string_view{} : context.back(), name.text)) {
        auto& d = in.report(keyword_code.unknown_keyword, where,
                            quote(name.text) + " is a keyword of old releases: " + std::string{old->why});
        if (!old->now.empty()) replace(d, old->now);
        return;
    }
    const auto guess = nearest_keyword(name.text, known);
    std::string message = "unknown ";
    message += block ? "block " : "keyword ";
    message += quote(name.text) + " in " + block_name(here);
    if (!guess.empty()) message += "; did you mean " + quote(guess) + '?';
    auto& d = in.report(block ? keyword_code.unknown_block : keyword_code.unknown_keyword, where, std::move(message));
    if (!guess.empty()) replace(d, guess);
}

void report_old_name(reader& in, const keyword& k) {
    const bool old = !k.deprecated.empty();
    std::string message = quote(k.name);
    if (old) message += " is deprecated (" + std::string{k.deprecated} + ')';
    if (!k.alias_of.empty()) message += (old ? "; use " : " is another name of ") + quote(k.alias_of);
    auto& d = in.report(old ? keyword_code.deprecated : keyword_code.alias, in.keyword_where(), std::move(message));
    if (k.alias_of.empty()) return;
    if (const auto place = in.editable(in.keyword_where()))
        d.remedy = text::fix{"replace " + quote(k.name) + " by " + quote(k.alias_of),
                             text::applicability::certain,
                             {{*place, std::string{k.alias_of}}}};
}

}  // namespace hakit::keepalived
