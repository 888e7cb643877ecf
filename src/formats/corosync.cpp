#include <hakit/corosync/codes.hpp>
#include <hakit/corosync/config_json.hpp>
#include <hakit/corosync/diff_json.hpp>
#include <hakit/corosync/edit.hpp>
#include <hakit/corosync/emit.hpp>
#include <hakit/corosync/facts_json.hpp>
#include <hakit/corosync/format.hpp>
#include <hakit/corosync/parse.hpp>
#include <hakit/corosync/schema.hpp>
#include <hakit/corosync/secrets.hpp>
#include <hakit/formats/typed.hpp>

#include "formats/adaptors.hpp"
#include "formats/likeness.hpp"

#include <algorithm>

namespace hakit::formats {
namespace {

namespace co = corosync;

constexpr std::string_view releases[] = {"3.1.7", "1.4", "2.4", "3.0", "3.1", "3.1.10", "head"};

result<co::release> release_of(const std::string& target) {
    return target.empty() ? result<co::release>{co::v3_1_7} : co::release::parse(target);
}

co::release defaults_of(const show_options& how) {
    const auto release = release_of(how.target);
    return release ? *release : co::v3_1_7;
}

/// The options with the facts that they point to.
struct context {
    std::shared_ptr<const co::host_facts> facts;
    co::check_options check;
};

result<context> context_of(const read_options& options) {
    context made;
    const auto release = release_of(options.target);
    if (!release) return release.error();
    made.check.aim.version = *release;
    if (!options.facts.empty()) {
        auto facts = co::facts_from_json(options.facts);
        if (!facts) return facts.error();
        made.facts = std::make_shared<co::host_facts>(std::move(*facts));
        made.check.facts = made.facts.get();
    }
    return made;
}

/// The values of a corosync.conf.
class values final : public typed_configuration<co::config> {
public:
    using typed_configuration::typed_configuration;

    const format& kind() const noexcept override { return corosync_format(); }

    nlohmann::ordered_json to_json(const show_options& how) const override {
        co::json_options style;
        style.secrets = how.secrets;
        if (how.defaults) style.defaults = defaults_of(how);
        return co::to_json(get(), style);
    }

    result<std::string> emit(const show_options& how) const override {
        co::emit_options style;
        style.redact = !how.secrets;
        if (how.defaults) style.defaults = defaults_of(how);
        return co::emit(get(), style);
    }

    result<nlohmann::ordered_json> diff_json(const configuration& after, const show_options& how) const override {
        const auto changes = compare(after, how);
        if (!changes) return changes.error();
        return co::to_json(*changes);
    }

    result<std::string> diff_text(const configuration& after, const show_options& how) const override {
        const auto changes = compare(after, how);
        if (!changes) return changes.error();
        return co::to_text(*changes);
    }

    std::string summary() const override {
        const auto nodes = get().nodelist ? get().nodelist->node.size() : 0;
        return std::to_string(nodes) + (nodes == 1 ? " node" : " nodes");
    }

private:
    result<std::vector<co::change>> compare(const configuration& after, const show_options& how) const {
        const auto* other = of(after);
        if (!other) return error{errc::invalid_argument, "two configurations of different formats"};
        return co::diff(get(), *other, {.secrets = how.secrets});
    }
};

/// The configuration, its text and the findings live and die together.
class checked final : public typed_reading<co::checked> {
public:
    checked(co::checked all, text::file_id file) : typed_reading{std::move(all)}, file_{file} {}

    const text::diagnostic_list& diagnostics() const noexcept override { return get().diagnostics; }
    std::shared_ptr<const configuration> values() const override {
        return std::make_shared<formats::values>(part(get().configuration));
    }
    const text::document& expanded() const noexcept override { return get().document; }
    std::vector<text::location> secrets() const override { return co::secrets(get().document, file_); }

private:
    text::file_id file_;
};

/// "totem.token" as "totem/token".
std::string path_of(std::string_view path) {
    std::string out{path};
    std::ranges::replace(out, '.', '/');
    return out;
}

class adaptor final : public format {
public:
    format_id id() const noexcept override { return format_id::corosync; }
    std::string_view name() const noexcept override { return "corosync"; }
    std::string_view program() const noexcept override { return "corosync"; }
    std::span<const std::string_view> targets() const noexcept override { return releases; }

