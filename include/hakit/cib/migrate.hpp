/// From one schema version to another, up and down.
#pragma once

#include <hakit/cib/model.hpp>
#include <hakit/cib/version.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace hakit::cib {

/// One thing that was done, or that is left to do.
struct migration_step {
    enum class kind : std::uint8_t {
        converted,  ///< said in the words of the target, with the same meaning
        dropped,    ///< taken out: it had no effect, or the target refuses it and does the same without
        lost,       ///< taken out, though it had a meaning that the target has no words for
        manual,     ///< left as it is, and the target refuses it: a person must decide
    };

    kind what = kind::converted;
    std::string path;            ///< as edit.hpp has them
    std::string message;         ///< one sentence
    text::span where = nowhere;  ///< in the text that the configuration was read from

    friend bool operator==(const migration_step&, const migration_step&) = default;
};

struct migration {
    config configuration;               ///< validate-with names the target
    std::vector<migration_step> steps;  ///< in the order in which they were taken
};

/// Says the configuration in the words of another schema version. Upwards it does what `cibadmin --upgrade` does (the
/// access control of 1.x, the names that 3.0 dropped, the resources that 4.0 dropped) and also what can wait no longer
/// than 4.0: since 3.0 <master> becomes a promotable clone, since 3.7 Master and Slave become Promoted and Unpromoted.
/// Downwards it does the opposite, and takes out what the target does not know. Ids stay.
[[nodiscard]] migration migrate(const config& c, schema_version to);

/// "converted", "dropped", "lost", "manual".
[[nodiscard]] std::string_view to_string(migration_step::kind k) noexcept;

/// One line a step: "converted primitive[p].meta.master-max: ..."
[[nodiscard]] std::string to_text(const std::vector<migration_step>& steps);

}  // namespace hakit::cib
