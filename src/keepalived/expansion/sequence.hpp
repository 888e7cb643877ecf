/// `~SEQ(...)`, `~SEQx(...)` and `~LST(...)`. Internal.
#pragma once

#include <hakit/base/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::keepalived {

/// What a sequence stands for: in each round, the variables get the values of one row.
struct sequence {
    std::vector<std::string> variables;
    std::vector<std::vector<std::string>> rows;
};

/// Reads the head of a sequence, from '~' to ')'. `most` bounds the number of rows (limit_exceeded); syntax errors say
/// what is wrong.
[[nodiscard]] result<sequence> read_sequence(std::string_view head, std::size_t most);

}  // namespace hakit::keepalived
