#include <hakit/formats/convert.hpp>

#include <hakit/formats/typed.hpp>

#include "formats/adaptors.hpp"

namespace hakit::formats {

result<std::shared_ptr<const configuration>> convert(std::shared_ptr<const configuration> from, const format& to) {
    if (&from->kind() == &to) return from;
    if (const auto* values = get_if<cib::config>(*from)) {
        const std::shared_ptr<const cib::config> shared{from, values};
        if (&to == &cib_format()) return cib_values(shared);
        if (&to == &crm_format()) return crm_values(shared);
    }
    return error{errc::unsupported, "a " + std::string{from->kind().name()} + " configuration cannot be said as " +
                                        std::string{to.name()}};
}

}  // namespace hakit::formats
