#include <hakit/cib/check.hpp>
#include <hakit/cib/codes.hpp>
#include <hakit/cib/config_json.hpp>
#include <hakit/cib/diff_json.hpp>
#include <hakit/cib/edit.hpp>
#include <hakit/cib/format.hpp>
#include <hakit/cib/parse.hpp>
#include <hakit/cib/schema.hpp>
#include <hakit/cib/secrets.hpp>
#include <hakit/cib/write.hpp>
#include <hakit/formats/typed.hpp>

#include "formats/adaptors.hpp"
#include "formats/likeness.hpp"

#include <array>
#include <mutex>
#include <optional>
#include <string>

namespace hakit::formats {
namespace {

/// The schema that the file itself names, or one to judge by instead.
constexpr std::string_view by_file = "validate-with";

/// The options with the facts that they point to.
struct context {
    std::shared_ptr<const cib::host_facts> facts;
    cib::check_options check;
};

result<context> context_of(const read_options& options) {
    context made;
    made.check.errors_only = options.errors_only;
    if (!options.target.empty() && options.target != by_file) {
        made.check.schema = cib::schema_version::parse(options.target);
        if (!made.check.schema)
            return error{errc::invalid_argument, "there is no schema '" + options.target + "'; 1.0 to 4.0"};
    }
    if (!options.facts.empty()) {
        auto facts = cib::facts_from_json(options.facts);
        if (!facts) return facts.error();
        made.facts = std::make_shared<cib::host_facts>(std::move(*facts));
        made.check.facts = made.facts.get();
    }
    return made;
}

class values final : public typed_configuration<cib::config> {
public:
    using typed_configuration::typed_configuration;

    const format& kind() const noexcept override { return cib_format(); }

    nlohmann::ordered_json to_json(const show_options& how) const override {
        return cib::to_json(get(), {.secrets = how.secrets});
    }
    result<std::string> emit(const show_options& how) const override {
        cib::write_options style;
        style.redact = !how.secrets;
        return cib::write(get(), style);
    }
    result<nlohmann::ordered_json> diff_json(const configuration& after, const show_options& how) const override {
        const auto* other = of(after);
        if (!other) return different();
        return cib::to_json(cib::diff(get(), *other, {.secrets = how.secrets}));
    }
    result<std::string> diff_text(const configuration& after, const show_options& how) const override {
        const auto* other = of(after);
        if (!other) return different();
        return cib::to_text(cib::diff(get(), *other, {.secrets = how.secrets}));
    }
    std::string summary() const override {
        const auto count = [&](cib::tag section, const char* what) {
            const cib::element* list = cib::find_section(get(), section);
            std::size_t n = 0;
            if (list)
                for (const cib::element& e : list->children) n += e.is_element();
            return std::to_string(n) + ' ' + what + (n == 1 ? "" : "s");
        };
        return count(cib::tag::nodes, "node") + ", " + count(cib::tag::resources, "resource") + ", " +
               count(cib::tag::constraints, "constraint");
    }

private:
    static error different() { return {errc::invalid_argument, "two configurations of different formats"}; }
};

class checked final : public typed_reading<cib::checked> {
public:
    checked(text::source source, const text::limits& bounds, text::file_id file, cib::checked all)
        : typed_reading{std::move(all)}, source_{std::move(source)}, bounds_{bounds}, file_{file} {}

