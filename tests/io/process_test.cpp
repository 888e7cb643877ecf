#include <hakit/io/process.hpp>
#include <hakit/io/script_runner.hpp>

#include <hakit/io/file.hpp>

#include "temporary_directory.hpp"

#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

using namespace hakit;
using namespace hakit::io;
using std::chrono::milliseconds;

namespace {

process_exit run(const process_options& o) {
    asio::io_context context;
    std::optional<process_exit> end;
    const auto started = process::start(context.get_executor(), o, [&](process_exit e) { end = std::move(e); });
    REQUIRE(started.has_value());
    context.run();
    REQUIRE(end.has_value());
    return *end;
}

process_options shell(const std::string& script) {
    process_options o;
    o.argv = {"/bin/sh", "-c", script};
    return o;
}

}  // namespace

TEST_CASE("a program's exit status and signal come back, and it is reaped") {
    CHECK(run(shell("exit 0")).ok());
    CHECK(run(shell("exit 3")).status == 3);
    CHECK(run(shell("exit 3")).to_string() == "exit status 3");
    CHECK(run(shell("kill -9 $$")).signal == SIGKILL);
    CHECK(run(shell("kill -9 $$")).to_string() == "killed by signal 9 (Killed)");
    CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
    CHECK(errno == ECHILD);
}

TEST_CASE("words reach the program as they are; there is no shell") {
    const temporary_directory dir;
    process_options o;
    o.argv = {"/bin/sh", "-c", "printf '%s|' \"$@\" > " + (dir / "out"), "sh", "a b", "$HOME", "`id`", "", "*"};
    CHECK(run(o).ok());
    CHECK(read_file(dir / "out").value() == "a b|$HOME|`id`||*|");
}

TEST_CASE("the environment is what was given, with a PATH; the directory is /") {
    const temporary_directory dir;
    auto o = shell("env | sort | grep -v -e ^_= -e ^PWD= -e ^SHLVL= -e ^OLDPWD= > " + (dir / "out") + "; pwd >> " +
                   (dir / "out"));
    o.environment = {"NAME=value"};
    CHECK(run(o).ok());
    CHECK(read_file(dir / "out").value() == "NAME=value\nPATH=/usr/sbin:/usr/bin:/sbin:/bin\n/\n");
}

TEST_CASE("no descriptor and no blocked signal of ours is inherited; input is empty; the group is its own") {
    const temporary_directory dir;
    int leaky[2];
    REQUIRE(::pipe(leaky) == 0);  // without O_CLOEXEC
    sigset_t block;
    sigset_t before;
    sigemptyset(&block);
    sigaddset(&block, SIGUSR2);
    pthread_sigmask(SIG_BLOCK, &block, &before);
    const auto out = dir / "out";
    CHECK(run(shell("ls /proc/self/fd | tr '\\n' ' ' > " + out + "; grep -e SigBlk -e SigIgn /proc/self/status >> " +
                    out + "; wc -c >> " + out + "; [ $$ = $(ps -o pgid= -p $$ | tr -d ' ') ] && echo own >> " + out))
              .status <= 1);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    ::close(leaky[0]);
    ::close(leaky[1]);
    const auto text = read_file(out).value();
    CHECK(text.starts_with("0 1 2 3 SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n0\n"));
}

TEST_CASE("what cannot be run is told at once, with errno, and leaves no child") {
    asio::io_context context;
    const temporary_directory dir;
    const auto start = [&](std::vector<std::string> argv) {
        process_options o;
        o.argv = std::move(argv);
        const auto r = process::start(context.get_executor(), o, [](const process_exit&) { FAIL("called"); });
        REQUIRE(r.has_error());
        return r.error();
    };
    CHECK(start({"/no/such"}).code() == errc::not_found);
    CHECK(start({"/no/such"}).message() == "/no/such: no such program");
    CHECK(start({}).code() == errc::invalid_argument);
    CHECK(start({dir.path()}).system_errno() == EACCES);
    CHECK(start({"no-such-program-anywhere"}).code() == errc::not_found);
    process_options o;
    o.argv = {"/bin/true"};
    o.directory = "/no/such/directory";
    CHECK(process::start(context.get_executor(), o, {}).error().system_errno() == ENOENT);
    CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
}

