// Real files against real tools: the CIB of each text is what crmsh committed, and each CIB comes back from its text.
// The files are not part of hakit: without HAKIT_CORPUS it says so and passes.
#include <hakit/cib/read.hpp>
#include <hakit/cib/write.hpp>
#include <hakit/crm/bind.hpp>
#include <hakit/crm/emit.hpp>
#include <hakit/crm/format.hpp>
#include <hakit/crm/merge.hpp>
#include <hakit/crm/parse.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <vector>

using namespace hakit;
namespace fs = std::filesystem;

namespace {

constexpr cib::tag sections[] = {cib::tag::crm_config,      cib::tag::nodes, cib::tag::resources,
                                 cib::tag::constraints,     cib::tag::tags,  cib::tag::rsc_defaults,
                                 cib::tag::op_defaults,     cib::tag::acls,  cib::tag::alerts,
                                 cib::tag::fencing_topology};

std::string read_file(const fs::path& path) {
    std::ifstream in{path};
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

std::vector<fs::path> files_in(const fs::path& folder, const std::string& ending) {
    std::vector<fs::path> found;
    if (fs::is_directory(folder))
        for (const auto& entry : fs::directory_iterator{folder})
            if (entry.path().filename().string().ends_with(ending)) found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

/// The first section that differs; empty when none does.
std::string difference(const cib::config& a, const cib::config& b) {
    static const cib::element nothing{cib::tag::other};
    for (const auto t : sections) {
        const auto* x = cib::find_section(a, t);
        const auto* y = cib::find_section(b, t);
        auto left = x != nullptr ? *x : nothing;
        auto right = y != nullptr ? *y : nothing;
        left.attributes.clear();
        left.type = t;
        right.type = t;
        if (!crm::equivalent(left, right)) return std::string{cib::to_string(t)};
    }
    return {};
}

bool same_as_crmsh(const fs::path& committed) {
    const auto name = committed.string();
    const auto text = read_file(name.substr(0, name.size() - std::string{".cib.xml"}.size()) + ".crm");
    text::diagnostic_list ignored;
    const auto want = cib::read(read_file(committed), {}, ignored).values;
    // What crmsh refused it may have committed in part.
    const auto verdict = read_file(name.substr(0, name.size() - std::string{".cib.xml"}.size()) + ".oracle");
    if (verdict.find("rc=0") == verdict.npos) return true;
    crm::bind_options options;
    options.order = crm::object_order::as_crmsh;
    const auto doc = crm::parse({name, text});
    const auto got = crm::bind(doc, options, ignored);
    const auto section = difference(want, got);
    if (!section.empty()) std::cout << name << ": " << section << " is not what crmsh committed\n";
    const auto laid_out = crm::format(doc);
    const auto again = crm::bind(crm::parse({name, laid_out}), options, ignored);
    const bool kept = difference(got, again).empty() && crm::format(crm::parse({name, laid_out})) == laid_out;
    if (!kept) std::cout << name << ": the layout changes the meaning\n";
    return section.empty() && kept;
}

struct totals {
    std::size_t objects = 0;
    std::size_t xml = 0;
};

bool comes_back(const fs::path& path, totals& all) {
    text::diagnostic_list ignored;
    const auto c = cib::read(read_file(path), {}, ignored).values;
    const auto written = crm::emit(c);
    all.objects += written.objects;
    all.xml += written.xml_objects;
    crm::bind_options options;
    options.schema = cib::version_of(c).value_or(cib::default_schema);
    const auto again = crm::bind(crm::parse({path.string(), written.text}), options, ignored);
    const auto section = difference(c, again);
    if (!section.empty()) std::cout << path.string() << ": " << section << " does not come back\n";
    const bool stable = crm::emit(again).text == written.text;
    if (!stable) std::cout << path.string() << ": the text of the text's CIB is another one\n";
    const auto merged = crm::merge(c, again);
    const bool kept = merged && *merged == c;
    if (!kept) std::cout << path.string() << ": text that nobody edited changes it\n";
    return section.empty() && stable && kept && written.left_out.empty();
}

}  // namespace

int main() {
    const char* corpus = std::getenv("HAKIT_CORPUS");
    if (corpus == nullptr) {
        std::cout << "skipped: HAKIT_CORPUS names no folder of real files\n";
        return 0;
    }
    bool good = true;
    const auto committed = files_in(fs::path{corpus} / "crm", ".cib.xml");
    for (const auto& path : committed) good = same_as_crmsh(path) && good;
    const auto cibs = files_in(fs::path{corpus} / "cib", ".xml");
    totals all;
    for (const auto& path : cibs) good = comes_back(path, all) && good;
    std::cout << committed.size() << " texts, " << cibs.size() << " CIBs, " << all.objects << " objects, " << all.xml
              << " of them as xml\n";
    if (all.xml * 200 >= all.objects) {
        std::cout << "more than 0.5 % of the objects need xml\n";
        good = good && all.objects == 0;
    }
    return good ? 0 : 1;
}
