#include <hakit/crm/secrets.hpp>

#include <hakit/cib/secrets.hpp>

namespace hakit::crm {

std::vector<text::location> secrets(const cib::config& c, text::file_id file) {
    std::vector<text::location> found;
    for (const auto where : cib::secrets(c))
        if (where != cib::nowhere) found.push_back({file, where});
    return found;
}

}  // namespace hakit::crm
