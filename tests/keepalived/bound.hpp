/// Binds one statement of keepalived.conf and gives access to the field that it sets, for tests of the schema.
#pragma once

#include <hakit/keepalived/bind.hpp>

#include "keepalived/binding.hpp"
#include "keepalived/schema_table.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace hakit::keepalived::test {

/// A target that knows every keyword.
inline constexpr target everything{v2_4_4, 0xffff'ffffu};

/// The blocks and the keyword of "vrrp_instance/authentication/auth_type".
inline std::vector<const keyword*> rows_of(std::string_view path) {
    std::vector<const keyword*> rows;
    const auto* table = &keywords();
    while (table != nullptr) {
        const auto slash = path.find('/');
        const auto* row = table->find(path.substr(0, slash));
        if (row == nullptr) return {};
        rows.push_back(row);
        if (slash == path.npos) return rows;
        path.remove_prefix(slash + 1);
        table = row->children;
    }
    return {};
}

/// One statement inside its blocks, bound.
struct bound {
    bound(std::string_view path, std::string_view words, const target& aim = everything) : rows{rows_of(path)} {
        std::string text;
        for (const auto* row : rows) {
            const bool last = row == rows.back();
            text += row->name;
            if (last && row->form == shape::value) {
                if (!words.empty()) text += ' ' + std::string{words};
            } else {
                if (row->form == shape::block && row->header != nullptr) text += " N";
                text += " {\n";
                if (last) text += std::string{words} + '\n';
            }
            text += '\n';
        }
        for (const auto* row : rows)
            if (row->form != shape::value) text += "}\n";
        text::workspace files;
        const auto view = expand(files, files.add({"a.conf", text}));
        tree = bind(view, aim, diagnostics);
    }

    [[nodiscard]] const keyword& row() const { return *rows.back(); }
    [[nodiscard]] const value_ops& ops() const { return *(row().body != nullptr ? row().body : row().header)->values; }

    /// The field inside a tree that has the blocks.
    [[nodiscard]] void* field(config& in) const {
        void* owner = &in;
        for (const auto* row : rows) {
            const auto* binding = row->body != nullptr ? row->body : row->header;
            void* here = binding->in(owner);
            if (row == rows.back()) return here;
            owner = row->body->blocks->size(here) == 0 ? row->body->blocks->add(here) : row->body->blocks->at(here, 0);
        }
        return nullptr;
    }

    [[nodiscard]] bool present() { return ops().present(field(tree)); }

    /// The words as written again, entries joined by '\n'.
    [[nodiscard]] std::string written() {
        word_writer out;
        ops().write(field(tree), row(), out);
        std::string text;
        for (const auto& entry : out.entries()) {
            if (&entry != &out.entries().front()) text += '\n';
            text += entry;
        }
        return out.failure().empty() ? text : "FAILED: " + out.failure();
    }

    [[nodiscard]] nlohmann::ordered_json as_json() {
        nlohmann::ordered_json out;
        ops().to_json(field(tree), row(), out);
        return out;
    }

    /// Whether the JSON reads back to an equal field.
    [[nodiscard]] bool json_round_trips() {
        config other;
        return ops().from_json(as_json(), row(), field(other)).has_value() && ops().equal(field(tree), field(other));
    }

    /// Whether from_json refuses this text.
    [[nodiscard]] bool refuses(std::string_view json) {
        config other;
        return !ops().from_json(nlohmann::ordered_json::parse(json), row(), field(other)).has_value();
    }

    /// The codes of the diagnostics, joined by blanks.
    [[nodiscard]] std::string codes() const {
        std::string text;
        for (const auto& d : diagnostics.items()) {
            if (!text.empty()) text += ' ';
            text += d.code->id;
        }
        return text;
    }

    std::vector<const keyword*> rows;
    config tree;
    text::diagnostic_list diagnostics;
};

}  // namespace hakit::keepalived::test
