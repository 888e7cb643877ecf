#include "cib/check/context.hpp"

#include <hakit/cib/values.hpp>

#include "cib/schema/tables.hpp"

#include <array>

namespace hakit::cib {
namespace {

/// Whether the id of such elements is their name, not that of another element.
bool names_itself(tag t) noexcept {
    static const auto table = [] {
        std::array<bool, static_cast<std::size_t>(tag::attribute) + 1> made{};
        for (const attribute_row& row : attribute_rows())
            if (row.name == key::id && row.kind == value_kind::id) made[static_cast<std::size_t>(row.owner)] = true;
        return made;
    }();
    return table[static_cast<std::size_t>(t)];
}

std::size_t count_elements(const element& e) noexcept {
    std::size_t count = 1;
    for (const element& child : e.children) count += count_elements(child);
    return count;
}

}  // namespace

context::context(const config& c, const check_options& how, text::file_id file, text::diagnostic_list& out)
    : all{c},
      options{how},
      version{how.schema},
      whole{c.root.is(tag::cib) || c.root.is(tag::configuration)},
      file_{file},
      out_{out} {
    if (!version) version = version_of(c);
    if (const element* list = find_section(c, tag::resources))
        for (const element& e : list->children)
            if (is_resource(e.type.known())) add_resource(e, nullptr);
    if (const element* list = find_section(c, tag::nodes))
        for (const element& e : list->children) {
            if (!e.is(tag::node)) continue;
            ++node_count_;
            node_names_.insert(e.get(key::uname));
        }
    const element* top = configuration(c);
    if (!top) top = &c.root;
    ids_.reserve(count_elements(*top));
    add_ids(*top);
}

void context::add_resource(const element& e, const element* parent) {
    if (!e.id().empty()) by_id_.emplace(e.id(), static_cast<std::uint32_t>(resources_.size()));
    resources_.push_back({&e, parent});
    if (e.is(tag::primitive)) {
        if (e.get(key::provider) == "pacemaker" && e.get(key::type) == "remote") node_names_.insert(e.id());
        if (const element* guest = find_nvpair(e, tag::meta_attributes, "remote-node"))
            node_names_.insert(guest->get(key::value));
    }
    for (const element& inner : e.children)
        if (is_resource(inner.type.known())) add_resource(inner, &e);
}

void context::add_ids(const element& e) {
    for (const attribute& a : e.attributes) {
        if (a.name == key::id_ref) references_.push_back(&e);
        if (a.name == key::id && names_itself(e.type.known()) && !ids_.emplace(a.value, &e).second)
            repeated_ids_.push_back(&e);
    }
    for (const element& child : e.children) add_ids(child);
}

const context::resource* context::find_resource(std::string_view id) const noexcept {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : &resources_[found->second];
}

const element* context::find_id(std::string_view id) const noexcept {
    const auto found = ids_.find(id);
    return found == ids_.end() ? nullptr : found->second;
}

const element* context::resolved(const element& set) const noexcept {
    const attribute* ref = set.find(key::id_ref);
    if (!ref) return &set;
    const element* target = find_id(ref->value);
    return target && target->type == set.type.known() && !target->has(key::id_ref) ? target : nullptr;
}

const element* context::template_of(const element& primitive) const noexcept {
    const attribute* name = primitive.find(key::template_);
    if (!name) return nullptr;
    const resource* found = find_resource(name->value);
    return found && found->self->is(tag::template_) ? found->self : nullptr;
}

std::string_view context::agent(const element& primitive, key part) const noexcept {
    if (const attribute* own = primitive.find(part)) return own->value;
    const element* from = template_of(primitive);
    return from ? from->get(part) : std::string_view{};
}

std::string context::agent_name(const element& primitive) const {
    std::string name{agent(primitive, key::class_)};
    if (const std::string_view provider = agent(primitive, key::provider); !provider.empty()) {
        name += ':';
        name += provider;
    }
    name += ':';
    name += agent(primitive, key::type);
    return name;
}

namespace {

/// Looks into the sets of `owner`; of several the one with the highest score wins, and the first of equal ones.
looked_up look(const context& c, const element& owner, tag set, std::string_view name) noexcept {
    looked_up best;
    std::int32_t best_score = 0;
    for (const element& written : owner.children) {
        if (!written.is(set)) continue;
        const element* s = c.resolved(written);
        if (!s) continue;
        for (const element& pair : s->children) {
            if (!pair.is(tag::nvpair)) continue;
            const element* p = c.resolved(pair);
            if (!p || (pair.has(key::name) ? pair : *p).get(key::name) != name) continue;
            if (s->child(tag::rule)) {
                best.uncertain = true;
                break;
            }
            const std::int32_t score = parse_score(s->get(key::score, "0")).value_or(0);
            if (!best.pair || score > best_score) {
                best.pair = p;
                best_score = score;
            }
            break;
        }
    }
    if (best.uncertain) best.pair = nullptr;
    return best;
}

}  // namespace

looked_up context::find_value(const element& rsc, tag set, std::string_view name) const noexcept {
    looked_up found = look(*this, rsc, set, name);
    if (found.pair || found.uncertain) return found;
    if (const element* from = template_of(rsc)) found = look(*this, *from, set, name);
    if (found.pair || found.uncertain || set != tag::meta_attributes) return found;
    if (const element* defaults = find_section(all, tag::rsc_defaults)) found = look(*this, *defaults, set, name);
    return found;
}

looked_up context::property(std::string_view name) const noexcept {
    const element* options_section = find_section(all, tag::crm_config);
    return options_section ? look(*this, *options_section, tag::cluster_property_set, name) : looked_up{};
}

bool context::fencing() const noexcept {
    const looked_up enabled = property("stonith-enabled");
    return enabled.uncertain || parse_boolean(enabled.value("true")).value_or(true);
}

bool context::promotable(const element& rsc) const noexcept {
    if (rsc.is(tag::master)) return true;
    if (!rsc.is(tag::clone) && !rsc.is(tag::bundle)) return false;
    const looked_up set = meta(rsc, "promotable");
    if (set.uncertain || parse_boolean(set.value("false")).value_or(false)) return true;
    if (rsc.is(tag::clone)) return false;
    for (const element& container : rsc.children)
        for (key name : {key::promoted_max, key::masters})
            if (parse_score(container.get(name, "0")).value_or(0) > 0) return true;
    return false;
}

bool context::in_promotable(const resource& r) const noexcept {
    const resource* at = &r;
    while (at) {
        if (promotable(*at->self)) return true;
        at = at->parent ? find_resource(at->parent->id()) : nullptr;
        if (at && at->self == r.self) return false;  // two of one id
    }
    return false;
}

text::diagnostic& context::report(const text::code_info& what, text::span where, std::string message,
                                  std::optional<text::severity> level) {
    return out_.add(what, {file_, where == nowhere ? text::span{} : where}, std::move(message), level);
}

void context::note(text::diagnostic& d, std::string message, text::span where) const {
    text::note n{std::move(message), {}};
    if (where != nowhere) n.where = text::location{file_, where};
    d.notes.push_back(std::move(n));
}

void context::suggest(text::diagnostic& d, std::string_view word, const std::vector<std::string_view>& known,
                      text::span where) const {
    const std::string_view better = text::nearest(word, known);
    if (better.empty()) return;
    d.message += "; did you mean '" + std::string{better} + "'?";
    if (where == nowhere) return;
    d.remedy = text::fix{"replace '" + std::string{word} + "' by '" + std::string{better} + "'",
                         text::applicability::maybe,
                         {{where, std::string{better}}}};
}

}  // namespace hakit::cib
