#include <hakit/keepalived/check.hpp>

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace hakit;
namespace ka = hakit::keepalived;

namespace {

std::string content(const std::filesystem::path& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// Reads the files beside the cases.
class case_files final : public text::loader {
public:
    result<std::string> read(const std::string& path) override {
        const auto file = std::filesystem::path{HAKIT_TEST_DATA "/keepalived/cases"} / path;
        if (!std::filesystem::is_regular_file(file)) return error{errc::not_found, path};
        return content(file);
    }
    result<std::vector<std::string>> glob(const std::string&) override { return std::vector<std::string>{}; }
};

/// Diagnostics and their notes must lie in the files they name.
void check_places(const text::workspace& files, const ka::checked& found) {
    const auto inside = [&](text::location where) {
        return where.file < files.size() && where.where.begin <= where.where.end &&
               where.where.end <= files.file(where.file).text().size();
    };
    for (const auto& d : found.diagnostics.items()) {
        INFO(d.code->id, ": ", d.message);
        CHECK(inside(d.where));
        CHECK_FALSE(d.message.empty());
        for (const auto& note : d.notes)
            if (note.where) CHECK(inside(*note.where));
        if (d.remedy)
            for (const auto& edit : d.remedy->edits) CHECK(inside({d.where.file, edit.where}));
    }
}

}  // namespace

TEST_CASE("all cases can be checked for all releases, and diagnostics lie in their files") {
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator{HAKIT_TEST_DATA "/keepalived/cases"}) {
        if (entry.path().extension() != ".conf") continue;
        ++count;
        INFO(entry.path().filename().string());
        for (const auto version : {ka::v2_2_7, ka::v2_4_4}) {
            text::workspace files{std::make_shared<case_files>()};
            const auto id = files.add({entry.path().filename().string(), content(entry.path())});
            ka::check_options options;
            options.expansion.config_id = "node1";
            options.expansion.for_target.version = version;
            const ka::host_facts nothing{.interfaces = std::map<std::string, ka::interface_facts>{},
                                         .users = std::set<std::string>{},
                                         .groups = std::set<std::string>{},
                                         .files = std::map<std::string, bool>{}};
            check_places(files, ka::check(files, id, options));
            options.facts = &nothing;
            check_places(files, ka::check(files, id, options));
        }
    }
    CHECK(count > 600);
}
