#include <hakit/cib/format.hpp>

#include <hakit/cib/read.hpp>
#include <hakit/cib/write.hpp>

#include "cib/codes/codes.hpp"

#include <algorithm>

namespace hakit::cib {

std::string format(const text::document& doc) {
    text::limits bounds;
    bounds.file_bytes = ~std::uint32_t{0} >> 1;
    text::diagnostic_list found;
    const auto in = read(doc.text(), bounds, found);
    const bool kept = std::none_of(found.items().begin(), found.items().end(),
                                   [](const text::diagnostic& d) { return d.code == &code.processing_instruction; });
    if (!in.complete || !kept) return std::string{doc.text()};
    auto xml = write(in.values);
    if (!xml) return std::string{doc.text()};
    const std::string_view text = doc.text();
    const bool declared = text.substr(text.starts_with("\xef\xbb\xbf") ? 3 : 0).starts_with("<?xml");
    return declared ? "<?xml version=\"1.0\"?>\n" + *xml : *xml;
}

}  // namespace hakit::cib
