// Any bytes are a document; its CIB as text is that CIB again, and the layout keeps the meaning.
#include <hakit/cib/write.hpp>
#include <hakit/crm/bind.hpp>
#include <hakit/crm/emit.hpp>
#include <hakit/crm/format.hpp>
#include <hakit/crm/parse.hpp>
#include <hakit/text/text_edit.hpp>

#include <cstdint>
#include <cstdlib>

using namespace hakit;

namespace {

cib::config bound(const text::document& doc) {
    text::diagnostic_list found;
    return crm::bind(doc, {}, found);
}

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string text{reinterpret_cast<const char*>(data), size};
    const auto doc = crm::parse({"fuzz", text});
    require(doc.text() == text);
    for (const auto& d : doc.diagnostics().items()) {
        require(d.where.where.end <= size);
        if (d.remedy) require(text::apply_edits(text, d.remedy->edits).has_value());
    }
    const auto c = bound(doc);
    const auto laid_out = crm::format(doc);
    require(crm::format(crm::parse({"fuzz", laid_out})) == laid_out);
    // What XML cannot hold cannot be written as it either.
    if (!cib::write(c)) return 0;
    const auto written = crm::emit(c);
    if (!written.left_out.empty()) return 0;
    const auto again = bound(crm::parse({"fuzz", written.text}));
    require(crm::equivalent(c.root, again.root));
    return 0;
}
