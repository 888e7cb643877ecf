#include "keepalived/block_walk.hpp"

#include "keepalived/values/scalar.hpp"

namespace hakit::keepalived {

std::string block_name(const keyword& k, const void* block) {
    std::string name{k.name};
    if (k.header == nullptr) return name;
    const auto& ops = *k.header->values;
    const void* field = field_of(*k.header, block);
    std::string failure;
    if (!ops.present(field)) return name + "[]";
    const auto words = written(k, ops, field, failure);
    return name + '[' + (words.empty() ? "" : words.front()) + ']';
}

std::vector<std::string> written(const keyword& k, const value_ops& ops, const void* field, std::string& failure) {
    word_writer out;
    ops.write(field, k, out);
    failure = out.failure();
    return out.entries();
}

bool is_silent(const keyword& k, const value_ops& ops, const void* field) {
    if (!ops.present(field)) return true;
    return k.flag && &ops == &detail::ops_of<detail::setting_ops<bool>> && !**static_cast<const setting<bool>*>(field);
}

bool has_fallback(const keyword& k, const void* owner, release version) {
    if (k.since > version || is_alias(k) || k.fallback.empty() || k.form != shape::value || !k.deprecated.empty())
        return false;
    return is_silent(k, *k.header->values, field_of(*k.header, owner));
}

}  // namespace hakit::keepalived
