/// The bytes of a health check's HTTP request.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/health/checker.hpp>

#include <cstddef>
#include <string>

namespace hakit::health {

/// The request for one URL: "GET path HTTP/1.x", User-Agent, Connection (see http_protocol), Host; keepalived's order.
/// The User-Agent is keepalived's (KeepAliveClient) because servers filter their logs by it. Without a virtualhost the
/// Host is ADDRESS:PORT of the target, IPv6 in brackets. Fails with invalid_argument for an index out of range and
/// for a path or host with a blank or control character, which would smuggle headers.
[[nodiscard]] result<std::string> build_request(const http_check& check, std::size_t url, const endpoint& target);

}  // namespace hakit::health
