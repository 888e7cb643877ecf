// Writes the generated crm shell text to standard output. Usage: crm_generate PRIMITIVES
#include "crm/generated.hpp"

#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    const auto text = hakit::bench::generated_crm(std::strtoull(argv[1], nullptr, 10));
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() ? 0 : 1;
}
