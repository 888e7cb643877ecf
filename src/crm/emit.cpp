#include <hakit/crm/emit.hpp>

#include <hakit/cib/ids.hpp>

#include "crm/binder/binder.hpp"
#include "crm/emitter/comparison.hpp"
#include "crm/emitter/emitter.hpp"
#include "crm/reading.hpp"

#include <algorithm>
#include <utility>

namespace hakit::crm {
namespace {

using cib::element;
using cib::tag;

/// Sections in the order of the canonical layout.
constexpr tag sections[] = {
    tag::nodes,      tag::resources,    tag::tags,        tag::constraints, tag::fencing_topology,
    tag::crm_config, tag::rsc_defaults, tag::op_defaults, tag::acls,        tag::alerts};

/// Writes a configuration, and reads what it wrote piece by piece: what does not come back as it was goes out as XML.
/// Pieces take little memory, and their objects do not depend on each other.
class writer {
public:
    writer(const cib::config& c, const emit_options& options) : all_{c}, options_{options}, out_{implied_, options} {
        cib::for_each_implied_id(c, [&](const element& e) { implied_.insert(&e); });
    }

    emitted run() {
        for (const auto& e : all_.before) out_.comment(e);
        piece_ = out_.here();
        for (const auto t : sections)
            if (const auto* s = cib::find_section(all_, t)) section(*s);
        verify();
        for (const auto& e : all_.after) out_.comment(e);
        if (const auto* top = cib::configuration(all_))
            for (const auto& s : top->children)
                if (s.is_element() && std::ranges::find(sections, s.type.known()) == std::end(sections))
                    out_.done.left_out.push_back("section " + std::string{s.type.text()});
        return std::move(out_.done);
    }

private:
    static constexpr std::size_t piece_bytes = std::size_t{64} << 10;

    struct written {
        const element* section;
        const element* object;  ///< the section itself when it is one statement
    };

    void section(const element& s) {
        if (s.is(tag::fencing_topology)) {
            add({&s, &s});
            return;
        }
        for (const auto& object : s.children)
            if (object.is(tag::comment) || object.is_element()) add({&s, &object});
    }

    void add(const written& w) {
        write(w);
        pending_.push_back(w);
        if (out_.done.text.size() - piece_.text >= piece_bytes) verify();
    }

    void write(const written& w) {
        const auto& s = *w.section;
        const auto& e = *w.object;
        switch (s.type.known()) {
            case tag::fencing_topology: out_.topology(s); return;
            case tag::crm_config: options_set(e, tag::cluster_property_set, "property", ""); return;
            case tag::rsc_defaults: options_set(e, tag::meta_attributes, "rsc_defaults", s.type.text()); return;
            case tag::op_defaults: options_set(e, tag::meta_attributes, "op_defaults", s.type.text()); return;
            default:
                if (e.is(tag::comment))
                    out_.comment(e);
                else
                    out_.object(e);
        }
    }

    void options_set(const element& e, tag type, std::string_view keyword, std::string_view section) {
        if (e.is(tag::comment))
            out_.comment(e);
        else if (e.is(type))
            out_.options_set(e, keyword, section);
        else
            out_.done.left_out.push_back(std::string{e.type.text()} + " " + std::string{e.id()});
    }

    /// Reads what was written since the last time, and writes it anew where it has to be XML.
    void verify() {
        if (!options_.redact) {
            compare();
            if (!out_.as_xml.empty()) {
                out_.go_back(piece_);
                for (const auto& w : pending_) write(w);
                out_.as_xml.clear();
            }
        }
        piece_ = out_.here();
        pending_.clear();
    }

    void compare() {
        bind_options how;
        how.spoken = options_.spoken;
        how.schema = *options_.schema;
        text::diagnostic_list ignored;
        auto [document, tree] = read_text({"", out_.done.text.substr(piece_.text)});
        const auto got = binder{document, std::move(tree), how, ignored}.run_alone();
        const element nothing{tag::other};
        comparison compared{implied_, out_.as_xml};
        for (std::size_t i = 0; i < pending_.size();) {
            const auto& s = *pending_[i].section;
            const auto* same = cib::find_section(got, s.type.known());
            std::vector<const element*> objects;
            for (; i < pending_.size() && pending_[i].section == &s; ++i)
                if (pending_[i].object->is_element()) objects.push_back(pending_[i].object);
            if (s.is(tag::fencing_topology))
                compared.whole(s, same != nullptr ? *same : nothing);
            else
                compared.objects(s.type.known(), objects, same != nullptr ? *same : nothing);
        }
    }

    const cib::config& all_;
    const emit_options& options_;
    element_set implied_;
    emitter out_;
    emitter::position piece_{};     ///< where the piece under way starts
    std::vector<written> pending_;  ///< what is in it
};

}  // namespace

emitted emit(const cib::config& c, const emit_options& wanted) {
    auto options = wanted;
    if (!options.schema) options.schema = cib::version_of(c).value_or(cib::default_schema);
    return writer{c, options}.run();
}

}  // namespace hakit::crm
