/// Reads JSON objects strictly: every member must be known and have its type. The first failure is kept, with its path.
#pragma once

#include <hakit/base/ip_address.hpp>
#include <hakit/base/result.hpp>

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::ipvs {

using json = nlohmann::ordered_json;

class json_reader {
public:
    /// Where reading stands, such as "services[0].port"; for messages.
    class scope {
    public:
        scope(json_reader& r, std::string_view step) : reader_{r}, length_{r.path_.size()} { r.path_ += step; }
        scope(const scope&) = delete;
        scope& operator=(const scope&) = delete;
        ~scope() { reader_.path_.resize(length_); }

    private:
        json_reader& reader_;
        std::size_t length_;
    };

    [[nodiscard]] bool failed() const noexcept { return failure_.has_value(); }
    [[nodiscard]] const error& failure() const { return *failure_; }
    void fail(std::string_view rule);

    [[nodiscard]] std::int64_t number(const json& value, std::int64_t least, std::int64_t most);
    [[nodiscard]] std::string string(const json& value);
    [[nodiscard]] bool boolean(const json& value);
    [[nodiscard]] ip_address address(const json& value);

    /// Calls `member(name, value)` for each member; it returns false for a name it does not know.
    template <class Member>
    void object(const json& value, Member member) {
        if (!value.is_object()) return fail("an object");
        for (const auto& [name, item] : value.items()) {
            if (failed()) return;
            const scope at{*this, path_.empty() ? name : "." + name};
            if (!member(name, item)) fail("no such member");
        }
    }

    /// Calls `item(value)` for each.
    template <class Item>
    void array(const json& value, Item item) {
        if (!value.is_array()) return fail("an array");
        for (std::size_t i = 0; i < value.size() && !failed(); ++i) {
            const scope at{*this, "[" + std::to_string(i) + "]"};
            item(value[i]);
        }
    }

private:
    std::string path_;
    std::optional<error> failure_;
};

}  // namespace hakit::ipvs
