// What most files include of the standard library and Boost, compiled once a target (precompiled header).
// Nothing of hakit belongs here: a change of one header must not rebuild every target, and each file still includes
// what it uses, so that it also compiles with -Db_pch=false.
#ifndef HAKIT_PCH_STANDARD_HPP  // "#pragma once" warns in a main file
#define HAKIT_PCH_STANDARD_HPP

#include <boost/system/result.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <ranges>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#endif
