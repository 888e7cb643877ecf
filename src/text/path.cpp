#include <hakit/text/path.hpp>

#include <text/utf8.hpp>

#include <algorithm>

namespace hakit::text {
namespace {

/// Reads a path from left to right and remembers the first problem.
class reader {
public:
    explicit reader(std::string_view text) : all_{text}, rest_{text} {}

    result<path> read() {
        std::vector<path_step> steps;
        while (!all_.empty()) {
            auto step = read_step();
            if (!problem_.empty()) return failure();
            steps.push_back(std::move(step));
            if (rest_.empty()) break;
            if (rest_.front() != '.') {
                problem_ = "expected '.' or the end of the path";
                return failure();
            }
            rest_.remove_prefix(1);
        }
        return path{std::move(steps)};
    }

private:
    path_step read_step() {
        path_step step;
        if (rest_.starts_with('"')) {
            step.name = read_quoted();
        } else {
            step.name = take(rest_.find_first_of(".[]"));
            if (step.name.empty() && !rest_.starts_with('[')) problem_ = "expected the name of a statement";
        }
        if (problem_.empty() && rest_.starts_with('[')) step.selector = read_selector();
        return step;
    }

    std::string read_selector() {
        rest_.remove_prefix(1);
        auto selector = rest_.starts_with('"') ? read_quoted() : take(rest_.find(']'));
        if (problem_.empty()) {
            if (rest_.starts_with(']'))
                rest_.remove_prefix(1);
            else
                problem_ = "expected ']'";
        }
        return selector;
    }

    std::string read_quoted() {
        std::string value;
        for (std::size_t i = 1; i < rest_.size(); ++i) {
            if (rest_[i] == '"') {
                rest_.remove_prefix(i + 1);
                return value;
            }
            if (rest_[i] == '\\' && i + 1 < rest_.size() && (rest_[i + 1] == '"' || rest_[i + 1] == '\\')) ++i;
            value += rest_[i];
        }
        problem_ = "this '\"' has no partner";
        return value;
    }

    std::string take(std::size_t count) {
        const auto taken = rest_.substr(0, count);
        rest_.remove_prefix(taken.size());
        return std::string{taken};
    }

    [[nodiscard]] error failure() const {
        std::size_t character = 1;
        for (auto before = all_.substr(0, all_.size() - rest_.size()); !before.empty(); ++character)
            before.remove_prefix(decode_utf8(before).size);
        return {errc::syntax, "path: character " + std::to_string(character) + ": " + problem_};
    }

    std::string_view all_;
    std::string_view rest_;
    std::string problem_;
};

void append_quoted(std::string& out, std::string_view value) {
    out += '"';
    for (const char c : value) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    out += '"';
}

}  // namespace

result<path> path::parse(std::string_view text) { return reader{text}.read(); }

std::string path::to_string() const {
    std::string out;
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        const auto& step = steps_[i];
        if (i != 0) out += '.';
        if (step.name.find_first_of(".[]\"") != step.name.npos || (step.name.empty() && !step.selector))
            append_quoted(out, step.name);
        else
            out += step.name;
        if (!step.selector) continue;
        out += '[';
        if (step.selector->find(']') != step.selector->npos || step.selector->starts_with('"'))
            append_quoted(out, *step.selector);
        else
            out += *step.selector;
        out += ']';
    }
    return out;
}

}  // namespace hakit::text
