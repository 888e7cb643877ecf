#include <hakit/cib/config_json.hpp>
#include <hakit/cib/diff_json.hpp>
#include <hakit/crm/check.hpp>
#include <hakit/crm/codes.hpp>
#include <hakit/crm/edit.hpp>
#include <hakit/crm/emit.hpp>
#include <hakit/crm/fix.hpp>
#include <hakit/crm/format.hpp>
#include <hakit/crm/parse.hpp>
#include <hakit/crm/schema.hpp>
#include <hakit/crm/secrets.hpp>
#include <hakit/formats/typed.hpp>

#include "formats/adaptors.hpp"
#include "formats/likeness.hpp"

#include <algorithm>
#include <string>

namespace hakit::formats {
namespace {

constexpr std::string_view releases[] = {"4.4", "5.0"};

/// The JSON is that of a CIB, under a name of its own.
constexpr std::string_view json_schema_name = "hakit-crm-1";

/// "4.4", "pacemaker-2.10", "crmsh-order", or several with commas between them.
result<crm::bind_options> reading_of(std::string_view target) {
    crm::bind_options reading;
    while (!target.empty()) {
        const auto word = target.substr(0, target.find(','));
        target.remove_prefix(std::min(word.size() + 1, target.size()));
        if (const auto spoken = crm::parse_dialect(word)) {
            reading.spoken = *spoken;
        } else if (word == "crmsh-order") {
            reading.order = crm::object_order::as_crmsh;
        } else if (const auto schema = cib::schema_version::parse(word); schema && word.starts_with("pacemaker-")) {
            reading.schema = *schema;
        } else {
            return error{errc::invalid_argument, "'" + std::string{word} +
                                                     "' is no release of crmsh (4.4, 5.0), no schema "
                                                     "(pacemaker-1.0 to pacemaker-4.0) and not 'crmsh-order'"};
        }
    }
    return reading;
}

/// The options with the facts that they point to.
struct context {
    std::shared_ptr<const cib::host_facts> facts;
    crm::check_options check;
};

result<context> context_of(const read_options& options) {
    context made;
    made.check.errors_only = options.errors_only;
    const auto reading = reading_of(options.target);
    if (!reading) return reading.error();
    made.check.reading = *reading;
    if (!options.facts.empty()) {
        auto facts = cib::facts_from_json(options.facts);
        if (!facts) return facts.error();
        made.facts = std::make_shared<cib::host_facts>(std::move(*facts));
        made.check.facts = made.facts.get();
    }
    return made;
}

/// The CIB that a text stands for.
class values final : public typed_configuration<cib::config> {
public:
    using typed_configuration::typed_configuration;

    const format& kind() const noexcept override { return crm_format(); }

    nlohmann::ordered_json to_json(const show_options& how) const override {
        auto json = cib::to_json(get(), {.secrets = how.secrets});
        json["schema"] = json_schema_name;
        return json;
    }
    result<std::string> emit(const show_options& how) const override {
        const auto reading = reading_of(how.target);
        crm::emit_options style;
        if (reading) style.spoken = reading->spoken;
        style.redact = !how.secrets;
        auto written = crm::emit(get(), style);
        if (!written.left_out.empty())
            return error{errc::unsupported, "crm shell text cannot hold " + written.left_out.front()};
        return std::move(written.text);
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
            const auto* list = cib::find_section(get(), section);
            const auto n = list == nullptr ? 0 : std::ranges::count_if(list->children, &cib::element::is_element);
            return std::to_string(n) + ' ' + what + (n == 1 ? "" : "s");
        };
        return count(cib::tag::nodes, "node") + ", " + count(cib::tag::resources, "resource") + ", " +
               count(cib::tag::constraints, "constraint");
    }

private:
    static error different() { return {errc::invalid_argument, "two configurations of different formats"}; }
};

class checked final : public typed_reading<crm::checked> {
public:
    checked(crm::checked all, text::file_id file) : typed_reading{std::move(all)}, file_{file} {}

