// `hakit vrrp decode`: packets explained.
#include "input.hpp"
#include "vrrp.hpp"

#include <hakit/vrrp/decode.hpp>
#include <hakit/vrrp/decode_json.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace hakit::cli {
namespace {

constexpr std::size_t capture_limit = std::size_t{1} << 30;

result<std::string> bytes_of(const std::string& word) {
    if (word == "-") return io::read_descriptor(STDIN_FILENO, "standard input", capture_limit);
    auto file = io::read_file(word, capture_limit);
    const bool digits = word.find_first_not_of("0123456789abcdefABCDEF:") == word.npos;
    if (!file && digits && file.error().code() != errc::limit_exceeded) return word;
    return file;
}

}  // namespace

int vrrp_decode(const vrrp_decode_options& options) {
    vrrp::decode_options how;
    if (!options.password.empty()) {
        how.secret.emplace();
        std::copy_n(options.password.begin(), std::min(options.password.size(), how.secret->size()),
                    how.secret->begin());
    }
    int code = clean;
    for (const auto& word : options.packets) {
        const auto bytes = bytes_of(word);
        if (!bytes) return fail(bytes.error());
        std::string out;
        const auto done = vrrp::decode_all(
            {reinterpret_cast<const std::uint8_t*>(bytes->data()), bytes->size()}, how, [&](const vrrp::decoded& d) {
                if (!options.all && d.is_foreign()) return;
                if (!d.problems.empty()) code = input_errors;
                out += options.output == "json" ? vrrp::to_json(d, options.secrets).dump()
                                                : vrrp::to_text(d, options.secrets);
                out += '\n';
                if (out.size() < 65536) return;
                std::fputs(out.c_str(), stdout);
                out.clear();
            });
        if (const auto written = print(out); written != clean) return written;
        if (!done) {
            fail({done.error().code(), word + ": " + done.error().message()});
            return input_errors;
        }
    }
    return code;
}

}  // namespace hakit::cli
