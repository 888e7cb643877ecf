#include <hakit/crm/fix.hpp>

#include <hakit/crm/secrets.hpp>

namespace hakit::crm {

result<text::mended> apply_certain_fixes(text::workspace& files, text::file_id top, const check_options& options) {
    return text::apply_certain_fixes(files, top, [&](text::workspace& all, text::file_id id) -> text::findings {
        auto found = check(all, id, options);
        return {std::move(found.diagnostics), secrets(found.configuration, id)};
    });
}

}  // namespace hakit::crm
