#include <hakit/realserver/render.hpp>

namespace hakit::realserver {

std::string to_text(const plan& p) {
    std::string out;
    for (const auto& r : p.refusals)
        out.append("refused: ").append(r.service).append(": ").append(r.reason).append("\n");
    std::size_t number = 0;
    for (const auto& s : p.steps) {
        out.append(std::to_string(++number)).append(". ").append(s.to_string()).append("\n");
        if (!s.reason.empty()) out.append("   ").append(s.reason).append("\n");
        if (s.kind != step_kind::write_file) continue;
        for (std::size_t at = 0; at < s.value.size();) {
            const auto end = std::min(s.value.find('\n', at), s.value.size());
            out.append("   | ").append(s.value, at, end - at).append("\n");
            at = end + 1;
        }
    }
    for (const auto& n : p.notes) out.append("note: ").append(n).append("\n");
    return out;
}

}  // namespace hakit::realserver
