// Fuzzes http_response: any bytes, cut anywhere, give the verdict of the same bytes in one piece, within the limits.
// The first two bytes choose the expectation and the size of the pieces, the rest is the answer.
#include <hakit/health/http_response.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace {

using namespace hakit::health;

std::vector<http_expectation> expectations() {
    std::vector<http_url> urls(1);
    if (digest_supported()) {
        urls.emplace_back().digest = parse_md5("7ac66c0f148de9519b8bd264312c4d64");
    }
    if (regex_supported()) {
        urls.emplace_back().pattern = body_pattern{"(a+|b)*c$", 0, true, 0, {}};
        urls.emplace_back().pattern = body_pattern{"x.{2,9}y", 0, false, 3, 40};
        auto& utf = urls.emplace_back().pattern.emplace();
        utf.pattern = "\\w+\\s\\w";
        utf.set(regex_option::utf);
        utf.set(regex_option::caseless);
        utf.min_offset = 1;
    }
    std::vector<http_expectation> all;
    for (const auto& u : urls) {
        auto compiled = http_expectation::compile(u);
        if (compiled.has_value()) all.push_back(*compiled);
    }
    return all;
}

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto all = expectations();
    if (size < 2) return 0;
    const auto& expectation = all[data[0] % all.size()];
    const std::size_t piece = 1 + data[1] % 64;
    const std::string_view bytes{reinterpret_cast<const char*>(data) + 2, size - 2};

    http_limits limits;
    limits.headers = 512;
    limits.body = 1024;
    limits.pattern_body = 256;
    limits.match_steps = 10'000;

    http_response whole{expectation, limits};
    const bool finished = whole.on_bytes(bytes);
    whole.on_eof();

    http_response cut{expectation, limits};
    bool cut_finished = false;
    for (auto rest = bytes; !rest.empty(); rest.remove_prefix(std::min(piece, rest.size()))) {
        cut_finished = cut.on_bytes(rest.substr(0, piece));
    }
    require(bytes.empty() || cut_finished == finished);
    cut.on_eof();

    const auto& a = whole.result();
    const auto& b = cut.result();
    require(whole.finished() && cut.finished());
    require(a.why == b.why && a.reached == b.reached && a.http_status == b.http_status && a.bytes == b.bytes);
    require(a.detail == b.detail && a.note == b.note);
    require(a.bytes <= bytes.size() && a.bytes <= limits.headers + limits.body);
    for (const char c : explain(a)) require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7f);
    return 0;
}
