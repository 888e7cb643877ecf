#include <hakit/text/render.hpp>

#include <text/redact.hpp>
#include <text/utf8.hpp>

#include <nlohmann/json.hpp>

namespace hakit::text {
namespace {

using json = nlohmann::ordered_json;

class json_renderer {
public:
    json_renderer(const workspace& files, const render_options& options)
        : files_{files}, secrets_{files, options.secrets} {}

    [[nodiscard]] json add(const diagnostic& d) const {
        json out;
        out["code"] = d.code->id;
        out["severity"] = to_string(d.level);
        out["message"] = secrets_.message(d.message);
        add_place(out, d.where);
        out["notes"] = json::array();
        for (const auto& n : d.notes) {
            json note;
            note["message"] = secrets_.message(n.message);
            if (n.where) add_place(note, *n.where);
            out["notes"].push_back(std::move(note));
        }
        out["fix"] = d.remedy ? fix_of(*d.remedy, d.where.file) : json{};
        return out;
    }

private:
    void add_place(json& out, location place) const {
        out["file"] = files_.file(place.file).name();
        add_region(out, place);
    }

    void add_region(json& out, location place) const {
        const auto& lines = files_.lines(place.file);
        const auto begin = lines.position_of(place.where.begin);
        const auto end = lines.position_of(place.where.end);
        out["line"] = begin.line;
        out["column"] = begin.column;
        out["end_line"] = end.line;
        out["end_column"] = end.column;
        out["offset"] = place.where.begin;
        out["length"] = place.where.size();
    }

    [[nodiscard]] json fix_of(const fix& f, file_id file) const {
        json out;
        out["title"] = secrets_.message(f.title);
        out["applicability"] = to_string(f.confidence);
        out["edits"] = json::array();
        bool exact = !secrets_.hides(f, file);
        for (const auto& e : f.edits) exact = exact && is_utf8(e.replacement);
        if (!exact) {
            out["edits"] = nullptr;
            return out;
        }
        for (const auto& e : f.edits) {
            json edit;
            add_region(edit, {file, e.where});
            edit["replacement"] = e.replacement;
            out["edits"].push_back(std::move(edit));
        }
        return out;
    }

    const workspace& files_;
    redactor secrets_;
};

}  // namespace

std::string render_json(const workspace& files, const diagnostic_list& list, const render_options& options) {
    const json_renderer renderer{files, options};
    json out;
    out["schema"] = "hakit-diagnostics-1";
    out["diagnostics"] = json::array();
    for (const auto& d : list.items()) out["diagnostics"].push_back(renderer.add(d));
    out["left_out"] = list.left_out();
    for (const auto level : {severity::error, severity::warning, severity::hint})
        out["left_out_by_severity"][to_string(level)] = list.left_out(level);
    return out.dump(2, ' ', false, json::error_handler_t::replace) + '\n';
}

}  // namespace hakit::text
