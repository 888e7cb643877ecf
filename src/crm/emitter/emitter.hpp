/// Writes objects as statements. Internal; the definitions stand in src/crm/emitter/, by kind of object.
#pragma once

#include <hakit/crm/emit.hpp>

#include "crm/syntax.hpp"

#include <boost/unordered/unordered_flat_set.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace hakit::crm {

using element_set = boost::unordered_flat_set<const cib::element*>;

/// Writes one object after the other. What has no words fails the statement, which is then written as `xml`.
class emitter {
public:
    using element = cib::element;
    using tag = cib::tag;
    using key = cib::key;

    /// `implied`: the elements whose id need not be written.
    emitter(const element_set& implied, const emit_options& options) : implied_{implied}, options_{options} {}

    /// The statement of an object with its members in front of it, and the comments that belong to it.
    void object(const element& e);
    /// All levels of the fencing topology.
    void topology(const element& section);
    /// An object of a section of options.
    void options_set(const element& set, std::string_view keyword, std::string_view section);
    void comment(const element& e);

    /// Objects to be written as XML from the start.
    element_set as_xml;
    emitted done;

    /// How far it has come.
    struct position {
        std::size_t text, objects, xml_objects, extended, left_out;
    };
    [[nodiscard]] position here() const noexcept {
        return {done.text.size(), done.objects, done.xml_objects, done.extended, done.left_out.size()};
    }
    /// Takes back what was written since then.
    void go_back(const position& to);

private:
    [[nodiscard]] cib::schema_version schema() const noexcept { return options_.schema.value_or(cib::default_schema); }

    // emitter.cpp
    void begin(std::string_view keyword);
    void word(std::string_view written);
    /// A word that quotes are put around when it needs them.
    void plain(std::string_view text) { word_text(text); }
    void word_text(std::string_view text);
    /// The following words go on a line of their own.
    void part(std::string_view keyword);
    void finish(const element& e);
    void xml(const element& e, std::string_view section = {});
    void fail() noexcept { failed_ = true; }
    /// What only hakit reads.
    void extension() noexcept { extended_ = true; }
    void setting(std::string_view name, std::string_view value);
    void dollar(std::string_view name, std::string_view value);
    void own_id(const element& e, bool always = false);
    void description(const element& e);
    /// Fails for attributes other than these.
    void only(const element& e, std::initializer_list<key> known);
    /// Comments and blanks do not count.
    static bool counts(const element& e) noexcept { return e.is_element(); }
    [[nodiscard]] bool implied(const element& e) const { return !e.has(key::id) || implied_.contains(&e); }

    // resources.cpp
    void node(const element& e);
    void primitive(const element& e);
    void container(const element& e, std::string_view keyword);
    void bundle(const element& e);
    void operations(const element& e);
    void op(const element& e);

    // constraints.cpp
    void location(const element& e);
    void colocation(const element& e);
    void order(const element& e);
    void ticket(const element& e);
    void sets(const element& e, key qualifier, std::size_t simple);
    void options_but(const element& e, std::initializer_list<key> known);
    void member(std::string_view id, std::string_view qualifier);
    void score(const element& e);
    void reference(const element& e, key name, key instance, key qualifier);

    // sets.cpp
    void section(const element& set, std::string_view keyword);
    void set_body(const element& set);
    void pair(const element& p);
    void rule(const element& e);
    void rule_body(const element& e, bool nested);
    void expression(const element& e);
    void date(const element& e);

    // access.cpp
    void role(const element& e);
    void permission(const element& e);
    void user(const element& e);
    void target(const element& e, std::string_view keyword);
    void tagged(const element& e);
    void alert(const element& e);

    const element_set& implied_;
    const emit_options& options_;
    std::string line_;  ///< the statement under way
    /// Which settings the expression at the end of the line would take, if they came next; null for none.
    bool (*takes_)(const crm::word&) = nullptr;
    bool failed_ = false;
    bool extended_ = false;
};

}  // namespace hakit::crm
