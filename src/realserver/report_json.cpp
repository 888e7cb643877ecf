#include <hakit/realserver/report_json.hpp>

namespace hakit::realserver {

using json = nlohmann::ordered_json;

json to_json(const verification& v) {
    json out{{"schema", "hakit-realserver-verify-1"}, {"ok", v.ok()}};
    auto& list = out["observations"] = json::array();
    for (const auto& o : v.observations) {
        json one{{"verdict", to_string(o.what)}};
        if (o.step) one["step"] = *o.step + 1;
        one["text"] = o.message;
        list.push_back(std::move(one));
    }
    return out;
}

json to_json(const plan& p, const apply_report& report) {
    json out{{"schema", "hakit-realserver-apply-1"}, {"ok", report.ok()}};
    auto& steps = out["steps"] = json::array();
    for (std::size_t i = 0; i < report.fates.size() && i < p.steps.size(); ++i)
        steps.push_back({{"text", p.steps[i].to_string()}, {"fate", to_string(report.fates[i])}});
    if (report.failure) out["failure"] = report.failure->message();
    auto& undo = out["undo"] = json::array();
    for (const auto& s : report.undo) undo.push_back(s.to_string());
    if (!report.left_over.empty()) out["left_over"] = report.left_over;
    return out;
}

}  // namespace hakit::realserver
