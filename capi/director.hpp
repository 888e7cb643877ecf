/// The handle of the director.
#pragma once

#include <capi/guard.hpp>
#include <capi/table.hpp>

#include <hakit/director/engine.hpp>

#include <deque>
#include <memory>
#include <string>
#include <vector>

/// The engine, the actions not taken yet, and the present one with its texts.
struct hakit_director {
    hakit::director::engine engine;
    hakit::director::translate_options translation;
    std::deque<hakit::director::action> waiting;

    hakit::director::action present;
    bool has_present = false;
    std::string address;
    std::string request;
    std::string text;
    std::string json;
    std::vector<std::string> arguments;

    void queue(std::vector<hakit::director::action> actions) {
        for (auto& a : actions) waiting.push_back(std::move(a));
    }
    /// The present action when it is an `Action`, else null.
    template <class Action>
    [[nodiscard]] const Action* as() const noexcept {
        return has_present ? std::get_if<Action>(&present) : nullptr;
    }
};