    const text::diagnostic_list& diagnostics() const noexcept override { return get().diagnostics; }
    std::shared_ptr<const configuration> values() const override { return crm_values(part(get().configuration)); }
    const text::document& expanded() const noexcept override { return get().document; }
    std::vector<text::location> secrets() const override { return crm::secrets(get().configuration, file_); }

private:
    text::file_id file_;
};

class adaptor final : public format {
public:
    format_id id() const noexcept override { return format_id::crm; }
    std::string_view name() const noexcept override { return "crm"; }
    std::string_view program() const noexcept override { return "crmsh"; }
    std::span<const std::string_view> targets() const noexcept override { return releases; }

    unsigned likeness(std::string_view file_name, std::string_view text) const noexcept override {
        const auto base = base_name(file_name);
        if (base.ends_with(".crm") || base.ends_with(".crmsh")) return 100;
        for (const auto word : first_words(text))
            if (word != "xml" && word != "node" && word != "role" && word != "user" && crm::find_statement(word))
                return 70;
        return 0;
    }

    text::document parse(text::source source, const text::limits& bounds) const override {
        return crm::parse(std::move(source), bounds);
    }
    std::string layout(const text::document& doc) const override { return crm::format(doc); }

    result<std::unique_ptr<reading>> check(text::workspace& files, text::file_id top,
                                           const read_options& options) const override {
        const auto made = context_of(options);
        if (!made) return made.error();
        return std::unique_ptr<reading>{new checked{crm::check(files, top, made->check), top}};
    }

    result<std::string> get(const text::source& source, const text::path& where, bool secrets) const override {
        return crm::get(source, where, {.secrets = secrets});
    }

    result<std::string> edit(text::workspace& files, text::file_id id, const change& wanted,
                             const read_options& options, bool force) const override {
        const auto made = context_of(options);
        if (!made) return made.error();
        const crm::edit_options how{made->check, force};
        switch (wanted.what) {
            case change::action::set: return crm::set(files, id, wanted.where, wanted.words, how);
            case change::action::insert: return crm::insert(files, id, wanted.where, wanted.words, how);
            case change::action::remove: return crm::remove(files, id, wanted.where, how);
            case change::action::comment_out: return crm::comment_out(files, id, wanted.where, how);
        }
        return error{errc::invalid_argument, "no such change"};
    }

    result<std::shared_ptr<const configuration>> from_json(const nlohmann::ordered_json& json) const override {
        auto renamed = json;
        if (renamed.is_object() && renamed.value("schema", nlohmann::ordered_json{}) == json_schema_name)
            renamed["schema"] = cib::config_json_schema;
        auto made = cib::from_json(renamed);
        if (!made) return made.error();
        return crm_values(std::make_shared<const cib::config>(std::move(*made)));
    }
    nlohmann::ordered_json json_schema() const override {
        auto schema = cib::json_schema();
        schema["properties"]["schema"] = {{"const", json_schema_name}};
        return schema;
    }

    std::vector<keyword_info> keywords() const override {
        std::vector<keyword_info> list;
        crm::for_each_keyword(
            [](std::string_view path, const crm::keyword& k, void* user) {
                keyword_info row;
                row.path = path;
                row.values = k.values;
                row.help = k.help;
                row.block = k.starts_part;
                row.repeatable = k.repeatable;
                if (const auto* s = crm::find_statement(path)) {
                    row.alias_of = s->alias_of;
                    row.deprecated = s->deprecated;
                }
                static_cast<std::vector<keyword_info>*>(user)->push_back(std::move(row));
            },
            &list);
        return list;
    }
    std::span<const text::code_info> codes() const noexcept override { return crm::codes(); }
};

}  // namespace

const format& crm_format() noexcept {
    static const adaptor only;
    return only;
}

std::shared_ptr<const configuration> crm_values(std::shared_ptr<const cib::config> values_of) {
    return std::make_shared<values>(std::move(values_of));
}

}  // namespace hakit::formats
