/// What http_expectation holds.
#pragma once

#include "health/compiled_pattern.hpp"

#include <hakit/health/http_response.hpp>

#include <optional>

namespace hakit::health {

struct http_expectation::data {
    http_url url;
    std::optional<compiled_pattern> pattern;
};

}  // namespace hakit::health
