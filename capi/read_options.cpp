#include <capi/read_options.hpp>

#include <capi/guard.hpp>

#include <hakit/keepalived/facts_json.hpp>

namespace hakit::capi {
namespace {

keepalived::feature_set feature_named(std::string_view name) {
    for (unsigned bit = 0; bit < 32; ++bit) {
        const auto one = keepalived::feature_set{1} << bit;
        if (keepalived::to_string(static_cast<keepalived::feature>(one)) == name && !name.empty()) return one;
    }
    misuse("no feature '" + std::string{name} + "'");
}

keepalived::feature_set features_of(std::string_view list) {
    keepalived::feature_set set = 0;
    while (!list.empty()) {
        const auto comma = std::min(list.find(','), list.size());
        const auto name = list.substr(0, comma);
        list.remove_prefix(std::min(comma + 1, list.size()));
        set |= feature_named(name);
    }
    return set;
}

}  // namespace

read_context::read_context(const hakit_read_options* given) {
    const auto wanted = options_of(given, hakit_read_options HAKIT_READ_OPTIONS_INIT);
    if (wanted.format != HAKIT_FORMAT_KEEPALIVED) misuse("unknown format " + std::to_string(wanted.format));
    auto& expansion = check.expansion;
    if (wanted.random_seed != 0) expansion.random_seed = wanted.random_seed;
    if (wanted.target) expansion.for_target.version = keepalived::release::parse(wanted.target).value();
    if (wanted.features) expansion.for_target.features = features_of(wanted.features);
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
