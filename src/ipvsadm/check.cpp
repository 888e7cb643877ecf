#include <hakit/ipvsadm/check.hpp>

#include <hakit/ipvsadm/run.hpp>

namespace hakit::ipvsadm {

checked check(text::workspace& files, text::file_id id, const check_options& options) {
    bind_options how;
    how.spoken = options.spoken.value_or(detect(files.file(id).text()));
    how.names = options.names;
    auto document = parse(files.file(id), how.spoken, files.bounds());
    auto commands = bind(document, how);
    auto table = state_of(commands);
    return {std::move(document), std::move(commands), std::move(table)};
}

text::checker judge(const check_options& options) {
    return [options](text::workspace& files, text::file_id id) {
        return text::findings{check(files, id, options).commands.diagnostics, {}};
    };
}

}  // namespace hakit::ipvsadm
