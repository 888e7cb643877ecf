// Lists every virtual IP address of keepalived.conf files, included files too.
//
//     list_vips FILE...
//
//     c++ -std=c++20 list_vips.cpp $(pkg-config --cflags --libs hakit) -o list_vips
#include <hakit/io/file.hpp>
#include <hakit/keepalived/check.hpp>

#include <cstdio>
#include <string>

namespace ka = hakit::keepalived;

namespace {

void show(const char* file, const std::string& address, const std::string& owner) {
    std::printf("%s\t%s\t%s\n", file, address.c_str(), owner.c_str());
}

void list(const char* file, const ka::config& config) {
    for (const auto& instance : config.vrrp_instance)
        for (const auto* addresses : {&instance.virtual_ipaddress, &instance.virtual_ipaddress_excluded})
            for (const auto& entry : *addresses)
                show(file, entry->address.to_string(), "vrrp_instance " + *instance.name);
    for (const auto& server : config.virtual_server)
        if (const auto* at = std::get_if<ka::endpoint>(&*server.address))
            show(file, at->address.to_string(), "virtual_server port " + std::to_string(at->port));
}

}  // namespace

int main(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        hakit::text::workspace files{std::make_shared<hakit::io::file_loader>()};
        const auto file = files.open(argv[i]);
        if (!file) {
            std::fprintf(stderr, "%s\n", file.error().message().c_str());
            return 4;
        }
        list(argv[i], ka::check(files, *file).configuration);
    }
    return argc > 1 ? 0 : 3;
}
