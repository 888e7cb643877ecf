#include "cib/check_rows.hpp"

#include <fstream>
#include <map>
#include <sstream>

namespace hakit::cib::test {
namespace {

using parts = std::map<std::string, std::string>;

/// The text with each "{a}" and "{a:XML}" replaced by a primitive.
std::string expanded(const std::string& text) {
    std::string out;
    std::size_t at = 0;
    for (std::size_t open; (open = text.find('{', at)) != std::string::npos;) {
        const std::size_t close = text.find('}', open);
        const std::string inner = text.substr(open + 1, close - open - 1);
        const std::size_t colon = std::min(inner.find(':'), inner.size());
        out += text.substr(at, open - at) + "<primitive id=\"" + inner.substr(0, colon) +
               R"(" class="ocf" provider="heartbeat" type="Dummy")";
        out += colon == inner.size() ? "/>" : ">" + inner.substr(colon + 1) + "</primitive>";
        at = close + 1;
    }
    return out + text.substr(at);
}

std::string property_set(const std::string& options) {
    std::string xml = "<cluster_property_set id=\"cib-bootstrap-options\">";
    std::istringstream words{options};
    std::string one;
    for (int n = 0; words >> one; ++n) {
        const std::size_t eq = one.find('=');
        xml += "<nvpair id=\"opt" + std::to_string(n) + "\" name=\"" + one.substr(0, eq) + "\" value=\"" +
               one.substr(eq + 1) + "\"/>";
    }
    return xml + "</cluster_property_set>";
}

std::string xml_of(parts& p) {
    const std::string schema = p["schema"].empty() ? "pacemaker-3.9" : p["schema"];
    const std::string nodes = p["nodes"].empty() ? R"(<node id="1" uname="n1"/><node id="2" uname="n2"/>)" : p["nodes"];
    const bool device = p["options"].find("stonith-enabled=true") == std::string::npos;
    return "<cib validate-with=\"" + schema +
           "\" admin_epoch=\"0\" epoch=\"0\" num_updates=\"0\"><configuration><crm_config>" +
           property_set(p["options"]) + p["crm_config"] + "</crm_config><nodes>" + nodes + "</nodes><resources>" +
           (device ? R"(<primitive id="fence" class="stonith" type="fence_xvm"/>)" : "") + expanded(p["resources"]) +
           "</resources><constraints>" + p["constraints"] + "</constraints>" + p["rest"] +
           "</configuration><status/></cib>";
}

}  // namespace

std::vector<row> rows() {
    std::ifstream in{HAKIT_TEST_DATA "/cib/checks.txt"};
    std::vector<row> list;
    parts current;
    std::string line;
    const auto finish = [&] {
        if (list.empty()) return;
        list.back().xml = xml_of(current);
        list.back().at = current["at"];
        current.clear();
    };
    while (std::getline(in, line)) {
        if (line.empty() || line.front() == '#') continue;
        const std::size_t blank = line.find(' ');
        const std::string name = line.substr(0, blank);
        const std::string value = line.substr(blank + 1);
        if (name == "=") {
            finish();
            const std::size_t second = value.find(' ');
            const std::string code = value.substr(0, second);
            list.push_back({value.substr(second + 1), code == "none" ? "" : code, {}, {}});
        } else {
            current[name] = value;
        }
    }
    finish();
    return list;
}

std::string cib_with(const std::string& resources) {
    parts p;
    p["resources"] = resources;
    return xml_of(p);
}

}  // namespace hakit::cib::test
