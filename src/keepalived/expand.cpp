#include <hakit/keepalived/expand.hpp>

#include <hakit/keepalived/parse.hpp>

namespace hakit::keepalived {

struct expansion::shared {
    text::document document;
    text::file_id top = 0;
    text::diagnostic_list diagnostics;
};

const text::document& expansion::document() const noexcept { return shared_->document; }
text::location expansion::origin(text::span where) const noexcept { return {shared_->top, where}; }
std::optional<text::location> expansion::definition(text::span) const noexcept { return std::nullopt; }
const text::diagnostic_list& expansion::diagnostics() const noexcept { return shared_->diagnostics; }

class expander {
public:
    static expansion run(text::workspace& files, text::file_id top) {
        auto s = std::make_shared<expansion::shared>();
        s->document = parse(files.file(top), files.bounds());
        s->top = top;
        s->diagnostics = s->document.diagnostics();
        return expansion{std::move(s)};
    }
};

expansion expand(text::workspace& files, text::file_id top, const expand_options&) { return expander::run(files, top); }

}  // namespace hakit::keepalived
