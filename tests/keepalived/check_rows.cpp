#include "check_rows.hpp"

#include <hakit/keepalived/facts_json.hpp>

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

namespace hakit::keepalived::test {
namespace {

/// The files that a row names; "dir" is a directory.
class row_files final : public text::loader {
public:
    explicit row_files(std::map<std::string, std::string> files) : files_{std::move(files)} {}
    result<std::string> read(const std::string& path) override {
        if (path == "dir") return error{errc::system, path + " is a directory", 21};
        const auto found = files_.find(path);
        if (found == files_.end()) return error{errc::not_found, path + " does not exist"};
        return found->second;
    }
    result<std::vector<std::string>> glob(const std::string&) override { return std::vector<std::string>{}; }

private:
    std::map<std::string, std::string> files_;
};

/// Replaces {{NUL}} and {{x*100}}.
std::string expand_macros(std::string line) {
    for (auto at = line.find("{{"); at != line.npos; at = line.find("{{", at)) {
        const auto end = line.find("}}", at);
        REQUIRE(end != line.npos);
        const auto inner = line.substr(at + 2, end - at - 2);
        const auto value = inner == "NUL"
                               ? std::string(1, '\0')
                               : std::string(static_cast<std::size_t>(std::stoul(inner.substr(2))), inner[0]);
        line.replace(at, end + 2 - at, value);
        at += value.size();
    }
    return line;
}

void read_option(check_row& row, const std::string& line) {
    const auto blank = line.find(' ');
    const auto name = line.substr(1, blank - 1);
    const auto value = line.substr(blank + 1);
    const auto number = [&] { return static_cast<std::uint32_t>(std::stoul(value)); };
    if (name == "target") {
        row.version = release::parse(value).value();
    } else if (name == "facts") {
        row.facts = facts_from_json(value).value();
    } else if (name == "file") {
        const auto next = value.find(' ');
        row.files[value.substr(0, next)] = next == value.npos ? "" : value.substr(next + 1) + "\n";
    } else if (name == "depth") {
        row.bounds.depth = number();
    } else if (name == "file_bytes") {
        row.bounds.file_bytes = number();
    } else if (name == "include_depth") {
        row.bounds.include_depth = number();
    } else if (name == "expansion_bytes") {
        row.bounds.expansion_bytes = number();
    } else {
        FAIL("unknown option " << line);
    }
}

void read_rows(const std::filesystem::path& path, std::vector<check_row>& rows) {
    std::ifstream in{path};
    std::string line;
    bool inside = false;
    while (std::getline(in, line)) {
        if (line.starts_with("### ")) {
            REQUIRE_MESSAGE(!inside, path.string() << ": a row without '=>' before " << line);
            inside = true;
            rows.push_back({path.filename().string(), line.substr(4), {}, {}, {}, {}, {}, {}});
        } else if (inside && line.starts_with("=>")) {
            rows.back().expected = line.size() > 3 ? line.substr(3) : "";
            inside = false;
        } else if (inside && line.starts_with('%') && rows.back().text.empty()) {
            read_option(rows.back(), line);
        } else if (inside) {
            rows.back().text += expand_macros(line) + "\n";
        }
    }
    REQUIRE_MESSAGE(!inside, path.string() << ": the last row has no '=>'");
}

}  // namespace

std::vector<check_row> check_rows() {
    std::vector<check_row> rows;
    for (const auto& entry : std::filesystem::directory_iterator{HAKIT_TEST_DATA "/keepalived/checks"})
        if (entry.path().extension() == ".txt") read_rows(entry.path(), rows);
    return rows;
}

std::string verdict(const check_row& row) {
    auto files = row.files;
    files["a.conf"] = row.text;  // a file that includes itself
    text::workspace workspace{std::make_shared<row_files>(std::move(files)), row.bounds};
    check_options options;
    options.expansion.config_id = "node1";
    options.expansion.for_target.version = row.version;
    options.facts = row.facts ? &*row.facts : nullptr;
    const auto found = check(workspace, workspace.add({"a.conf", row.text}), options);
    std::string out;
    for (const auto& d : found.diagnostics.items()) {
        if (!out.empty()) out += ' ';
        out += std::string{d.code->id} + ":" +
               std::to_string(workspace.lines(d.where.file).line_of(d.where.where.begin)) +
               std::string{text::to_string(d.level).substr(0, 1)};
    }
    return out;
}

}  // namespace hakit::keepalived::test
