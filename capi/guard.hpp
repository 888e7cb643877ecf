/// Between C and C++: no exception leaves, every failure becomes a status and an error object.
#pragma once

#include <capi/handles.hpp>

#include <hakit/base/result.hpp>

#include <algorithm>
#include <cstring>
#include <new>
#include <string>
#include <string_view>

namespace hakit::capi {

/// Thrown when a callback asked to stop; carries what it returned.
struct stopped {
    std::int32_t value = 0;
};

/// Thrown when a change was refused because of what it would have brought about.
struct refused {
    hakit::error error;
    std::unique_ptr<hakit_diags> diags;
};

/// The status of a kind of failure.
[[nodiscard]] hakit_status to_status(errc code) noexcept;

/// Fill *err, when there is one, and give the status. Lack of memory for the error itself is HAKIT_E_NOMEM.
hakit_status report(hakit_error** err, const error& e) noexcept;
hakit_status report(hakit_error** err, const stopped& s) noexcept;
hakit_status report(hakit_error** err, refused& r) noexcept;
hakit_status report_no_memory(hakit_error** err) noexcept;

/// The body of every function with a status; `body` gives a result<void>.
template <class Body>
hakit_status guard(hakit_error** err, Body&& body) noexcept {
    if (err) *err = nullptr;
    try {
        const result<void> done = body();
        return done ? HAKIT_OK : report(err, done.error());
    } catch (const std::bad_alloc&) {
        return report_no_memory(err);
    } catch (const exception& e) {
        return report(err, e.error());
    } catch (const stopped& s) {
        return report(err, s);
    } catch (refused& r) {
        return report(err, r);
    } catch (const std::exception& e) {
        return report(err, error{errc::internal, e.what()});
    } catch (...) {
        return report(err, error{errc::internal, "unknown exception"});
    }
}

[[noreturn]] inline void misuse(std::string message) {
    throw exception{error{errc::invalid_argument, std::move(message)}};
}

/// An argument that must not be NULL.
template <class T>
T& need(T* argument, std::string_view name) {
    if (!argument) misuse(std::string{name} + " is NULL");
    return *argument;
}

/// A NUL-terminated argument.
[[nodiscard]] inline const char* need_string(const char* argument, std::string_view name) {
    return &need(argument, name);
}

/// A text argument: pointer and length, HAKIT_ZT for one that ends in NUL. NULL is allowed with length 0.
[[nodiscard]] inline std::string_view bytes(const char* data, std::size_t len, std::string_view name) {
    if (!data && len == 0) return {};
    need(data, name);
    return {data, len == HAKIT_ZT ? std::strlen(data) : len};
}

/// The same for a configuration, whose size is limited.
[[nodiscard]] inline std::string_view text_bytes(const char* data, std::size_t len) {
    const auto all = bytes(data, len, "text");
    if (all.size() > max_text_bytes) throw exception{error{errc::limit_exceeded, "a text of 256 MiB or more"}};
    return all;
}

/// A workspace that has the file.
template <class Workspace>
Workspace& need_file(Workspace* w, std::uint32_t file) {
    auto& space = need(w, "w");
    if (file >= space.files.size()) misuse("no file " + std::to_string(file));
    return space;
}

/// Runs what may ask the loader of `space`, and throws `stopped` when a callback wanted that.
template <class Body>
auto reading(hakit_workspace& space, Body&& body) {
    space.loader->begin();
    auto made = body();
    space.loader->end();
    return made;
}

/// The options of the caller over `defaults`: as many bytes as both know. NULL gives the defaults.
template <class Options>
[[nodiscard]] Options options_of(const Options* given, const Options& defaults,
                                 std::size_t first_version = sizeof(Options)) {
    Options all = defaults;
    if (!given) return all;
    if (given->struct_size < first_version)
        misuse("struct_size is " + std::to_string(given->struct_size) + ", use the _INIT macro");
    std::memcpy(&all, given, std::min(given->struct_size, sizeof(Options)));
    return all;
}

/// The limits of the caller; NULL and zeros give the defaults.
[[nodiscard]] text::limits limits_of(const hakit_limits* given);

}  // namespace hakit::capi
