#include <capi/guard.hpp>

#include <hakit/director/real_servers.hpp>
#include <hakit/formats/typed.hpp>
#include <hakit/io/kernel_system.hpp>
#include <hakit/keepalived/config.hpp>
#include <hakit/realserver/plan_json.hpp>
#include <hakit/realserver/render.hpp>
#include <hakit/realserver/report_json.hpp>

using namespace hakit;

namespace {

/// The value, or the error as an exception.
template <class T>
T must(result<T> r) {
    if (!r) throw exception{r.error()};
    return std::move(*r);
}

/// The plan of the request, or the way back.
realserver::plan plan_of(const char* request, std::size_t len, const hakit_config* config,
                         const hakit_realserver_options& wanted) {
    auto asked = must(realserver::request_from_json(capi::bytes(request, len, "request")));
    director::real_server_options how;
    how.undo = (wanted.flags & HAKIT_REALSERVER_UNDO) != 0;
    if (wanted.server) {
        how.server = ip_address::parse(wanted.server);
        if (!how.server) capi::misuse("server is no address");
    }
    if (!config) return must(director::plan_real_server(std::move(asked), nullptr, how));
    const auto* values = formats::get_if<keepalived::config>(*config->values);
    if (!values) capi::misuse("config is not of keepalived");
    director::translate_options translating;
    translating.ignore_unsupported_checks = true;
    const auto balancer = director::translate(*values, translating).desired;
    return must(director::plan_real_server(std::move(asked), &balancer, how));
}

std::unique_ptr<io::kernel_system> system_of(const hakit_realserver_options& wanted) {
    if (wanted.netns_path && wanted.netns_pid != 0) capi::misuse("netns_path and netns_pid are both set");
    io::kernel_system_options how;
    if (wanted.netns_path) how.where = must(ipvs::network_namespace::at(wanted.netns_path));
    if (wanted.netns_pid != 0) how.where = must(ipvs::network_namespace::of_process(wanted.netns_pid));
    if (wanted.root) how.root = wanted.root;
    return must(io::kernel_system::open(std::move(how)));
}

std::string rendered(const realserver::plan& p, std::int32_t form) {
    switch (form) {
        case HAKIT_REALSERVER_JSON: return realserver::to_json(p).dump(2);
        case HAKIT_REALSERVER_TEXT: return realserver::to_text(p);
        case HAKIT_REALSERVER_SHELL: return must(realserver::to_shell(p));
        case HAKIT_REALSERVER_POWERSHELL: return must(realserver::to_powershell(p));
        case HAKIT_REALSERVER_NETSH: return must(realserver::to_netsh(p));
        case HAKIT_REALSERVER_REGISTRY: return must(realserver::to_registry_file(p));
        default: capi::misuse("no form " + std::to_string(form));
    }
}

}  // namespace

extern "C" {

hakit_status hakit_realserver_plan(const char* request, size_t request_len, const hakit_config* config, int32_t form,
                                   const hakit_realserver_options* options, hakit_buf** out,
                                   hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& to = capi::need(out, "out");
        const auto wanted = capi::options_of(options, hakit_realserver_options HAKIT_REALSERVER_OPTIONS_INIT);
        to = capi::give(rendered(plan_of(request, request_len, config, wanted), form));
        return {};
    });
}

hakit_status hakit_realserver_verify(const char* request, size_t request_len, const hakit_config* config,
                                     const hakit_realserver_options* options, hakit_buf** out,
                                     hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& to = capi::need(out, "out");
        const auto wanted = capi::options_of(options, hakit_realserver_options HAKIT_REALSERVER_OPTIONS_INIT);
        const auto p = plan_of(request, request_len, config, wanted);
        to = capi::give(realserver::to_json(must(realserver::verify(p, *system_of(wanted)))).dump(2));
        return {};
    });
}

hakit_status hakit_realserver_apply(const char* request, size_t request_len, const hakit_config* config,
                                    const hakit_realserver_options* options, hakit_buf** out,
                                    hakit_error** err) noexcept {
    return capi::guard(err, [&]() -> result<void> {
        auto& to = capi::need(out, "out");
        const auto wanted = capi::options_of(options, hakit_realserver_options HAKIT_REALSERVER_OPTIONS_INIT);
        const auto p = plan_of(request, request_len, config, wanted);
        to = capi::give(realserver::to_json(p, must(realserver::apply(p, *system_of(wanted)))).dump(2));
        return {};
    });
}

}  // extern "C"
