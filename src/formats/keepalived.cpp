#include <hakit/formats/keepalived.hpp>
#include <hakit/formats/typed.hpp>
#include <hakit/keepalived/codes.hpp>
#include <hakit/keepalived/config_json.hpp>
#include <hakit/keepalived/diff_json.hpp>
#include <hakit/keepalived/edit.hpp>
#include <hakit/keepalived/emit.hpp>
#include <hakit/keepalived/facts_json.hpp>
#include <hakit/keepalived/fix.hpp>
#include <hakit/keepalived/format.hpp>
#include <hakit/keepalived/parse.hpp>
#include <hakit/keepalived/schema.hpp>
#include <hakit/keepalived/secrets.hpp>

#include "formats/adaptors.hpp"
#include "formats/likeness.hpp"

#include <optional>

namespace hakit::formats {
namespace {

namespace ka = keepalived;

constexpr std::string_view releases[] = {"2.2.7", "2.2.8", "2.3", "2.4"};

result<ka::release> release_of(const std::string& target) {
    return target.empty() ? result<ka::release>{ka::v2_2_7} : ka::release::parse(target);
}

/// Whose defaults to show; the default release for a target that is none.
ka::release defaults_of(const show_options& how) {
    const auto release = release_of(how.target);
    return release ? *release : ka::v2_2_7;
}

/// The values of a keepalived.conf.
class values final : public typed_configuration<ka::config> {
public:
    using typed_configuration::typed_configuration;

    const format& kind() const noexcept override { return keepalived_format(); }

    nlohmann::ordered_json to_json(const show_options& how) const override {
        ka::json_options style;
        style.secrets = how.secrets;
        if (how.defaults) style.defaults = defaults_of(how);
        return ka::to_json(get(), style);
    }

    result<std::string> emit(const show_options& how) const override {
        ka::emit_options style;
        style.redact = !how.secrets;
        if (how.defaults) style.defaults = defaults_of(how);
        if (!how.target.empty()) {
            const auto release = ka::release::parse(how.target);
            if (!release) return release.error();
            style.version = *release;
        }
        return ka::emit(get(), style);
    }

    result<nlohmann::ordered_json> diff_json(const configuration& after, const show_options& how) const override {
        const auto changes = compare(after, how);
        if (!changes) return changes.error();
        return ka::to_json(*changes);
    }

    result<std::string> diff_text(const configuration& after, const show_options& how) const override {
        const auto changes = compare(after, how);
        if (!changes) return changes.error();
        return ka::to_text(*changes);
    }

    std::string summary() const override {
        const auto count = [](std::size_t n, const char* what) {
            return std::to_string(n) + ' ' + what + (n == 1 ? "" : "s");
        };
        return count(get().vrrp_instance.size(), "VRRP instance") + ", " +
               count(get().virtual_server.size(), "virtual server");
    }

private:
    result<std::vector<ka::change>> compare(const configuration& after, const show_options& how) const {
        const auto* other = of(after);
        if (!other) return error{errc::invalid_argument, "two configurations of different formats"};
        return ka::diff(get(), *other, {.secrets = how.secrets});
    }
};

/// The configuration, its expanded text and the findings live and die together.
class checked final : public typed_reading<ka::checked> {
public:
    explicit checked(ka::checked all) : typed_reading{std::move(all)} {}

    const text::diagnostic_list& diagnostics() const noexcept override { return get().diagnostics; }
    std::shared_ptr<const configuration> values() const override {
        return std::make_shared<formats::values>(part(get().configuration));
    }
    const text::document& expanded() const noexcept override { return get().view.document(); }
    std::vector<text::location> secrets() const override { return ka::secrets(get().view); }
};

class adaptor final : public format {
public:
    format_id id() const noexcept override { return format_id::keepalived; }
    std::string_view name() const noexcept override { return "keepalived"; }
    std::string_view program() const noexcept override { return "keepalived"; }
    std::span<const std::string_view> targets() const noexcept override { return releases; }