TEST_CASE("after the timeout the whole group ends, also when it ignores SIGTERM") {
    const temporary_directory dir;
    auto o = shell("trap '' TERM; (trap '' TERM; sleep 1000 & echo $! > " + (dir / "pid") + "; wait) & wait");
    o.timeout = milliseconds{300};
    o.grace = milliseconds{100};
    const auto end = run(o);
    CHECK(end.timed_out);
    CHECK(end.to_string() == "timed out");
    const auto pid = std::stoi(read_file(dir / "pid").value());
    // The grandchild is killed; whoever reaps it may take a moment.
    for (int i = 0; i < 1000 && ::kill(pid, 0) == 0; ++i) {
        const auto state = read_file("/proc/" + std::to_string(pid) + "/stat");
        if (state.has_error() || state->find(") Z ") != std::string::npos) break;
        ::usleep(10'000);
    }
    const auto state = read_file("/proc/" + std::to_string(pid) + "/stat");
    CHECK((state.has_error() || state->find(") Z ") != std::string::npos));
}

TEST_CASE("an abandoned program is ended and reaped without a word") {
    asio::io_context context;
    auto o = shell("exec sleep 1000");
    const auto started = process::start(context.get_executor(), o, [](const process_exit&) { FAIL("called"); });
    REQUIRE(started.has_value());
    started.value()->abandon();
    context.run();
    CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
}

TEST_CASE("a program that outlives its io_context is killed and reaped") {
    {
        asio::io_context context;
        REQUIRE(process::start(context.get_executor(), shell("exec sleep 1000"), [](const process_exit&) {
                    FAIL("called");
                }).has_value());
    }
    CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);
}

TEST_CASE("root can run a program as another user, with that user's groups alone") {
    if (::geteuid() != 0) return;
    const auto who = find_credentials("nobody");
    if (who.has_error()) return;
    const temporary_directory dir;
    REQUIRE(::chmod(dir.path().c_str(), 0777) == 0);
    auto o = shell("id -u > " + (dir / "out") + "; id -G >> " + (dir / "out"));
    o.run_as = *who;
    CHECK(run(o).ok());
    CHECK(read_file(dir / "out").value() == std::to_string(who->user) + "\n" + std::to_string(who->group) + "\n");
    CHECK(::geteuid() == 0);
}

TEST_CASE("users and groups are found by name and number") {
    const auto root = find_credentials("root").value();
    CHECK(root.user == 0);
    CHECK(find_credentials("0").value().user == 0);
    CHECK(find_credentials("no-such-user-here").error().code() == errc::not_found);
    CHECK(find_credentials("root", "no-such-group-here").error().code() == errc::not_found);
    CHECK(find_credentials("12345", "54321").value() == credentials{12345, 54321, {}});
}

TEST_CASE("scripts of one subject run in order, those of others meanwhile") {
    const temporary_directory dir;
    asio::io_context context;
    std::vector<std::string> ends;
    script_runner scripts{context.get_executor(), {}, [&](const director::run_script& s, const std::string& why) {
                              ends.push_back(s.subject + (why.empty() ? "" : " " + why));
                          }};
    const auto add = [&](const std::string& subject, const std::string& text) {
        director::run_script s;
        s.subject = subject;
        s.program.argv = {"/bin/sh", "-c", text};
        scripts.run(std::move(s), std::nullopt);
    };
    // The first of A waits for what B makes; the second of A must still come after it.
    add("A", "while [ ! -e " + (dir / "go") + " ]; do sleep 0.01; done; echo 1 >> " + (dir / "out"));
    add("A", "echo 2 >> " + (dir / "out"));
    add("A", "exit 4");
    add("B", "touch " + (dir / "go"));
    director::run_script missing;
    missing.subject = "C";
    missing.program.argv = {"/no/such"};
    scripts.run(missing, std::nullopt);
    CHECK(scripts.pending() == 5);
    bool idle = false;
    scripts.when_idle([&] { idle = true; });
    context.run();
    CHECK(idle);
    CHECK(scripts.pending() == 0);
    CHECK(read_file(dir / "out").value() == "1\n2\n");
    CHECK(std::count(ends.begin(), ends.end(), "A exit status 4") == 1);
    CHECK(std::count(ends.begin(), ends.end(), "C /no/such: no such program") == 1);
    CHECK(ends.size() == 5);
}

TEST_CASE("the queue of scripts is bounded, and never more run than allowed") {
    asio::io_context context;
    std::size_t ran = 0;
    std::size_t dropped = 0;
    script_runner scripts{
        context.get_executor(),
        {.at_once = 2, .queue_limit = 10},
        [&](const director::run_script&, const std::string& why) { (why.empty() ? ran : dropped) += 1; }};
    for (int i = 0; i < 30; ++i) {
        director::run_script s;
        s.subject = "A";
        s.program.argv = {"/bin/true"};
        scripts.run(std::move(s), std::nullopt);
    }
    context.run();
    CHECK(ran == 10);
    CHECK(dropped == 20);
}
