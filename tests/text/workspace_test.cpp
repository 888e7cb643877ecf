#include <hakit/text/workspace.hpp>

#include <doctest/doctest.h>

#include <map>

using namespace hakit::text;

namespace {

class memory_loader final : public loader {
public:
    std::map<std::string, std::string> files;

    hakit::result<std::string> read(const std::string& path) override {
        const auto found = files.find(path);
        if (found == files.end()) return hakit::error{hakit::errc::not_found, path + ": no such file"};
        return found->second;
    }
    hakit::result<std::vector<std::string>> glob(const std::string& pattern) override {
        if (pattern == "[") return hakit::error{hakit::errc::syntax, "pattern"};
        std::vector<std::string> all;
        for (const auto& [name, text] : files) all.push_back(name);
        return all;
    }
};

}  // namespace

TEST_CASE("files keep their ids, and references stay valid while more come in") {
    workspace files;
    CHECK(files.add({"a.conf", "1\n2\n"}) == 0);
    const auto& first = files.file(0);
    const auto& lines = files.lines(0);
    for (int i = 1; i < 100; ++i) CHECK(files.add({"b", ""}) == static_cast<file_id>(i));
    CHECK(first.name() == "a.conf");
    CHECK(&first == &files.file(0));
    CHECK(&lines == &files.lines(0));
    CHECK(lines.line_count() == 2);
    CHECK(files.size() == 100);
}

TEST_CASE("an id that was never given out is an empty file") {
    const workspace files;
    CHECK(files.file(5).text().empty());
    CHECK(files.lines(5).line_count() == 1);
}

TEST_CASE("files are read anew on each call, up to the limit") {
    auto disk = std::make_shared<memory_loader>();
    disk->files["x"] = "old";
    limits bounds;
    bounds.files = 2;
    workspace files{disk, bounds};
    CHECK(*files.open("x") == 0);
    disk->files["x"] = "new";
    CHECK(files.open("missing").error().message() == "missing: no such file");
    CHECK(*files.open("x") == 1);
    CHECK(files.file(0).text() == "old");
    CHECK(files.file(1).text() == "new");
    CHECK(files.open("x").error().code() == hakit::errc::limit_exceeded);
    CHECK(files.bounds().files == 2);
    CHECK(files.glob("*")->size() == 1);
    CHECK(files.glob("[").has_error());
}

TEST_CASE("without a loader nothing can be opened") {
    workspace files;
    CHECK(files.open("x").error().code() == hakit::errc::not_found);
    CHECK(files.glob("*")->empty());
    workspace moved{std::move(files)};
    CHECK(moved.add({"a", "b"}) == 0);
}
