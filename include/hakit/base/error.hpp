/// What went wrong, as a value: every operation of hakit that can fail returns one of these.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace hakit {

/// The kinds of failure a caller can act upon. New kinds are only ever appended.
enum class errc {
    invalid_argument = 1,  ///< the caller passed something that can never work
    not_found,             ///< the named thing does not exist
    already_exists,        ///< the named thing exists already
    limit_exceeded,        ///< a limit of the options or of a protocol was hit
    refused,               ///< the change would make things worse; nothing was done
    syntax,                ///< a text (path, address, JSON) cannot be read
    unsupported,           ///< this build or the target lacks the capability
    system,                ///< the operating system said no; see error::system_errno()
    cancelled,             ///< the caller stopped the operation
    timed_out,             ///< no answer within the time allowed
    callback,              ///< a caller's callback asked to stop
    internal,              ///< a defect of hakit itself; please report it
};

/// The stable, lower-case name of `code`, such as "not_found".
[[nodiscard]] std::string_view to_string(errc code) noexcept;

/// One failure: its kind, a sentence for a person, and errno where the system was the cause.
/// A value type; copying copies the message.
class error {
public:
    /// No failure: what result<T>::error() gives for a success. Its code is errc{}, which no failure has.
    error() = default;
    error(errc code, std::string message) : code_{code}, message_{std::move(message)} {}
    /// A kind the caller can act upon that the system reported with `system_errno`, such as already_exists for EEXIST.
    error(errc code, std::string message, int system_errno)
        : code_{code}, system_errno_{system_errno}, message_{std::move(message)} {}

    /// A failure of the operating system while doing `what`; the message gets strerror's text appended.
    [[nodiscard]] static error system(int system_errno, std::string_view what);

    [[nodiscard]] errc code() const noexcept { return code_; }
    [[nodiscard]] const std::string& message() const noexcept { return message_; }
    /// errno of the failed call, 0 when the system was not the cause.
    [[nodiscard]] int system_errno() const noexcept { return system_errno_; }

    friend bool operator==(const error&, const error&) = default;

private:
    errc code_{};
    int system_errno_ = 0;
    std::string message_;
};

}  // namespace hakit
