#include <hakit/formats/typed.hpp>
#include <hakit/ipvs/diff.hpp>
#include <hakit/ipvs/state_json.hpp>
#include <hakit/ipvsadm/codes.hpp>
#include <hakit/ipvsadm/edit.hpp>
#include <hakit/ipvsadm/format.hpp>
#include <hakit/ipvsadm/layout.hpp>
#include <hakit/ipvsadm/schema.hpp>

#include "formats/adaptors.hpp"
#include "formats/likeness.hpp"

#include <nlohmann/json.hpp>

namespace hakit::formats {
namespace {

namespace ia = ipvsadm;

constexpr std::string_view releases[] = {"1.31"};

class values final : public typed_configuration<ipvs::state> {
public:
    using typed_configuration::typed_configuration;

    const format& kind() const noexcept override { return ipvsadm_format(); }

    nlohmann::ordered_json to_json(const show_options&) const override { return ipvs::to_json(get()); }
    result<std::string> emit(const show_options&) const override { return ia::format_full_rules(get()); }
    /// The steps from one table to the other.
    result<nlohmann::ordered_json> diff_json(const configuration& after, const show_options&) const override {
        const auto* other = of(after);
        if (!other) return different();
        return ipvs::to_json(ipvs::diff(get(), *other)).at("steps");
    }
    result<std::string> diff_text(const configuration& after, const show_options&) const override {
        const auto* other = of(after);
        if (!other) return different();
        return ipvs::diff(get(), *other).to_string();
    }
    std::string summary() const override {
        const auto count = [](std::size_t n, const char* what) {
            return std::to_string(n) + ' ' + what + (n == 1 ? "" : "s");
        };
        std::size_t servers = 0;
        for (const auto& s : get().services) servers += s.destinations.size();
        return count(get().services.size(), "virtual service") + ", " + count(servers, "real server");
    }

private:
    static error different() { return {errc::invalid_argument, "two configurations of different formats"}; }
};

class checked final : public typed_reading<ia::checked> {
public:
    explicit checked(ia::checked all) : typed_reading{std::move(all)} {}

    const text::diagnostic_list& diagnostics() const noexcept override { return get().diagnostics(); }
    std::shared_ptr<const configuration> values() const override {
        return std::make_shared<formats::values>(part(get().table));
    }
    const text::document& expanded() const noexcept override { return get().document; }
    std::vector<text::location> secrets() const override { return {}; }
};

result<void> check_target(const read_options& options) {
    if (options.target.empty() || options.target == releases[0]) return {};
    return error{errc::invalid_argument, "no release of ipvsadm that is known: '" + options.target + "'; 1.31"};
}

class adaptor final : public format {
public:
    format_id id() const noexcept override { return format_id::ipvsadm; }
    std::string_view name() const noexcept override { return "ipvsadm"; }
    std::string_view program() const noexcept override { return "ipvsadm"; }
    std::span<const std::string_view> targets() const noexcept override { return releases; }

    unsigned likeness(std::string_view file_name, std::string_view text) const noexcept override {
        if (base_name(file_name).starts_with("ipvsadm")) return 100;
        for (const auto word : first_words(text)) {
            const auto program = base_name(word);
            if (program == "ipvsadm") return 80;
            if (word == "-A" || word == "-a" || word == "-C" || word == "-D" || word == "-E" || word == "-d" ||
                word == "-e" || word == "--set" || word == "--add-service" || word == "--start-daemon")
                return 70;
        }
        return 0;
    }

    text::document parse(text::source source, const text::limits& bounds) const override {
        const auto spoken = ia::detect(source.text());
        return ia::parse(std::move(source), spoken, bounds);
    }
    std::string layout(const text::document& doc) const override { return ia::layout(doc); }

    result<std::unique_ptr<reading>> check(text::workspace& files, text::file_id top,
                                           const read_options& options) const override {
        if (const auto ok = check_target(options); !ok) return ok.error();
        return std::unique_ptr<reading>{new checked{ia::check(files, top)}};
    }

    result<std::string> get(const text::source& source, const text::path& where, bool) const override {
        return ia::get(source, where);
    }

    result<std::string> edit(text::workspace& files, text::file_id id, const change& wanted,
                             const read_options& options, bool force) const override {
        if (const auto ok = check_target(options); !ok) return ok.error();
        const ia::edit_options how{{}, force};
        switch (wanted.what) {
            case change::action::set: return ia::set(files, id, wanted.where, wanted.words, how);
            case change::action::insert: return ia::insert(files, id, wanted.where, wanted.words, how);
            case change::action::remove: return ia::remove(files, id, wanted.where, how);
            case change::action::comment_out: return ia::comment_out(files, id, wanted.where, how);
        }
        return error{errc::invalid_argument, "no such change"};
    }

    result<std::shared_ptr<const configuration>> from_json(const nlohmann::ordered_json& json) const override {
        auto made = ipvs::state_from_json(json);
        if (!made) return made.error();
        ipvs::normalize(*made);
        return std::shared_ptr<const configuration>{
            std::make_shared<values>(std::make_shared<const ipvs::state>(std::move(*made)))};
    }
    nlohmann::ordered_json json_schema() const override { return ipvs::state_json_schema(); }

    std::vector<keyword_info> keywords() const override {
        std::vector<keyword_info> list;
        for (const auto& k : ia::keywords()) {
            auto& row = list.emplace_back();
            row.path = k.path;
            row.values = k.values;
            row.fallback = k.fallback;
            row.help = k.help;
            row.block = k.path == "service" || k.path == "service/server" || k.path == "start-daemon";
            row.repeatable = row.block;
        }
        return list;
    }
    std::span<const text::code_info> codes() const noexcept override { return ia::codes(); }
};

}  // namespace

const format& ipvsadm_format() noexcept {
    static const adaptor only;
    return only;
}

}  // namespace hakit::formats
