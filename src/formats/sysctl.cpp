#include <hakit/formats/typed.hpp>
#include <hakit/sysctl/codes.hpp>
#include <hakit/sysctl/config_json.hpp>
#include <hakit/sysctl/diff_json.hpp>
#include <hakit/sysctl/edit.hpp>
#include <hakit/sysctl/emit.hpp>
#include <hakit/sysctl/facts_json.hpp>
#include <hakit/sysctl/fix.hpp>
#include <hakit/sysctl/format.hpp>
#include <hakit/sysctl/parse.hpp>
#include <hakit/sysctl/schema.hpp>

#include "formats/adaptors.hpp"
#include "formats/likeness.hpp"

namespace hakit::formats {
namespace {

namespace sy = sysctl;

/// Either program may read the file, unless one is named.
constexpr std::string_view programs[] = {"any", "procps", "systemd"};

/// The options with the facts that they point to.
struct context {
    std::shared_ptr<const sy::host_facts> facts;
    sy::check_options check;
};

result<context> context_of(const read_options& options) {
    context made;
    if (options.target == "procps") {
        made.check.by = sy::tool::procps;
    } else if (options.target == "systemd") {
        made.check.by = sy::tool::systemd;
    } else if (!options.target.empty() && options.target != "any") {
        return error{errc::invalid_argument,
                     "no program reads sysctl.conf: '" + options.target + "'; procps, systemd or any"};
    }
    if (!options.facts.empty()) {
        auto facts = sy::facts_from_json(options.facts);
        if (!facts) return facts.error();
        made.facts = std::make_shared<sy::host_facts>(std::move(*facts));
        made.check.facts = made.facts.get();
    }
    return made;
}

/// A key that came as a path: the steps are its text between the dots, and what looked like a selector is a pattern.
sy::key key_of(const text::path& where) {
    std::string text;
    for (const auto& step : where.steps()) {
        if (!text.empty()) text += '.';
        text += step.name;
        if (step.selector) text.append("[").append(*step.selector).append("]");
    }
    return sy::key::parse(text);
}

class values final : public typed_configuration<sy::config> {
public:
    using typed_configuration::typed_configuration;

    const format& kind() const noexcept override { return sysctl_format(); }

    nlohmann::ordered_json to_json(const show_options& how) const override {
        return sy::to_json(get(), {.defaults = how.defaults});
    }
    result<std::string> emit(const show_options& how) const override {
        return sy::emit(get(), {.defaults = how.defaults});
    }
    result<nlohmann::ordered_json> diff_json(const configuration& after, const show_options&) const override {
        const auto* other = of(after);
        if (!other) return different();
        return sy::to_json(sy::diff(get(), *other));
    }
    result<std::string> diff_text(const configuration& after, const show_options&) const override {
        const auto* other = of(after);
        if (!other) return different();
        return sy::to_text(sy::diff(get(), *other));
    }
    std::string summary() const override {
        const auto n = get().assignments.size();
        return std::to_string(n) + (n == 1 ? " setting" : " settings");
    }

private:
    static error different() { return {errc::invalid_argument, "two configurations of different formats"}; }
};

class checked final : public typed_reading<sy::checked> {
public:
    explicit checked(sy::checked all) : typed_reading{std::move(all)} {}

    const text::diagnostic_list& diagnostics() const noexcept override { return get().diagnostics; }
    std::shared_ptr<const configuration> values() const override {
        return std::make_shared<formats::values>(part(get().configuration));
    }
    const text::document& expanded() const noexcept override { return get().document; }
    std::vector<text::location> secrets() const override { return {}; }
};

class adaptor final : public format {
public:
    format_id id() const noexcept override { return format_id::sysctl; }
    std::string_view name() const noexcept override { return "sysctl"; }
    std::string_view program() const noexcept override { return "sysctl"; }
    std::span<const std::string_view> targets() const noexcept override { return programs; }

    unsigned likeness(std::string_view file_name, std::string_view text) const noexcept override {
        if (base_name(file_name).find("sysctl") != std::string_view::npos) return 100;
        if (file_name.find("/sysctl.d/") != std::string_view::npos) return 100;
        for (const auto word : first_words(text)) {
            const auto name = word.substr(0, word.find('='));
            for (const auto* folder : {"net.ipv4.", "net.ipv6.", "net.core.", "net.netfilter.", "net/ipv4/",
                                       "net/ipv6/", "kernel.", "vm.", "fs."})
                if (name.starts_with(folder) || name.substr(name.starts_with('-')).starts_with(folder)) return 60;
        }
        return 0;
    }

    text::document parse(text::source source, const text::limits& bounds) const override {
        return sy::parse(std::move(source), bounds);
    }
    std::string layout(const text::document& doc) const override { return sy::format(doc); }

    result<std::unique_ptr<reading>> check(text::workspace& files, text::file_id top,
                                           const read_options& options) const override {
        const auto made = context_of(options);
        if (!made) return made.error();
        return std::unique_ptr<reading>{new checked{sy::check(files, top, made->check)}};
    }

    result<std::string> get(const text::source& source, const text::path& where, bool) const override {
        return sy::get(source, key_of(where));
    }

    result<std::string> edit(text::workspace& files, text::file_id id, const change& wanted,
                             const read_options& options, bool force) const override {
        const auto made = context_of(options);
        if (!made) return made.error();
        const sy::edit_options how{made->check, force};
        const auto k = key_of(wanted.where);
        switch (wanted.what) {
            case change::action::set: return sy::set(files, id, k, wanted.words, how);
            case change::action::insert:
                if (!k.empty()) return error{errc::invalid_argument, "there are no blocks: the path must be empty"};
                return sy::insert(files, id, wanted.words, how);
            case change::action::remove: return sy::remove(files, id, k, how);
            case change::action::comment_out: return sy::comment_out(files, id, k, how);
        }
        return error{errc::invalid_argument, "no such change"};
    }

    result<std::shared_ptr<const configuration>> from_json(const nlohmann::ordered_json& json) const override {
        auto made = sy::from_json(json);
        if (!made) return made.error();
        return std::shared_ptr<const configuration>{
            std::make_shared<values>(std::make_shared<const sy::config>(std::move(*made)))};
    }
    nlohmann::ordered_json json_schema() const override { return sy::json_schema(); }

    std::vector<keyword_info> keywords() const override {
        std::vector<keyword_info> list;
        sy::for_each_keyword(
            [](std::string_view name, const sy::key_info& k, void* user) {
                keyword_info row;
                row.path = name;
                row.values = sy::describe_values(k);
                row.fallback = k.fallback;
                row.help = k.help;
                static_cast<std::vector<keyword_info>*>(user)->push_back(std::move(row));
            },
            &list);
        return list;
    }
    std::span<const text::code_info> codes() const noexcept override { return sy::codes(); }
};

}  // namespace

const format& sysctl_format() noexcept {
    static const adaptor only;
    return only;
}

}  // namespace hakit::formats
