// Writes the generated keepalived.conf to standard output. Usage: generate SERVICES
#include "keepalived/generated.hpp"

#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    const auto text = hakit::bench::generated_keepalived_conf(std::strtoull(argv[1], nullptr, 10));
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
}
