// A text that is read in sections by several jobs gives what it gives in one.
#include <hakit/keepalived/check.hpp>

#include "support/random_text.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace hakit;
using namespace hakit::keepalived;

namespace {

/// Each job in a thread of its own.
void in_threads(std::size_t count, const std::function<void(std::size_t)>& job) {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < count; ++i) threads.emplace_back(job, i);
}

constexpr std::size_t section_bytes = 300;

text::parallel jobs(unsigned count) { return {.jobs = count, .run = in_threads, .section_bytes = section_bytes}; }

checked check_text(const std::string& text, const text::parallel& work, const text::limits& bounds = {}) {
    text::workspace files{nullptr, bounds};
    check_options options;
    options.work = work;
    return check(files, files.add(text::source{"keepalived.conf", text}), options);
}

bool same_tape(const text::document& a, const text::document& b) {
    const auto token = [](const text::token& x, const text::token& y) {
        return x.begin == y.begin && x.length == y.length && x.kind() == y.kind();
    };
    const auto node = [](const text::node& x, const text::node& y) {
        return x.first_token == y.first_token && x.end_token == y.end_token && x.open_token == y.open_token &&
               x.parent == y.parent && x.next == y.next && x.kind() == y.kind() && x.closed == y.closed &&
               x.words == y.words;
    };
    return std::ranges::equal(a.tokens(), b.tokens(), token) && std::ranges::equal(a.nodes(), b.nodes(), node);
}

std::string shown(const text::diagnostic_list& found) {
    std::string all = std::to_string(found.left_out()) + " left out\n";
    for (const auto& d : found.items()) {
        all += std::to_string(d.where.file) + ":" + std::to_string(d.where.where.begin) + "-" +
               std::to_string(d.where.where.end) + " " + std::string{d.code->id} + " " +
               std::string{to_string(d.level)} + " " + d.message;
        for (const auto& n : d.notes) all += " (" + n.message + ")";
        if (d.remedy) all += " [" + d.remedy->title + "]";
        all += "\n";
    }
    return all;
}

/// Whether it was read in sections, after all was compared.
bool same_in_sections(const std::string& text, unsigned count, const text::limits& bounds = {}) {
    const auto whole = check_text(text, {}, bounds);
    const auto parts = check_text(text, jobs(count), bounds);
    CHECK(shown(whole.diagnostics) == shown(parts.diagnostics));
    CHECK(whole.configuration == parts.configuration);
    const auto place = [](const virtual_server& vs) { return vs.where.span; };
    CHECK(std::ranges::equal(whole.configuration.virtual_server, parts.configuration.virtual_server, {}, place, place));
    CHECK(same_tape(whole.view.document(), parts.view.document()));
    CHECK(shown(whole.view.diagnostics()) == shown(parts.view.diagnostics()));
    CHECK(whole.view.sections().empty());
    return !parts.view.sections().empty();
}

std::string server(std::size_t n) {
    const auto address = "10.0." + std::to_string(n / 200) + "." + std::to_string(n % 200 + 1);
    return "virtual_server " + address + " 80 {\n    lb_algo wlc\n    lb_kind NAT\n    protocol TCP\n" +
           "    real_server 192.0.2." + std::to_string(n % 200 + 1) +
           " 80 {\n        weight 1\n        TCP_CHECK {\n            connect_timeout 3\n        }\n    }\n}\n";
}

std::string servers(std::size_t count) {
    std::string text;
    for (std::size_t n = 0; n < count; ++n) text += server(n);
    return text;
}

/// The text with `line` in place of the n-th line that begins with `start`.
std::string replaced(std::string text, std::string_view start, std::size_t n, std::string_view line) {
    std::size_t at = 0;
    for (std::size_t begin = 0; begin < text.size(); begin = at + 1) {
        at = text.find('\n', begin);
        if (std::string_view{text}.substr(begin, at - begin).starts_with(start) && n-- == 0)
            return text.replace(begin, at - begin, line);
    }
    FAIL("no such line");
    return text;
}

}  // namespace

TEST_CASE("virtual servers are read in sections") {
    for (const unsigned count : {2u, 3u, 8u, 1000u}) CHECK(same_in_sections(servers(40), count));
    CHECK(same_in_sections("! head\nglobal_defs {\n    router_id lb\n}\n" + servers(40) + "# end", 3));
    CHECK_FALSE(same_in_sections(servers(40), 1));
    CHECK_FALSE(same_in_sections(servers(40), 0));
    CHECK_FALSE(same_in_sections(servers(1), 2));
    CHECK_FALSE(same_in_sections("", 2));
}

