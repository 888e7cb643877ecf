#include <hakit/text/render.hpp>
#include <hakit/version.hpp>

#include <text/redact.hpp>
#include <text/utf8.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace hakit::text {
namespace {

using json = nlohmann::ordered_json;

std::string_view level_of(severity s) noexcept { return s == severity::hint ? "note" : to_string(s); }

/// RFC 3986: everything but the unreserved characters and '/' is percent-encoded.
std::string uri_of(std::string_view name) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    std::string out = name.starts_with('/') ? "file://" : "";
    for (const char c : name) {
        if (plain.find(c) != plain.npos) {
            out += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += "0123456789ABCDEF"[byte >> 4];
        out += "0123456789ABCDEF"[byte & 15];
    }
    return out;
}

/// FNV-1a, 64 bits.
std::string hash_of(std::string_view text) {
    std::uint64_t value = 0xcbf29ce484222325u;
    for (const char c : text) value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
    std::string out(16, '0');
    for (std::size_t i = 0; i < 16; ++i) out[15 - i] = "0123456789abcdef"[(value >> (4 * i)) & 15];
    return out;
}

/// Builds one run. Section numbers are those of SARIF 2.1.0 (OASIS, 2020).
class sarif_renderer {
public:
    sarif_renderer(const workspace& files, const render_options& options)
        : files_{files}, secrets_{files, options.secrets} {}

    void add(const diagnostic& d) {
        json result;
        result["ruleId"] = d.code->id;
        result["ruleIndex"] = rule_index(*d.code);
        result["level"] = level_of(d.level);
        result["message"]["text"] = secrets_.message(d.message);
        result["locations"] = json::array({json{{"physicalLocation", physical(d.where)}}});
        add_notes(result, d);
        if (d.remedy) add_fix(result, *d.remedy, d.where.file);
        result["partialFingerprints"]["hakit/v1"] = fingerprint(d);
        results_.push_back(std::move(result));
    }

    [[nodiscard]] json take(const diagnostic_list& list) {
        json driver;
        driver["name"] = "hakit";
        driver["version"] = HAKIT_VERSION_STRING;
        driver["semanticVersion"] = HAKIT_VERSION_STRING;
        driver["rules"] = std::move(rules_);
        json run;
        run["tool"]["driver"] = std::move(driver);
        run["columnKind"] = "unicodeCodePoints";
        run["artifacts"] = std::move(artifacts_);
        run["results"] = std::move(results_);
        if (list.left_out() != 0) {
            run["properties"]["leftOut"] = list.left_out();
            for (const auto level : {severity::error, severity::warning, severity::hint})
                run["properties"]["leftOutBySeverity"][to_string(level)] = list.left_out(level);
        }
        json log;
        log["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json";
        log["version"] = "2.1.0";
        log["runs"] = json::array({std::move(run)});
        return log;
    }

private:
    std::size_t rule_index(const code_info& code) {
        const auto [known, fresh] = rule_indexes_.try_emplace(code.id, rules_.size());
        if (!fresh) return known->second;
        json rule;
        rule["id"] = code.id;
        rule["shortDescription"]["text"] = code.title;
        rule["help"]["text"] = code.help.empty() ? code.title : code.help;
        rule["defaultConfiguration"]["level"] = level_of(code.default_severity);
        rules_.push_back(std::move(rule));
        return known->second;
    }

    json artifact(file_id file) {
        const auto [known, fresh] = artifact_indexes_.try_emplace(file, artifacts_.size());
        const auto uri = uri_of(files_.file(file).name());
        if (fresh) {
            json entry;
            entry["location"]["uri"] = uri;
            entry["length"] = files_.file(file).text().size();
            artifacts_.push_back(std::move(entry));
        }
        return {{"uri", uri}, {"index", known->second}};
    }

    /// 3.30: lines and columns from 1, the end column is the one after the region.
    [[nodiscard]] json region(location place) const {
        const auto& lines = files_.lines(place.file);
        const auto begin = lines.position_of(place.where.begin);
        const auto end = lines.position_of(place.where.end);
        return {{"startLine", begin.line}, {"startColumn", begin.column},     {"endLine", end.line},
                {"endColumn", end.column}, {"byteOffset", place.where.begin}, {"byteLength", place.where.size()}};
    }

    json physical(location place) { return {{"artifactLocation", artifact(place.file)}, {"region", region(place)}}; }

    /// 3.27.22: notes with a place are related locations; others become part of the message.
    void add_notes(json& result, const diagnostic& d) {
        auto message = secrets_.message(d.message);
        json related = json::array();
        for (const auto& n : d.notes) {
            const auto text = secrets_.message(n.message);
            if (!n.where) {
                message += "\nnote: " + text;
                continue;
            }
            json entry;
            entry["id"] = related.size() + 1;
            entry["physicalLocation"] = physical(*n.where);
            entry["message"]["text"] = text;
            related.push_back(std::move(entry));
        }
        result["message"]["text"] = message;
        if (!related.empty()) result["relatedLocations"] = std::move(related);
    }

    void add_fix(json& result, const fix& f, file_id file) {
        // 3.57.3: a replacement that says nothing would not be one.
        if (f.edits.empty() || secrets_.hides(f, file)) return;
        json replacements = json::array();
        for (const auto& e : f.edits) {
            if (!is_utf8(e.replacement)) return;
            json replacement;
            replacement["deletedRegion"] = region({file, e.where});
            if (!e.replacement.empty()) replacement["insertedContent"]["text"] = e.replacement;
            replacements.push_back(std::move(replacement));
        }
        json change;
        change["artifactLocation"] = artifact(file);
        change["replacements"] = std::move(replacements);
        json out;
        out["description"]["text"] = secrets_.message(f.title);
        out["artifactChanges"] = json::array({std::move(change)});
        out["properties"]["applicability"] = to_string(f.confidence);
        result["fixes"] = json::array({std::move(out)});
    }

    /// Stays the same when lines move: the code, the line without its indentation, and a count of equal ones.
    std::string fingerprint(const diagnostic& d) {
        const auto& lines = files_.lines(d.where.file);
        const auto line = lines.line_span(lines.line_of(d.where.where.begin));
        auto text = secrets_.excerpt(d.where.file, line);
        text.erase(0, std::min(text.size(), text.find_first_not_of(" \t")));
        const auto hash = hash_of(std::string{d.code->id} + '\n' + files_.file(d.where.file).name() + '\n' + text);
        return hash + ':' + std::to_string(++seen_[hash]);
    }

    const workspace& files_;
    redactor secrets_;
    json rules_ = json::array();
    json artifacts_ = json::array();
    json results_ = json::array();
    std::map<std::string_view, std::size_t> rule_indexes_;
    std::map<file_id, std::size_t> artifact_indexes_;
    std::map<std::string, std::size_t> seen_;
};

}  // namespace

std::string render_sarif(const workspace& files, const diagnostic_list& list, const render_options& options) {
    sarif_renderer renderer{files, options};
    for (const auto& d : list.items()) renderer.add(d);
    return renderer.take(list).dump(2, ' ', false, json::error_handler_t::replace) + '\n';
}

}  // namespace hakit::text