    const text::diagnostic_list& diagnostics() const noexcept override { return get().diagnostics; }
    std::shared_ptr<const configuration> values() const override {
        return std::make_shared<formats::values>(part(get().configuration));
    }
    // Few ask for it, and it takes several times the memory of the text.
    const text::document& expanded() const override {
        std::call_once(parsed_, [this] { document_.emplace(cib::parse(source_, bounds_)); });
        return *document_;
    }
    std::vector<text::location> secrets() const override {
        std::vector<text::location> places;
        for (const text::span where : cib::secrets(get().configuration)) places.push_back({file_, where});
        return places;
    }

private:
    text::source source_;
    text::limits bounds_;
    text::file_id file_;
    mutable std::once_flag parsed_;
    mutable std::optional<text::document> document_;
};

class adaptor final : public format {
public:
    format_id id() const noexcept override { return format_id::cib; }
    std::string_view name() const noexcept override { return "cib"; }
    std::string_view program() const noexcept override { return "pacemaker"; }
    std::span<const std::string_view> targets() const noexcept override {
        static const std::vector<std::string> names = [] {
            std::vector<std::string> made;
            for (const auto v : cib::schema_versions()) made.insert(made.begin(), v.to_string());
            return made;
        }();
        static const std::vector<std::string_view> views = [] {
            std::vector<std::string_view> made{by_file};
            made.insert(made.end(), names.begin(), names.end());
            return made;
        }();
        return views;
    }

    unsigned likeness(std::string_view file_name, std::string_view text) const noexcept override {
        const std::string_view base = base_name(file_name);
        if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
        const auto first = text.find_first_not_of(" \t\r\n");
        const bool xml = first != text.npos && text[first] == '<';
        if (base.starts_with("cib") && base.ends_with(".xml")) return 100;
        if (!xml) return 0;
        for (const auto* root : {"<cib", "<configuration", "<resources", "<constraints", "<crm_config", "<nodes"})
            if (text.find(root) != text.npos) return 90;
        return base.ends_with(".xml") ? 40 : 0;
    }

    text::document parse(text::source source, const text::limits& bounds) const override {
        return cib::parse(std::move(source), bounds);
    }
    std::string layout(const text::document& doc) const override { return cib::format(doc); }

    result<std::unique_ptr<reading>> check(text::workspace& files, text::file_id top,
                                           const read_options& options) const override {
        const auto made = context_of(options);
        if (!made) return made.error();
        auto all = cib::check(files, top, made->check);
        return std::unique_ptr<reading>{new checked{files.file(top), files.bounds(), top, std::move(all)}};
    }

    result<std::string> get(const text::source& source, const text::path& where, bool secrets) const override {
        return cib::get(source, where, {.secrets = secrets});
    }

    result<std::string> edit(text::workspace& files, text::file_id id, const change& wanted,
                             const read_options& options, bool force) const override {
        const auto made = context_of(options);
        if (!made) return made.error();
        const cib::edit_options how{made->check, force};
        switch (wanted.what) {
            case change::action::set: return cib::set(files, id, wanted.where, wanted.words, how);
            case change::action::insert: return cib::insert(files, id, wanted.where, wanted.words, how);
            case change::action::remove: return cib::remove(files, id, wanted.where, how);
            case change::action::comment_out: return cib::comment_out(files, id, wanted.where, how);
        }
        return error{errc::invalid_argument, "no such change"};
    }

    result<std::shared_ptr<const configuration>> from_json(const nlohmann::ordered_json& json) const override {
        auto made = cib::from_json(json);
        if (!made) return made.error();
        return std::shared_ptr<const configuration>{
            std::make_shared<values>(std::make_shared<const cib::config>(std::move(*made)))};
    }
    nlohmann::ordered_json json_schema() const override { return cib::json_schema(); }

    std::vector<keyword_info> keywords() const override {
        std::vector<keyword_info> list;
        cib::for_each_keyword([&](const cib::keyword& k) {
            keyword_info row;
            row.path = k.path;
            row.values = k.values;
            row.fallback = k.fallback;
            row.deprecated = k.deprecated;
            row.help = k.help;
            if (k.since > cib::schema_version{1, 0}) row.since = k.since.to_string();
            row.block = k.element;
            row.repeatable = k.repeatable;
            list.push_back(std::move(row));
        });
        return list;
    }
    std::span<const text::code_info> codes() const noexcept override { return cib::codes(); }
};

}  // namespace

const format& cib_format() noexcept {
    static const adaptor only;
    return only;
}

std::shared_ptr<const configuration> cib_values(std::shared_ptr<const cib::config> values_of) {
    return std::make_shared<values>(std::move(values_of));
}

}  // namespace hakit::formats
