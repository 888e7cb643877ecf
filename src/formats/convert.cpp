#include <hakit/formats/convert.hpp>

#include <hakit/cib/diff.hpp>
#include <hakit/crm/merge.hpp>
#include <hakit/crm/migrate.hpp>
#include <hakit/formats/cib.hpp>
#include <hakit/formats/typed.hpp>

#include "formats/adaptors.hpp"

#include <string>
#include <utility>

namespace hakit::formats {

const cib::config* cib_of(const configuration& c) noexcept { return get_if<cib::config>(c); }

result<std::shared_ptr<const configuration>> with_cib(const configuration& like, cib::config values) {
    const auto& kind = like.kind();
    if (&kind == &cib_format()) return cib_values(std::make_shared<const cib::config>(std::move(values)));
    if (&kind == &crm_format()) return crm_values(std::make_shared<const cib::config>(std::move(values)));
    return error{errc::unsupported, "a " + std::string{kind.name()} + " configuration holds no CIB"};
}

result<migrated> migrate(const configuration& c, cib::schema_version to) {
    const auto* from = cib_of(c);
    auto made = from == nullptr              ? cib::migration{}
                : &c.kind() == &crm_format() ? crm::migrate(*from, to)
                                             : cib::migrate(*from, to);
    auto values = with_cib(c, std::move(made.configuration));
    if (!values) return values.error();
    return migrated{std::move(*values), std::move(made.steps)};
}

result<std::string> make_patch(const configuration& before, const configuration& after) {
    const auto* from = cib_of(before);
    const auto* to = cib_of(after);
    if (from == nullptr || to == nullptr)
        return error{errc::unsupported, "a " + std::string{(from == nullptr ? before : after).kind().name()} +
                                            " configuration holds no CIB"};
    const bool from_text = &before.kind() == &crm_format();
    const bool to_text = &after.kind() == &crm_format();
    if (from_text == to_text) return cib::make_patch(*from, *to);
    const auto merged = from_text ? crm::merge(*to, *from) : crm::merge(*from, *to);
    if (!merged) return merged.error();
    return from_text ? cib::make_patch(*merged, *to) : cib::make_patch(*from, *merged);
}

result<std::shared_ptr<const configuration>> convert(std::shared_ptr<const configuration> from, const format& to) {
    if (&from->kind() == &to) return from;
    if (const auto* values = cib_of(*from)) {
        const std::shared_ptr<const cib::config> shared{from, values};
        if (&to == &cib_format()) return cib_values(shared);
        if (&to == &crm_format()) return crm_values(shared);
    }
    return error{errc::unsupported, "a " + std::string{from->kind().name()} + " configuration cannot be said as " +
                                        std::string{to.name()}};
}

}  // namespace hakit::formats
