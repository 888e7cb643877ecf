#include <capi/read_options.hpp>

#include <hakit/io/threads.hpp>

#include <capi/guard.hpp>

#include <cstddef>

namespace hakit::capi {
namespace {

formats::read_options read_options_of(const hakit_read_options& given) {
    formats::read_options how;
    if (given.random_seed != 0) how.random_seed = given.random_seed;
    if (given.target) how.target = given.target;
    if (given.features) how.features = given.features;
    if (given.config_id) how.config_id = given.config_id;
    for (auto variable = given.environment; variable && *variable; ++variable) {
        const std::string_view pair{*variable};
        const auto equals = pair.find('=');
        if (equals == pair.npos) misuse("environment: '" + std::string{pair} + "' is not NAME=VALUE");
        how.environment.emplace(pair.substr(0, equals), pair.substr(equals + 1));
    }
    if (given.facts) how.facts = given.facts;
    if (given.threads > 1) how.work = io::threads(given.threads == HAKIT_THREADS_AUTO ? 0 : given.threads);
    return how;
}

hakit_read_options complete(const hakit_read_options* given) {
    return options_of(given, hakit_read_options HAKIT_READ_OPTIONS_INIT, offsetof(hakit_read_options, threads));
}

}  // namespace

const formats::format& format_of(std::int32_t number) {
    const bool fits = number > 0 && number <= UINT8_MAX;
    const auto* found = fits ? formats::find(static_cast<formats::format_id>(number)) : nullptr;
    if (!found) misuse("unknown format " + std::to_string(number));
    return *found;
}

const formats::format& format_of(std::int32_t number, const text::source& source) {
    return number == HAKIT_FORMAT_GUESS ? *formats::guess(source.name(), source.text()).value() : format_of(number);
}

read_context::read_context(const hakit_read_options* given, const text::source& source)
    : format{format_of(complete(given).format, source)}, options{read_options_of(complete(given))} {}

}  // namespace hakit::capi
