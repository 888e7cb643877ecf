/// Which container programs of a bundle crmsh knows. Internal.
#pragma once

#include <hakit/cib/names.hpp>
#include <hakit/crm/dialect.hpp>

namespace hakit::crm {

/// What a bundle is run by.
constexpr bool is_container(cib::tag part) noexcept {
    return part == cib::tag::docker || part == cib::tag::podman || part == cib::tag::rkt;
}

/// True for other parts of a bundle.
constexpr bool crmsh_reads(cib::tag part, dialect spoken) noexcept {
    return part != cib::tag::rkt && (part != cib::tag::podman || spoken != dialect::crmsh_4);
}

}  // namespace hakit::crm