    unsigned likeness(std::string_view file_name, std::string_view text) const noexcept override {
        if (base_name(file_name).starts_with("keepalived")) return 100;
        // Keywords of the top level, and what stands before the first of them: includes, definitions, conditions.
        for (const auto word : first_words(text)) {
            if (ka::keywords().find(word)) return 60;
            if (word.starts_with('$') || word.starts_with('@') || word.starts_with("include")) return 40;
        }
        return 0;
    }

    text::document parse(text::source source, const text::limits& bounds) const override {
        return ka::parse(std::move(source), bounds);
    }
    std::string layout(const text::document& doc) const override { return ka::format(doc); }

    result<std::unique_ptr<reading>> check(text::workspace& files, text::file_id top,
                                           const read_options& options) const override {
        const auto made = keepalived_options(options);
        if (!made) return made.error();
        return std::unique_ptr<reading>{new checked{ka::check(files, top, made->check)}};
    }

    result<std::string> get(const text::source& source, const text::path& where, bool secrets) const override {
        return ka::get(source, where, {.secrets = secrets});
    }

    result<std::string> edit(text::workspace& files, text::file_id id, const change& wanted,
                             const read_options& options, bool force) const override {
        const auto made = keepalived_options(options);
        if (!made) return made.error();
        const ka::edit_options how{made->check, force};
        switch (wanted.what) {
            case change::action::set: return ka::set(files, id, wanted.where, wanted.words, how);
            case change::action::insert: return ka::insert(files, id, wanted.where, wanted.words, how);
            case change::action::remove: return ka::remove(files, id, wanted.where, how);
            case change::action::comment_out: return ka::comment_out(files, id, wanted.where, how);
        }
        return error{errc::invalid_argument, "no such change"};
    }

    result<std::shared_ptr<const configuration>> from_json(const nlohmann::ordered_json& json) const override {
        auto made = ka::from_json(json);
        if (!made) return made.error();
        return std::shared_ptr<const configuration>{
            std::make_shared<values>(std::make_shared<const ka::config>(std::move(*made)))};
    }
    nlohmann::ordered_json json_schema() const override { return ka::json_schema(); }

    std::vector<keyword_info> keywords() const override {
        std::vector<keyword_info> list;
        ka::for_each_keyword(
            [](std::string_view path, const ka::keyword& k, void* user) {
                keyword_info row;
                row.path = path;
                row.values = ka::describe_values(k);
                row.fallback = k.fallback;
                row.alias_of = k.alias_of;
                row.deprecated = k.deprecated;
                row.help = k.help;
                if (k.since > ka::v2_2_7) row.since = k.since.to_string();
                row.block = k.form != ka::shape::value;
                row.secret = k.secret;
                row.repeatable = k.repeatable;
                static_cast<std::vector<keyword_info>*>(user)->push_back(std::move(row));
            },
            &list);
        return list;
    }
    std::span<const text::code_info> codes() const noexcept override { return ka::codes(); }
};

}  // namespace

result<keepalived_context> keepalived_options(const read_options& options) {
    keepalived_context made;
    auto& expansion = made.check.expansion;
    const auto release = release_of(options.target);
    if (!release) return release.error();
    expansion.for_target.version = *release;
    if (!options.features.empty()) {
        const auto features = ka::parse_features(options.features);
        if (!features) return features.error();
        expansion.for_target.features = *features;
    }
    expansion.config_id = options.config_id;
    expansion.environment.insert(options.environment.begin(), options.environment.end());
    expansion.random_seed = options.random_seed;
    made.check.work = options.work;
    if (!options.facts.empty()) {
        auto facts = ka::facts_from_json(options.facts);
        if (!facts) return error{facts.error().code(), "facts: " + facts.error().message()};
        made.facts = std::make_shared<ka::host_facts>(std::move(*facts));
        made.check.facts = made.facts.get();
    }
    return made;
}

const format& keepalived_format() noexcept {
    static const adaptor only;
    return only;
}

}  // namespace hakit::formats
