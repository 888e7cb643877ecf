// Checks a keepalived.conf and raises the priority of an instance; every other byte of the file stays.
//
//     raise_priority FILE INSTANCE PRIORITY
//
//     c++ -std=c++20 raise_priority.cpp $(pkg-config --cflags --libs hakit) -o raise_priority
#include <hakit/io/file.hpp>
#include <hakit/keepalived/edit.hpp>
#include <hakit/text/render.hpp>

#include <cstdio>
#include <string>

int main(int argc, char** argv) try {
    if (argc != 4) return 3;
    const std::string name = argv[1], instance = argv[2], priority = argv[3];

    hakit::text::workspace files{std::make_shared<hakit::io::file_loader>()};
    const auto file = files.open(name).value();  // value() throws hakit::exception; has_value() and error() do not
    const auto checked = hakit::keepalived::check(files, file);
    std::fputs(render_text(files, checked.diagnostics).c_str(), stderr);

    const auto path = hakit::text::path::parse("vrrp_instance[" + instance + "].priority").value();
    const std::string after = hakit::keepalived::set(files, file, path, priority).value();
    hakit::io::write_file_atomic(name, after).value();
} catch (const hakit::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return 2;
}
