#include <hakit/sysctl/fix.hpp>

namespace hakit::sysctl {

text::checker judge(const check_options& options) {
    return [options](text::workspace& files, text::file_id id) {
        return text::findings{check(files, id, options).diagnostics, {}};
    };
}

result<text::mended> apply_certain_fixes(text::workspace& files, text::file_id id, const check_options& options) {
    return text::apply_certain_fixes(files, id, judge(options));
}

}  // namespace hakit::sysctl
