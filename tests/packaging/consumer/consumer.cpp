// A C++ program outside of hakit's tree: several modules, a virtual class and an exception across the border.
#include <hakit/ipvs/memory_table.hpp>
#include <hakit/keepalived/parse.hpp>
#include <hakit/version.hpp>

#include <cstdio>
#include <string>

namespace {

bool throws_for_a_missing_service() {
    hakit::ipvs::memory_table memory;
    hakit::ipvs::table& table = memory;
    try {
        (void)table.get(hakit::ipvs::service_key{}).value();
    } catch (const hakit::exception& e) {
        return !e.error().message().empty();
    }
    return false;
}

}  // namespace

int main() {
    if (hakit::version() != HAKIT_VERSION_STRING) {
        std::fputs("headers and library differ\n", stderr);
        return 1;
    }
    const std::string text = "vrrp_instance VI_1 {\n    priority 150\n";
    const auto document = hakit::keepalived::parse(hakit::text::source{"demo.conf", text});
    if (document.text() != text || document.diagnostics().size() != 1) {
        std::fputs("expected the text as it was and one finding, the missing brace\n", stderr);
        return 1;
    }
    if (!throws_for_a_missing_service()) {
        std::fputs("expected hakit::exception for a service that is not there\n", stderr);
        return 1;
    }
    std::printf("hakit %s from C++\n", std::string{hakit::version()}.c_str());
}
