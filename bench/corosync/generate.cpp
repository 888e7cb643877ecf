// Writes the generated corosync.conf to standard output. Usage: generate NODES [TRANSPORT]
#include "corosync/generated.hpp"

#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv) {
    if (argc < 2 || argc > 3) return 2;
    const auto text =
        hakit::bench::generated_corosync_conf(std::strtoull(argv[1], nullptr, 10), argc == 3 ? argv[2] : "knet");
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
}
