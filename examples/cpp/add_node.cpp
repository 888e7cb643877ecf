// Adds a node to a cluster file, with an address for each link, and says what a reload does with it.
// Usage: add_node corosync.conf NAME ADDRESS...
#include <hakit/corosync/bind.hpp>
#include <hakit/corosync/diff.hpp>
#include <hakit/corosync/nodes.hpp>
#include <hakit/corosync/parse.hpp>
#include <hakit/io/file.hpp>

#include <iostream>

int main(int argc, char** argv) {
    using namespace hakit;
    if (argc < 4) return 2;
    const std::string path = argv[1];
    text::workspace files{std::make_shared<io::file_loader>()};
    const auto file = files.open(path);
    if (!file) {
        std::cerr << file.error().message() << '\n';
        return 1;
    }

    corosync::new_node node;
    node.name = argv[2];
    for (int i = 3; i < argc; ++i) node.addresses.emplace_back(static_cast<unsigned>(i - 3), argv[i]);
    const auto text = corosync::add_node(files, *file, node);
    if (!text) {
        std::cerr << text.error().message() << '\n';
        return 1;
    }
    if (const auto written = io::write_file_atomic(path, *text); !written) {
        std::cerr << written.error().message() << '\n';
        return 1;
    }

    text::diagnostic_list ignored;
    const auto before = corosync::bind(corosync::parse(files.file(*file)), {}, ignored);
    const auto after = corosync::bind(corosync::parse({path, *text}), {}, ignored);
    std::cout << corosync::to_text(corosync::diff(before, after));
    return 0;
}