    unsigned likeness(std::string_view file_name, std::string_view text) const noexcept override {
        if (base_name(file_name).starts_with("corosync")) return 100;
        for (auto word : first_words(text)) {
            while (word.ends_with('{') || word.ends_with(':')) word.remove_suffix(1);
            if (word == "totem" || word == "nodelist") return 90;
            if (word == "quorum" || word == "uidgid") return 50;
        }
        return 0;
    }

    text::document parse(text::source source, const text::limits& bounds) const override {
        return co::parse(std::move(source), bounds);
    }
    std::string layout(const text::document& doc) const override { return co::format(doc); }

    result<std::unique_ptr<reading>> check(text::workspace& files, text::file_id top,
                                           const read_options& options) const override {
        const auto made = context_of(options);
        if (!made) return made.error();
        return std::unique_ptr<reading>{new checked{co::check(files, top, made->check), top}};
    }

    result<std::string> get(const text::source& source, const text::path& where, bool secrets) const override {
        return co::get(source, where, {.secrets = secrets});
    }

    result<std::string> edit(text::workspace& files, text::file_id id, const change& wanted,
                             const read_options& options, bool force) const override {
        const auto made = context_of(options);
        if (!made) return made.error();
        co::edit_options how;
        how.check = made->check;
        how.force = force;
        switch (wanted.what) {
            case change::action::set: return co::set(files, id, wanted.where, wanted.words, how);
            case change::action::insert: return co::insert(files, id, wanted.where, wanted.words, how);
            case change::action::remove: return co::remove(files, id, wanted.where, how);
            case change::action::comment_out: return co::comment_out(files, id, wanted.where, how);
        }
        return error{errc::invalid_argument, "no such change"};
    }

    result<std::shared_ptr<const configuration>> from_json(const nlohmann::ordered_json& json) const override {
        auto made = co::from_json(json);
        if (!made) return made.error();
        return std::shared_ptr<const configuration>{
            std::make_shared<values>(std::make_shared<const co::config>(std::move(*made)))};
    }
    nlohmann::ordered_json json_schema() const override { return co::json_schema(); }

    std::vector<keyword_info> keywords() const override {
        std::vector<keyword_info> list;
        co::for_each_keyword(
            [](std::string_view path, const co::section& s, const co::key* k, void* user) {
                keyword_info row;
                row.path = path_of(path);
                row.block = k == nullptr;
                row.help = k == nullptr ? s.help : k->help;
                row.repeatable = k == nullptr ? s.repeatable : s.path == "uidgid";
                const auto since = k == nullptr ? s.since : k->since;
                if (since > co::v1_0) row.since = since.to_string();
                if (k != nullptr) {
                    row.values = co::describe_value(*k);
                    row.fallback = k->fallback;
                    row.secret = k->secret;
                    const co::release never{255, 255, 255};
                    if (k->until != never)
                        row.deprecated = "unknown to newer releases";
                    else if (k->no_effect != never)
                        row.deprecated = "without effect in newer releases";
                    else if (k->alias)
                        row.alias_of = k->instead;
                } else if (s.no_effect != co::release{255, 255, 255}) {
                    row.deprecated = "without effect in newer releases";
                }
                static_cast<std::vector<keyword_info>*>(user)->push_back(std::move(row));
            },
            &list);
        return list;
    }
    std::span<const text::code_info> codes() const noexcept override { return co::codes(); }
};

}  // namespace

const format& corosync_format() noexcept {
    static const adaptor only;
    return only;
}

}  // namespace hakit::formats
