/// From the CIB to crm shell text.
#pragma once

#include <hakit/cib/model.hpp>
#include <hakit/cib/version.hpp>
#include <hakit/crm/dialect.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace hakit::crm {

struct emit_options {
    /// Whose reading the text is for; a value that it would fill in is left out only where it is the same.
    dialect spoken = dialect::crmsh_4;
    /// The schema that bind() will be told; without it the one that the CIB names, else cib::default_schema.
    std::optional<cib::schema_version> schema = {};
    /// Use what only hakit reads where the crm shell's language has no words ($id= of a set, nested rules). Without it
    /// such objects are written as `xml`, as crmsh does, and what runs a bundle comes before its other parts.
    bool extensions = true;
    bool redact = false;  ///< "********" for the values of secret parameters: the text is then for people
};

struct emitted {
    std::string text;
    std::size_t objects = 0;      ///< statements
    std::size_t xml_objects = 0;  ///< of those, the ones that are `xml`
    std::size_t extended = 0;     ///< of those, the ones that crmsh would not read
    /// What the text does not have: attributes of <cib>, the status section is not counted. One line each.
    std::vector<std::string> left_out;
};

/// The configuration in the layout of `crm configure show`: one part of an object a line, current names, values in
/// quotes where they need them. Ids that bind() would make are left out, all others are written, so that
/// bind(parse(text)) with this schema and dialect gives an equal configuration: the same objects in the same order with
/// the same ids; comments stand in front of their object, and the parts of a container in front of its members. What
/// that would not hold for is written as `xml`. O(size).
[[nodiscard]] emitted emit(const cib::config& c, const emit_options& options = {});

/// Whether both hold the same, but for comments, blanks between elements, and where in a container the members stand,
/// or in a bundle what runs it.
[[nodiscard]] bool equivalent(const cib::element& a, const cib::element& b);

}  // namespace hakit::crm
