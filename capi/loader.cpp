#include <capi/loader.hpp>

#include <capi/guard.hpp>

#include <cerrno>

namespace hakit::capi {

callback_loader::~callback_loader() {
    if (callbacks_.drop) callbacks_.drop(callbacks_.user);
}

void callback_loader::end() const {
    if (stop_ < 0) throw stopped{stop_};
}

result<void> callback_loader::judge(std::int32_t answer, const hakit_sink& sink, const std::string& what) {
    if (answer == 0 && sink.full) return error{errc::limit_exceeded, what + ": too big"};
    if (answer == 0) return {};
    if (answer < 0) {
        stop_ = answer;
        return error{errc::callback, what + ": a callback asked to stop"};
    }
    const auto system = error::system(answer, what);
    return answer == ENOENT ? error{errc::not_found, system.message(), answer} : system;
}

result<std::string> callback_loader::read(const std::string& path) {
    if (stop_ < 0) return error{errc::callback, path + ": a callback asked to stop"};
    if (!callbacks_.read) return error{errc::not_found, path + ": there is nothing to read files with", ENOENT};
    hakit_sink sink;
    const auto answer = callbacks_.read(path.c_str(), &sink, callbacks_.user);
    if (const auto done = judge(answer, sink, path); !done) return done.error();
    return std::move(sink.bytes);
}

result<std::vector<std::string>> callback_loader::glob(const std::string& pattern) {
    if (stop_ < 0) return error{errc::callback, pattern + ": a callback asked to stop"};
    if (!callbacks_.glob) return std::vector<std::string>{};
    hakit_sink sink;
    sink.list = true;
    const auto answer = callbacks_.glob(pattern.c_str(), &sink, callbacks_.user);
    if (const auto done = judge(answer, sink, pattern); !done) return done.error();
    return std::move(sink.paths);
}

}  // namespace hakit::capi

extern "C" hakit_status hakit_sink_put(hakit_sink* sink, const char* data, size_t len) noexcept {
    using namespace hakit;
    return capi::guard(nullptr, [&]() -> result<void> {
        auto& to = capi::need(sink, "sink");
        const auto piece = capi::bytes(data, len, "data");
        to.full = to.full || piece.size() > to.room;
        if (to.full) return error{errc::limit_exceeded, "more than 256 MiB"};
        to.room -= piece.size();
        if (to.list)
            to.paths.emplace_back(piece);
        else
            to.bytes.append(piece);
        return {};
    });
}
