// Any bytes as rules and as a shell script: the document keeps them, its tokens tile them, binding ends, and what can
// be carried out is saved and read back as the same table.
#include <hakit/ipvsadm/edit.hpp>
#include <hakit/ipvsadm/format.hpp>
#include <hakit/ipvsadm/layout.hpp>
#include <hakit/ipvsadm/run.hpp>

#include <cstdlib>
#include <string>

namespace {

using namespace hakit;
using namespace hakit::ipvsadm;

void require(bool holds) {
    if (!holds) std::abort();
}

script checked_script(const std::string& bytes, dialect spoken) {
    const auto doc = parse(text::source{"fuzz", bytes}, spoken);
    require(doc.text() == bytes);
    std::uint32_t end = 0;
    for (const auto& token : doc.tokens()) {
        require(token.begin == end && token.length > 0);
        end += token.length;
    }
    require(end == bytes.size());
    bind_options options;
    options.spoken = spoken;
    auto found = bind(doc, options);
    for (const auto& d : found.diagnostics.items()) {
        require(d.code != nullptr && !d.message.empty() && d.where.where.end <= bytes.size());
        if (d.remedy) require(text::apply_edits(bytes, d.remedy->edits).has_value());
    }
    // Command by command it says the same.
    std::size_t n = 0;
    const auto again = bind_each(text::source{"fuzz", bytes}, options, [&](command&& c) {
        require(n < found.commands.size() && c.where == found.commands[n].where && c.what == found.commands[n].what);
        ++n;
    });
    require(n == found.commands.size() && again.items().size() == found.diagnostics.items().size());
    for (std::size_t i = 0; i < again.items().size(); ++i)
        require(again.items()[i].code == found.diagnostics.items()[i].code &&
                again.items()[i].message == found.diagnostics.items()[i].message);
    return found;
}

std::string laid_out(const std::string& bytes) { return layout(parse(text::source{"fuzz", bytes}, detect(bytes))); }

/// The layout stays as it is when it is laid out again, and the services of the file can be read and removed.
void check_edits(const std::string& bytes) {
    const auto once = laid_out(bytes);
    require(laid_out(once) == once);
    text::workspace files;
    const auto id = files.add(text::source{"fuzz", bytes});
    for (const auto& s : ipvsadm::check(files, id).table.services) {
        const auto* a = s.service.key.address();
        if (a == nullptr || a->protocol != ipvs::protocol::tcp || a->address.family() != ip_family::v4) continue;
        const text::path where{
            std::vector<text::path_step>{{"service", "tcp:" + a->address.to_string() + ':' + std::to_string(a->port)}}};
        const edit_options force{{}, true};
        (void)get(files.file(id), where);
        (void)set(files, id, where, "-s rr", force);
        (void)remove(files, id, where, force);
        (void)comment_out(files, id, where, force);
        return;
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes{reinterpret_cast<const char*>(data), size};
    check_edits(bytes);
    (void)checked_script(bytes, dialect::shell);
    const auto found = checked_script(bytes, dialect::rules);
    if (const auto table = to_state(found); table.has_value()) {
        auto services = *table;
        services.timeouts.reset();
        services.sync_daemons.reset();
        const auto text = format_full_rules(services);
        if (text.find("-f -") == text.npos) {
            const auto again = to_state(checked_script(text, dialect::rules));
            require(again.has_value() && format_full_rules(*again) == text);
        }
    }
    return 0;
}
