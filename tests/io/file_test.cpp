#include <hakit/io/file.hpp>

#include "temporary_directory.hpp"

#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>

using namespace hakit;
using namespace hakit::io;

namespace {

void put(const std::string& path, std::string_view text) { std::ofstream{path, std::ios::binary} << text; }

std::size_t entries(const std::string& directory) {
    const std::filesystem::directory_iterator all{directory};
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

mode_t mode_of(const std::string& path) {
    struct stat info {};
    REQUIRE(::stat(path.c_str(), &info) == 0);
    return info.st_mode & 07777;
}

}  // namespace

TEST_CASE("a file is read whole, any bytes") {
    const temporary_directory dir;
    std::string bytes;
    for (int i = 0; i < 300'000; ++i) bytes += static_cast<char>(i * 7);
    put(dir / "a", bytes);
    put(dir / "empty", "");
    CHECK(read_file(dir / "a").value() == bytes);
    CHECK(read_file(dir / "empty").value().empty());
}

TEST_CASE("a file of exactly the limit is read, one byte more is not") {
    const temporary_directory dir;
    put(dir / "a", "12345");
    CHECK(read_file(dir / "a", 5).value() == "12345");
    const auto refused = read_file(dir / "a", 4);
    REQUIRE(refused.has_error());
    CHECK(refused.error().code() == errc::limit_exceeded);
    CHECK(refused.error().message() == (dir / "a") + ": more than 4 bytes");
}

TEST_CASE("a file whose size the kernel does not tell is read to its end") {
    CHECK_FALSE(read_file("/proc/self/status").value().empty());
    CHECK(read_file("/proc/self/status", 10).error().code() == errc::limit_exceeded);
}

TEST_CASE("what is no regular file is refused without waiting") {
    const temporary_directory dir;
    REQUIRE(::mkfifo((dir / "fifo").c_str(), 0600) == 0);
    CHECK(read_file(dir / "fifo").error().code() == errc::invalid_argument);
    CHECK(read_file(dir.path()).error().message() == dir.path() + ": is a directory");
    CHECK(read_file("/dev/null").error().code() == errc::invalid_argument);
    CHECK(read_file("").error().code() == errc::invalid_argument);
    CHECK(read_file(std::string{"a\0b", 3}).error().code() == errc::invalid_argument);
    const auto missing = read_file(dir / "missing");
    CHECK(missing.error().code() == errc::not_found);
    CHECK(missing.error().system_errno() == ENOENT);
    CHECK(missing.error().message() == (dir / "missing") + ": no such file");
}

TEST_CASE("a pipe is read through its descriptor") {
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    REQUIRE(::write(ends[1], "text", 4) == 4);
    ::close(ends[1]);
    CHECK(read_descriptor(ends[0], "standard input").value() == "text");
    ::close(ends[0]);
    CHECK(read_descriptor(ends[0], "standard input").error().message().starts_with("standard input: cannot read"));
}

TEST_CASE("a write makes a new file with the mode asked for, less the umask") {
    const temporary_directory dir;
    const auto mask = ::umask(022);
    CHECK(write_file_atomic(dir / "a", "text", {.new_file_mode = 0666}).has_value());
    ::umask(mask);
    CHECK(read_file(dir / "a").value() == "text");
    CHECK(mode_of(dir / "a") == 0644);
    CHECK(entries(dir.path()) == 1);
}

TEST_CASE("a write keeps mode and owner of the file it replaces") {
    const temporary_directory dir;
    put(dir / "a", "old");
    REQUIRE(::chmod((dir / "a").c_str(), 0640) == 0);
    const bool root = ::geteuid() == 0;
    if (root) REQUIRE(::chown((dir / "a").c_str(), 65534, 65534) == 0);
    CHECK(write_file_atomic(dir / "a", "new").has_value());
    CHECK(read_file(dir / "a").value() == "new");
    CHECK(mode_of(dir / "a") == 0640);
    struct stat info {};
    REQUIRE(::stat((dir / "a").c_str(), &info) == 0);
    if (root) CHECK(info.st_uid == 65534);
    CHECK(entries(dir.path()) == 1);
}

TEST_CASE("a write goes to the file that a chain of links ends in, and leaves the links") {
    const temporary_directory dir;
    REQUIRE(::mkdir((dir / "sub").c_str(), 0700) == 0);
    put(dir / "sub/real", "old");
    REQUIRE(::symlink("sub/second", (dir / "first").c_str()) == 0);
    REQUIRE(::symlink("real", (dir / "sub/second").c_str()) == 0);
    CHECK(write_file_atomic(dir / "first", "new").has_value());
    CHECK(read_file(dir / "sub/real").value() == "new");
    CHECK(std::filesystem::is_symlink(dir / "first"));
    CHECK(std::filesystem::is_symlink(dir / "sub/second"));

    REQUIRE(::symlink("nothing-yet", (dir / "dangling").c_str()) == 0);
    CHECK(write_file_atomic(dir / "dangling", "made").has_value());
    CHECK(read_file(dir / "nothing-yet").value() == "made");

    REQUIRE(::symlink("loop", (dir / "loop").c_str()) == 0);
    CHECK(write_file_atomic(dir / "loop", "x").error().system_errno() == ELOOP);
}

TEST_CASE("a write that fails leaves no trace") {
    const temporary_directory dir;
    CHECK(write_file_atomic(dir / "missing/a", "x").error().code() == errc::not_found);
    REQUIRE(::mkdir((dir / "a").c_str(), 0700) == 0);
    CHECK(write_file_atomic(dir / "a", "x").error().code() == errc::invalid_argument);
    CHECK(write_file_atomic((dir / "a") + "/", "x").error().code() == errc::invalid_argument);
    CHECK(entries(dir.path()) == 1);
    CHECK(entries(dir / "a") == 0);
}

TEST_CASE("a name as long as the file system allows can be written") {
    const temporary_directory dir;
    const std::string longest(255, 'n');
    CHECK(write_file_atomic(dir / longest, "x").has_value());
    CHECK(read_file(dir / longest).value() == "x");
}

TEST_CASE("the loader expands braces in their order and sorts each alternative") {
    const temporary_directory dir;
    for (const auto* name : {"b2.conf", "b1.conf", "a.conf", "c.txt"}) put(dir / name, name);
    file_loader files;
    CHECK(files.glob(dir / "{b,a}*.conf").value() ==
          std::vector<std::string>{dir / "b1.conf", dir / "b2.conf", dir / "a.conf"});
    CHECK(files.glob(dir / "*.none").value().empty());
    CHECK(files.glob(dir / "missing/*").value().empty());
    CHECK(files.read(dir / "c.txt").value() == "c.txt");
    CHECK(file_loader{2}.read(dir / "c.txt").error().code() == errc::limit_exceeded);
}
