/// Whether what was written comes back as it was. Internal.
#pragma once

#include "crm/emitter/emitter.hpp"

#include <span>

namespace hakit::crm {

/// Compares objects with those that their text was read as by binder::run_alone(): elements whose id need not be
/// written come back without one.
class comparison {
public:
    /// `implied`: those elements. `different`: where objects go that did not come back.
    comparison(const element_set& implied, element_set& different) : implied_{implied}, different_{different} {}

    /// `objects` stand in a section of type `section`, and were read as those in `got`, in this order.
    void objects(cib::tag section, std::span<const cib::element* const> objects, const cib::element& got);
    /// A section that is one statement.
    void whole(const cib::element& section, const cib::element& got);

private:
    /// In sections everything counts, in containers the resources.
    void members(const cib::element& owner, std::span<const cib::element* const> objects, const cib::element& got);
    [[nodiscard]] bool same_id(const cib::element& wanted, const cib::element& got) const;

    const element_set& implied_;
    element_set& different_;
};

}  // namespace hakit::crm
