/// A body_pattern made ready by PCRE2, searched with limits on steps and memory.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/health/checker.hpp>
#include <hakit/health/http_response.hpp>

#include <memory>
#include <string>
#include <string_view>

namespace hakit::health {

enum class search_end : unsigned char {
    found,
    absent,
    limit,    ///< match_steps or match_memory_kib ran out
    refused,  ///< PCRE2 cannot search these bytes, such as invalid UTF-8 with the option utf
};

struct search_result {
    search_end end = search_end::absent;
    std::size_t offset = 0;   ///< of the match, when found
    std::string detail = {};  ///< for limit and refused
};

/// Immutable, shared between threads.
class compiled_pattern {
public:
    /// Fails with invalid_argument or unsupported; see http_expectation::compile.
    [[nodiscard]] static result<compiled_pattern> compile(const body_pattern& pattern);

    /// Searches `body`; `cut` says that the body went on, so that "$" does not match at the end.
    [[nodiscard]] search_result search(std::string_view body, bool cut, const http_limits& limits) const;

private:
    std::shared_ptr<const void> code_;
    body_pattern pattern_;
};

}  // namespace hakit::health
