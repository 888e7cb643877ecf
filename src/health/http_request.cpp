#include <hakit/health/http_request.hpp>

#include "health/text_rules.hpp"

namespace hakit::health {

result<std::string> build_request(const http_check& check, std::size_t url, const endpoint& target) {
    if (url >= check.urls.size()) {
        return error{errc::invalid_argument, "url: there is no number " + std::to_string(url)};
    }
    const auto& path = check.urls[url].path;
    const auto& host = check.host_of(url);
    if (!is_request_target(path))
        return error{errc::invalid_argument, "path: empty, or has a blank or control character"};
    if (!is_host(host)) return error{errc::invalid_argument, "virtualhost: has a blank or control character"};

    auto text = "GET " + path + (check.protocol == http_protocol::v1_1 ? " HTTP/1.1\r\n" : " HTTP/1.0\r\n");
    text += "User-Agent: KeepAliveClient\r\n";
    if (check.protocol != http_protocol::v1_0) text += "Connection: close\r\n";
    text += "Host: " + (host.empty() ? host_and_port(target.address, target.port) : host) + "\r\n\r\n";
    return text;
}

}  // namespace hakit::health