TEST_CASE("each section is a document of its part of the text") {
    const auto text = servers(30);
    const auto found = check_text(text, jobs(4));
    std::uint32_t end = 0;
    for (const auto& section : found.view.sections()) {
        const auto tokens = section.document().tokens();
        CHECK(section.document().text().data() == found.view.document().text().data());
        REQUIRE(!tokens.empty());
        CHECK(tokens.front().begin == end);
        end = tokens.back().where().end;
        CHECK(section.document().word_text(1, 0) == "virtual_server");
    }
    CHECK(end == text.size());
    CHECK(found.view.sections().size() > 10);
}

TEST_CASE("a tape that is put together is put together once for all threads") {
    const auto found = check_text(servers(60), jobs(3));
    const text::token* seen[4] = {};
    {
        std::vector<std::jthread> threads;
        for (auto& s : seen) threads.emplace_back([&found, &s] { s = found.view.document().tokens().data(); });
    }
    for (const auto* s : seen) CHECK(s == found.view.document().tokens().data());
}

TEST_CASE("mistakes inside of a virtual server are found in its section") {
    const auto text = servers(40);
    CHECK(same_in_sections(replaced(text, "    lb_algo", 30, "    lb_alg wlc"), 3));
    CHECK(same_in_sections(replaced(text, "    lb_kind", 31, "    lb_kind NOT { }"), 3));
    CHECK(same_in_sections(replaced(text, "        weight", 20, "        weight 1 2 3"), 3));
    CHECK(same_in_sections(replaced(text, "virtual_server", 20, "virtual_server 10.0.0.7 80 {"), 3));  // stands twice
    CHECK(same_in_sections(replaced(text, "virtual_server", 20, "virtual_server nonsense {"), 3));
    CHECK(same_in_sections(replaced(text, "virtual_server", 20, "virtual_server group web {"), 3));
    CHECK(same_in_sections(text + "vrrp_instance A {\n    state MASTER\n}\n", 3));  // another list
}

TEST_CASE("what reaches beyond its section is read in one piece") {
    const auto text = servers(40);
    CHECK_FALSE(same_in_sections(text + "include nothing.conf\n", 3));
    CHECK_FALSE(same_in_sections("$WEIGHT=3\n" + text, 3));
    CHECK_FALSE(same_in_sections(replaced(text, "        weight", 20, "        weight $WEIGHT"), 3));
    CHECK_FALSE(same_in_sections(replaced(text, "    lb_algo", 20, "@host lb_algo wlc"), 3));
    CHECK_FALSE(same_in_sections(replaced(text, "}", 20, ""), 3));
    CHECK_FALSE(same_in_sections(replaced(text, "}", 20, "}}"), 3));
    CHECK_FALSE(same_in_sections(replaced(text, "    lb_algo", 20, "{"), 3));
    CHECK_FALSE(same_in_sections(replaced(text, "}", 20, "} # the end \\"), 3));
    CHECK_FALSE(same_in_sections(text + "global_defs {\n    router_id lb\n}\n", 3));
    CHECK_FALSE(same_in_sections(replaced(text, "    lb_algo", 20, "    lb_algo " + std::string(2000, 'x')), 3));
    CHECK_FALSE(same_in_sections(replaced(text, "    lb_algo", 20, std::string{"    lb_algo \0", 13}), 3));
    CHECK_FALSE(same_in_sections(text + "nonsense\n", 3));
}

TEST_CASE("the limits are those of the whole text") {
    std::string text;
    for (std::size_t n = 0; n < 60; ++n) text += replaced(server(n), "    lb_algo", 0, "    lb_algo nonsense");
    text::limits bounds;
    for (const std::uint32_t most : {0u, 1u, 7u, 59u, 60u, 61u, 200u}) {
        bounds.diagnostics_per_file = most;
        (void)same_in_sections(text, 3, bounds);
    }
    bounds = {};
    bounds.file_bytes = 2000;
    CHECK_FALSE(same_in_sections(text, 3, bounds));
    bounds = {};
    bounds.depth = 2;
    CHECK_FALSE(same_in_sections(servers(40), 3, bounds));
}

TEST_CASE("property: any damage gives the same in sections and in one") {
    std::size_t in_sections = 0;
    for (std::uint64_t seed = 1; seed <= 600; ++seed) {
        test::random_source random{seed};
        auto text = servers(12 + random.below(20));
        for (auto n = random.below(4); n-- > 0;) {
            const auto at = text.find('\n', random.below(text.size()));
            if (random.one_in(2))
                text.insert(at + 1, test::config_generator{random.next()}.make());
            else
                text = test::mutate(std::move(text), random);
        }
        CAPTURE(seed);
        in_sections += same_in_sections(text, static_cast<unsigned>(2 + random.below(4)));
    }
    CHECK(in_sections > 100);
}

TEST_CASE("what a job throws comes out of check()") {
    const text::parallel broken{.jobs = 2,
                                .run = [](std::size_t, const auto&) { throw std::runtime_error{"no threads"}; },
                                .section_bytes = section_bytes};
    CHECK_THROWS_AS((void)check_text(servers(40), broken), std::runtime_error);
}
