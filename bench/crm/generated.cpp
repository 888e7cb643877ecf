#include "crm/generated.hpp"

#include <fmt/format.h>

#include <iterator>

namespace hakit::bench {

std::string generated_crm(std::size_t primitives) {
    std::string text;
    auto out = std::back_inserter(text);
    for (int n = 1; n <= 3; ++n) fmt::format_to(out, "node node{}\n", n);
    for (std::size_t i = 0; i < primitives; ++i)
        fmt::format_to(out,
                       "primitive p{0} ocf:heartbeat:IPaddr2 \\\n"
                       "\tparams ip=10.{1}.{2}.{3} cidr_netmask=24 \\\n"
                       "\top start timeout=20s interval=0 \\\n"
                       "\top stop timeout=20s interval=0 \\\n"
                       "\top monitor interval=10s timeout=20s \\\n"
                       "\tmeta migration-threshold=3\n",
                       i, i / 65536 % 256, i / 256 % 256, i % 256);
    const auto groups = primitives / 5;
    for (std::size_t g = 0; g < groups; ++g)
        fmt::format_to(out, "group g{0} p{1} p{2} p{3} p{4} p{5} \\\n\tmeta target-role=Started\n", g, 5 * g, 5 * g + 1,
                       5 * g + 2, 5 * g + 3, 5 * g + 4);
    for (std::size_t g = 0; g < groups; ++g) {
        fmt::format_to(out, "location l{0} g{0} {1}: node{2}\n", g, 100 + g % 7, 1 + g % 3);
        if (g != 0) fmt::format_to(out, "colocation c{0} inf: g{0} g{1}\norder o{0} Mandatory: g{1} g{0}\n", g, g - 1);
    }
    text += "property cib-bootstrap-options: \\\n\tstonith-enabled=false\n";
    return text;
}

}  // namespace hakit::bench
