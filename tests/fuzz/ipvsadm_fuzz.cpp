// Any bytes as rules and as a shell script: the document keeps them, its tokens tile them, binding ends, and what can
// be carried out is saved and read back as the same table.
#include <hakit/ipvsadm/format.hpp>
#include <hakit/ipvsadm/run.hpp>

#include <cstdlib>
#include <string>

namespace {

using namespace hakit;
using namespace hakit::ipvsadm;

void require(bool holds) {
    if (!holds) std::abort();
}

script check(const std::string& bytes, dialect spoken) {
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
    return found;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes{reinterpret_cast<const char*>(data), size};
    (void)detect(bytes);
    (void)check(bytes, dialect::shell);
    const auto found = check(bytes, dialect::rules);
    if (const auto table = to_state(found); table.has_value()) {
        auto services = *table;
        services.timeouts.reset();
        services.sync_daemons.reset();
        const auto text = format_full_rules(services);
        if (text.find("-f -") == text.npos) {
            const auto again = to_state(check(text, dialect::rules));
            require(again.has_value() && format_full_rules(*again) == text);
        }
    }
    return 0;
}
