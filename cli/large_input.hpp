/// What makes big files quick in a process that ends soon after.
#pragma once

#include <hakit/text/parallel.hpp>

#include <cstddef>
#include <utility>

namespace hakit::cli {

/// Readies the heap for the work on a text of that size. Call it before the text is parsed; does nothing for small
/// ones.
void expect_large_input(std::size_t bytes);

/// The threads for a file of that size, after expect_large_input(): they start with the first call, to ready themselves
/// while the file is read, and stay until the process ends.
const text::parallel& threads_for_large_input(std::size_t bytes);

/// Keeps a value until the process ends: to give a big configuration back piece by piece takes as long as to check it.
template <class T>
T& keep_until_exit(T value) {
    static T* kept = nullptr;  // a pointer that stays, so that leak checkers see the value as in use
    kept = new T{std::move(value)};
    return *kept;
}

}  // namespace hakit::cli
