/// From crm shell text to the CIB.
#pragma once

#include <hakit/cib/model.hpp>
#include <hakit/cib/version.hpp>
#include <hakit/crm/dialect.hpp>
#include <hakit/text/diagnostic.hpp>
#include <hakit/text/document.hpp>

namespace hakit::crm {

/// The order of objects in a section.
enum class object_order : std::uint8_t {
    as_written,  ///< of the statements
    as_crmsh,    ///< templates, primitives, bundles, groups, clones; other constraints before tickets. Pacemaker
                 ///< places resources of one priority in their order.
};

struct bind_options {
    cib::schema_version schema = cib::default_schema;
    dialect spoken = dialect::crmsh_4;
    object_order order = object_order::as_written;
};

/// The CIB that crmsh would commit for this text into an empty one, ids included. Never fails: what crmsh would not
/// take is left out, and reported to `out`, as is what it takes otherwise than it is written. Spans in the result
/// belong to `doc`. Findings of the grammar are in doc.diagnostics() already; those that concern the meaning are
/// cib::check()'s.
///
/// Different from crmsh on purpose: characters outside of ASCII stay what they are; node-attribute keeps its letter
/// case; operations in several places of a primitive are one list; a permission with several xpaths becomes several;
/// fencing levels without a target are made for the nodes of the text; comparison words and the names of an operation's
/// attributes become lower case; children that are defined nowhere are errors. An agent without class and provider is
/// looked up in a list of those that only Pacemaker brings, else it is ocf:heartbeat.
[[nodiscard]] cib::config bind(const text::document& doc, const bind_options& options, text::diagnostic_list& out);

}  // namespace hakit::crm
