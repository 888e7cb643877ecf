#include <hakit/io/authkey.hpp>
#include <hakit/io/file.hpp>

#include <doctest/doctest.h>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <set>

using namespace hakit;

namespace {

/// A directory of its own that goes away.
struct scratch {
    scratch() {
        std::string name = (std::filesystem::temp_directory_path() / "hakit-authkey-XXXXXX").string();
        path = ::mkdtemp(name.data());
    }
    ~scratch() { std::filesystem::remove_all(path); }
    std::filesystem::path path;
};

unsigned mode_of(const std::string& path) {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 07777u : 0;
}

}  // namespace

TEST_CASE("keys are of the size asked for, and random") {
    std::set<std::string> seen;
    for (int i = 0; i < 20; ++i) CHECK(seen.insert(io::make_authkey(128).value()).second);
    CHECK(io::make_authkey().value().size() == 256);
    CHECK(io::make_authkey(4096).value().size() == 4096);
    CHECK(io::make_authkey(127).error().code() == errc::invalid_argument);
    CHECK(io::make_authkey(4097).error().code() == errc::invalid_argument);
    // Some byte of each value in a long key: the chance that one is missing is below one in ten thousand.
    const auto key = io::make_authkey(4096).value();
    CHECK(std::set<char>(key.begin(), key.end()).size() == 256);
}

TEST_CASE("a key file is for its owner alone, and never replaced by accident") {
    const scratch here;
    const auto path = (here.path / "authkey").string();
    REQUIRE(io::write_authkey(path).has_value());
    CHECK(mode_of(path) == 0400);
    const auto first = io::read_file(path).value();
    CHECK(first.size() == 256);
    CHECK(io::write_authkey(path).error().code() == errc::already_exists);
    CHECK(io::read_file(path).value() == first);
    REQUIRE(::chmod(path.c_str(), 0644) == 0);
    REQUIRE(io::write_authkey(path, 128, true).has_value());
    CHECK(mode_of(path) == 0400);
    CHECK(io::read_file(path).value().size() == 128);
    // Nothing is left over beside it.
    CHECK(std::distance(std::filesystem::directory_iterator{here.path}, {}) == 1);
    CHECK(io::write_authkey((here.path / "missing" / "authkey").string()).error().code() != errc{});
}

TEST_CASE("a file that must be new is written once") {
    const scratch here;
    const auto path = (here.path / "file").string();
    io::write_options how;
    how.only_new = true;
    CHECK(io::write_file_atomic(path, "one", how).has_value());
    CHECK(io::write_file_atomic(path, "two", how).error().code() == errc::already_exists);
    CHECK(io::read_file(path).value() == "one");
}
