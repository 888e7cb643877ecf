#include <hakit/io/load_plan.hpp>

#include <iterator>

namespace hakit::io {
namespace {

std::string place_of(const text::workspace& files, const keepalived::expansion& view, text::span where) {
    if (where == keepalived::nowhere) return {};
    const auto at = view.origin(where);
    if (at.file >= files.size()) return {};
    const auto position = files.lines(at.file).position_of(at.where.begin);
    return files.file(at.file).name() + ":" + std::to_string(position.line) + ":" + std::to_string(position.column) +
           ": ";
}

void refuse(loaded_plan& loaded, const std::string& name, std::size_t errors, const std::string& first) {
    auto text = name + ": " + std::to_string(errors) + (errors == 1 ? " error: " : " errors, the first: ") + first;
    loaded.refused = error{errc::refused, std::move(text)};
}

void load(loaded_plan& loaded, text::file_id top, const load_options& options) {
    const auto& name = loaded.files->file(top).name();
    auto checked = keepalived::check(*loaded.files, top, options.check);
    loaded.diagnostics = std::move(checked.diagnostics);
    std::vector<director::finding> findings;
    if (options.with_services) {
        auto translated = director::translate(checked.configuration, options.translate);
        loaded.desired = std::move(translated.desired);
        findings = std::move(translated.findings);
    }
    if (options.with_routers) {
        auto translated = director::translate_routers(checked.configuration, options.routers);
        loaded.routers = std::move(translated.desired);
        findings.insert(findings.end(), std::make_move_iterator(translated.findings.begin()),
                        std::make_move_iterator(translated.findings.end()));
    }
    std::size_t errors = 0;
    std::string first;
    for (const auto& f : findings) {
        auto text = place_of(*loaded.files, checked.view, f.where) + f.message;
        if (f.level == text::severity::error && errors++ == 0) first = text;
        loaded.problems.push_back(std::move(text));
    }
    if (errors != 0) refuse(loaded, name, errors, first);
    const auto found = loaded.diagnostics.count(text::severity::error);
    if (found == 0 || options.accept_errors) return;
    for (const auto& d : loaded.diagnostics.items()) {
        if (d.level != text::severity::error) continue;
        const auto& where = loaded.files->lines(d.where.file).position_of(d.where.where.begin);
        refuse(loaded, name, found,
               loaded.files->file(d.where.file).name() + ":" + std::to_string(where.line) + ": " + d.message);
        break;
    }
}

}  // namespace

loaded_plan load_plan(const std::string& path, const load_options& options) {
    loaded_plan loaded;
    loaded.files = std::make_shared<text::workspace>(std::make_shared<file_loader>(options.max_file_bytes));
    const auto top = loaded.files->open(path);
    if (top.has_error()) {
        loaded.refused = top.error();
    } else {
        load(loaded, *top, options);
    }
    return loaded;
}

loaded_plan load_plan(text::source source, const load_options& options, std::shared_ptr<text::loader> files) {
    loaded_plan loaded;
    loaded.files = std::make_shared<text::workspace>(std::move(files));
    load(loaded, loaded.files->add(std::move(source)), options);
    return loaded;
}

}  // namespace hakit::io
