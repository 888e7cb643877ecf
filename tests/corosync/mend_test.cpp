#include "bed.hpp"

#include <doctest/doctest.h>

#include <hakit/corosync/parse.hpp>
#include <hakit/text/mend.hpp>

using namespace hakit;
using namespace hakit::corosync;

namespace {

/// A file that was cut into two pages, each of which closed all that was open.
constexpr std::string_view two_pages = R"(totem {
    version: 2
    interface {
        ringnumber: 0
        member {
            memberaddr: 10.1.0.1
        }
        bindnetaddr: 10.1.0.0
    }
    interface {
        ringnumber: 1
        member {
            memberaddr: 10.2.0.1
        }
    }
}

        }

    member {
        memberaddr: 10.2.0.2
    }

    bindnetaddr: 10.2.0.0
}

transport: udpu

}

logging {
    to_syslog: yes
}
}
)";

std::string fixed(std::string text) {
    text::workspace files;
    const auto id = files.add({"corosync.conf", std::move(text)});
    const auto mended = text::apply_certain_fixes(files, id, [](text::workspace& w, text::file_id f) {
        return text::findings{parse(w.file(f)).diagnostics(), {}};
    });
    REQUIRE(mended.has_value());
    return mended->files.empty() ? std::string{} : mended->files.front().text;
}

}  // namespace

TEST_CASE("pages that closed what was open: the cause is reported, once each") {
    const auto c = check_for({1, 4, 8}, std::string{two_pages});
    const auto list = findings_of(c);
    CHECK(list.find("CS0007 14: this '}' and the 2 below are too early: 'member' goes on below") != list.npos);
    CHECK(list.find("CS0007 34: this '}' is one too many") != list.npos);
    CHECK(first(c, "CS0007").remedy->confidence == text::applicability::certain);
    // Nothing that only follows from it.
    CHECK_FALSE(has(c, "CS0103"));
    CHECK_FALSE(has(c, "CS0104"));
}

TEST_CASE("the mended file is read, with the places of the damaged one") {
    const auto c = check_for({1, 4, 8}, std::string{two_pages});
    REQUIRE(c.configuration.totem);
    const auto& t = *c.configuration.totem;
    CHECK(t.transport.value() == "udpu");
    REQUIRE(t.interface.size() == 2);
    REQUIRE(t.interface[1].member.size() == 2);
    CHECK(t.interface[1].bindnetaddr.value() == "10.2.0.0");
    CHECK(t.transport.where().of(two_pages) == "udpu");
    CHECK(t.interface[1].member[1].memberaddr.where().of(two_pages) == "10.2.0.2");
}

TEST_CASE("the certain fix makes the file whole") {
    const auto text = fixed(std::string{two_pages});
    CHECK(parse({"corosync.conf", text}).diagnostics().empty());
    CHECK(text.find("10.2.0.2") != text.npos);
    CHECK(text.size() + 14 + 2 < two_pages.size() + 2);
}

TEST_CASE("a missing '}' belongs before the first section that does not fit") {
    const auto c = check_text("quorum {\n    provider: corosync_votequorum\nlogging {\n    to_syslog: no\n}\n");
    const auto& d = first(c, "CS0008");
    CHECK(d.message == "'quorum' is not closed");
    CHECK(fixed("quorum {\n    provider: corosync_votequorum\nlogging {\n    to_syslog: no\n}\n") ==
          "quorum {\n    provider: corosync_votequorum\n}\nlogging {\n    to_syslog: no\n}\n");
}

TEST_CASE("a missing '}' at the end of a text without a line feed") {
    CHECK(fixed("totem {\n    version: 2") == "totem {\n    version: 2\n}");
}

TEST_CASE("a section that is opened twice") {
    CHECK(fixed("totem {\ntotem {\n    version: 2\n}\n") == "totem {\n    version: 2\n}\n");
}

TEST_CASE("a '}' that is too many at the end is reported where corosync does") {
    const auto c = check_text("totem {\n    version: 2\n}\n}\n");
    CHECK(findings_of(c).find("CS0007 4: '}' closes nothing") != std::string::npos);
}

TEST_CASE("a '}' too early is known by what follows it") {
    const auto c = check_text("totem {\n    version: 2\n}\n    token: 3000\n}\n");
    CHECK(findings_of(c).find("CS0007 3: this '}' is too early: 'totem' goes on below") != std::string::npos);
}

TEST_CASE("a way that leaves keys astray is not certain") {
    const auto c = check_text("totem {\n    version: 2\n    ring0_addr: n1\n}\n}\n");
    CHECK(first(c, "CS0007").remedy->confidence == text::applicability::maybe);
}

TEST_CASE("hopeless texts are given up without an explanation") {
    std::string text;
    for (int i = 0; i < 1000; ++i) text += "}\n";
    const auto c = check_text(text);
    CHECK(has(c, "CS0007"));
}
