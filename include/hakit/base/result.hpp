/// result<T>: a T, or the hakit::error that says why there is none.
#pragma once

#include <hakit/base/error.hpp>

#include <boost/system/result.hpp>

#include <stdexcept>

namespace hakit {

/// Thrown only by result<T>::value() on a failed result, for callers who prefer exceptions.
class exception : public std::runtime_error {
public:
    explicit exception(hakit::error e) : std::runtime_error{e.message()}, error_{std::move(e)} {}
    [[nodiscard]] const hakit::error& error() const noexcept { return error_; }

private:
    hakit::error error_;
};

template <class T>
using result = boost::system::result<T, error>;

[[noreturn]] inline void throw_exception_from_error(const error& e, const boost::source_location&) {
    throw exception{e};
}

}  // namespace hakit
