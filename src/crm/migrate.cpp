#include <hakit/crm/migrate.hpp>

#include <hakit/cib/ids.hpp>

#include <boost/unordered/unordered_flat_set.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::crm {
namespace {

using cib::element;
using cib::key;
using cib::tag;
using name_set = boost::unordered_flat_set<std::string, boost::hash<std::string>, std::equal_to<>>;

/// The words between quotes in an XPath, ids among them.
void erase_quoted(std::string_view path, name_set& from) {
    for (auto at = path.find_first_of("'\""); at != path.npos; at = path.find_first_of("'\"", at)) {
        const auto end = path.find(path[at], at + 1);
        if (end == path.npos) return;
        from.erase(std::string{path.substr(at + 1, end - at - 1)});
        at = end + 1;
    }
}

void erase_referenced(const element& e, name_set& from) {
    for (const auto k : {key::id_ref, key::reference, key::ref})
        if (const auto* a = e.find(k)) from.erase(a->value);
    if (e.is(tag::obj_ref)) from.erase(std::string{e.id()});
    if (const auto* path = e.find(key::xpath)) erase_quoted(path->value, from);
    for (const auto& child : e.children)
        if (!child.is(tag::status)) erase_referenced(child, from);
}

}  // namespace

cib::migration migrate(const cib::config& c, cib::schema_version to) {
    name_set unsaid;
    cib::for_each_implied_id(c, [&](const element& e) { unsaid.emplace(e.id()); });
    erase_referenced(c.root, unsaid);
    auto made = cib::migrate(c, to);
    boost::unordered_flat_set<const element*> implied;
    cib::for_each_implied_id(made.configuration, [&](const element& e) { implied.insert(&e); });
    const auto renew = [&](auto&& self, element& e) -> void {
        if (cib::needs_id(e.type.known()) && !implied.contains(&e) && unsaid.contains(std::string{e.id()}))
            e.erase(key::id);
        for (auto& child : e.children)
            if (!child.is(tag::status)) self(self, child);
    };
    renew(renew, made.configuration.root);
    cib::assign_ids(made.configuration);
    return made;
}

}  // namespace hakit::crm
