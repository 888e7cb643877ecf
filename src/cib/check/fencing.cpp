// Fencing devices and levels.
#include "cib/check/context.hpp"

#include <hakit/cib/values.hpp>

#include <algorithm>
#include <map>
#include <tuple>

namespace hakit::cib {
namespace {

class fencing_check {
public:
    explicit fencing_check(context& c) : c_{c} {}

    void run() {
        if (!c_.whole) return;
        devices();
        if (const element* levels = find_section(c_.all, tag::fencing_topology))
            for (const element& e : levels->children)
                if (e.is(tag::fencing_level)) level(e);
    }

private:
    [[nodiscard]] bool is_device(const element& e) const noexcept {
        return e.is(tag::primitive) && c_.agent(e, key::class_) == "stonith";
    }

    void devices() {
        const looked_up enabled = c_.property("stonith-enabled");
        if (enabled.uncertain || !c_.fencing()) return;
        for (const auto& r : c_.resources())
            if (is_device(*r.self)) return;
        // sbd without a shared disk needs no resource.
        const looked_up watchdog = c_.property("stonith-watchdog-timeout");
        if (watchdog.uncertain || (watchdog.pair && watchdog.value() != "0")) return;
        const element* resources = find_section(c_.all, tag::resources);
        const text::span where = enabled.pair ? enabled.pair->where : resources ? resources->where : c_.all.root.where;
        c_.report(code.no_fencing_device, where,
                  std::string{enabled.pair ? "stonith-enabled is true" : "stonith-enabled is true by default"} +
                      ", and there is no fencing device");
    }

    void level(const element& e) {
        const std::string_view list = e.get(key::devices);
        for (std::size_t at = 0; at < list.size();) {
            const std::size_t comma = std::min(list.find(',', at), list.size());
            device(e, list.substr(at, comma - at), at);
            at = comma + 1;
        }
        if (const auto n = parse_score(e.get(key::index)); n && *n > 9)
            c_.report(code.level_index, e.place(key::index),
                      "level " + std::string{e.get(key::index)} + ": levels go from 1 to 9");
        const auto [first, fresh] =
            levels_.emplace(std::tuple{e.get(key::target), e.get(key::target_pattern), e.get(key::target_attribute),
                                       e.get(key::target_value), e.get(key::index)},
                            &e);
        if (!fresh) {
            auto& d = c_.report(code.duplicate_level, e.where,
                                "level " + std::string{e.get(key::index)} + " of this target stands twice");
            c_.note(d, "the first one", first->second->where);
        }
    }

    void device(const element& level, std::string_view id, std::size_t at) {
        const auto* r = c_.find_resource(id);
        if (r && is_device(*r->self)) return;
        text::span where = level.place(key::devices);
        const attribute* list = level.find(key::devices);
        if (list->where.size() == list->value.size() && list->where != nowhere)
            where = {static_cast<std::uint32_t>(list->where.begin + at),
                     static_cast<std::uint32_t>(list->where.begin + at + id.size())};
        const std::string name = "'" + std::string{id} + "'";
        if (!r) {
            c_.report(code.unknown_device, where, "there is no fencing device " + name);
            return;
        }
        auto& d = c_.report(code.not_a_device, where, name + " is no fencing device");
        c_.note(d, "the resource", r->self->where);
    }

    context& c_;
    using target = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view, std::string_view>;
    std::map<target, const element*> levels_;
};

}  // namespace

void check_fencing(context& c) { fencing_check{c}.run(); }

}  // namespace hakit::cib
