#include <hakit/keepalived/fix.hpp>

#include <hakit/keepalived/secrets.hpp>

namespace hakit::keepalived {

text::checker judge(const check_options& options) {
    return [options](text::workspace& files, text::file_id id) {
        auto found = check(files, id, options);
        // Secrets only matter to those who show something.
        auto hidden = found.diagnostics.empty() ? std::vector<text::location>{} : secrets(found.view);
        return text::findings{std::move(found.diagnostics), std::move(hidden)};
    };
}

result<text::mended> apply_certain_fixes(text::workspace& files, text::file_id top, const check_options& options) {
    return text::apply_certain_fixes(files, top, judge(options));
}

}  // namespace hakit::keepalived
