// Any bytes as a request and as a service: what can be planned is rendered in every form, and the way back is one too.
#include <hakit/realserver/plan_json.hpp>
#include <hakit/realserver/render.hpp>

#include <cstdlib>
#include <string>

namespace {

using namespace hakit;
using namespace hakit::realserver;

void require(bool holds) {
    if (!holds) std::abort();
}

void render(const plan& p) {
    require(!to_json(p).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).empty());
    for (const auto& s : p.steps) require(!s.to_string().empty());
    (void)to_text(p);
    const bool windows = p.host.os == platform::windows;
    require(to_shell(p).has_value() != windows);
    require(windows || to_powershell(p).error().code() == errc::unsupported);
    (void)to_netsh(p);
    if (const auto file = to_registry_file(p)) require(file->size() % 2 == 0 && file->starts_with("\xff\xfe"));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    if (const auto s = parse_service(bytes)) require(!s->to_string().empty());
    const auto asked = request_from_json(bytes);
    if (!asked) return 0;
    const auto p = make_plan(asked->services, asked->host);
    if (!p) return 0;
    require(p->refusals.size() <= asked->services.size());
    render(*p);
    render(undo_of(*p));
    return 0;
}
