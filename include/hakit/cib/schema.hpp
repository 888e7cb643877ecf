/// The elements, attributes and options of a CIB, for completion and documentation.
#pragma once

#include <hakit/cib/version.hpp>

#include <functional>
#include <string>
#include <string_view>

namespace hakit::cib {

/// One element, attribute or option. Views are of static storage.
struct keyword {
    std::string path;    ///< "resources/primitive/class"; an option "crm_config/cluster_property_set/batch-limit"
    std::string values;  ///< what it may hold, for people; empty for elements
    std::string_view fallback;    ///< of an option: what Pacemaker uses without it
    std::string_view deprecated;  ///< what to use instead
    std::string_view help;        ///< one sentence
    schema_version since;
    schema_version until;  ///< the first version without it; {255, 0} for none
    bool element = false;
    bool repeatable = false;
    bool required = false;
};

/// Calls f for each keyword, parents before what is in them, each element once where it first appears.
void for_each_keyword(const std::function<void(const keyword&)>& f);

}  // namespace hakit::cib
