#include <capi/read_options.hpp>

#include <capi/guard.hpp>

#include <hakit/keepalived/facts_json.hpp>

namespace hakit::capi {

read_context::read_context(const hakit_read_options* given) {
    const auto wanted = options_of(given, hakit_read_options HAKIT_READ_OPTIONS_INIT);
    if (wanted.format != HAKIT_FORMAT_KEEPALIVED) misuse("unknown format " + std::to_string(wanted.format));
    auto& expansion = check.expansion;
    if (wanted.random_seed != 0) expansion.random_seed = wanted.random_seed;
    if (wanted.target) expansion.for_target.version = keepalived::release::parse(wanted.target).value();
    if (wanted.features) expansion.for_target.features = keepalived::parse_features(wanted.features).value();
    if (wanted.config_id) expansion.config_id = wanted.config_id;
    for (auto variable = wanted.environment; variable && *variable; ++variable) {
        const std::string_view pair{*variable};
        const auto equals = pair.find('=');
        if (equals == pair.npos) misuse("environment: '" + std::string{pair} + "' is not NAME=VALUE");
        expansion.environment.emplace(pair.substr(0, equals), pair.substr(equals + 1));
    }
    if (wanted.facts) {
        facts = keepalived::facts_from_json(wanted.facts).value();
        check.facts = &facts;
    }
}

}  // namespace hakit::capi
