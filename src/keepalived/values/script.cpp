#include "keepalived/values/script.hpp"

#include "keepalived/codes/keyword_codes.hpp"
#include "keepalived/values/escaped.hpp"
#include "keepalived/values/json_object.hpp"
#include "keepalived/values/words.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace hakit::keepalived {
namespace {

bool plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view{"/._-+:=,@%^~*?()[]<>|&;"}.find(c) != std::string_view::npos ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// An argument as the second pass of keepalived reads it: bare, or in single quotes with escapes.
std::string argument(std::string_view text) {
    if (!text.empty() && std::ranges::all_of(text, plain)) return std::string{text};
    std::string out = "'";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\\' || c == '\'') {
            out += '\\';
            out += c;
        } else if (byte < 0x20 || byte == 0x7f || c == '"') {
            out += '\\';
            for (int shift = 6; shift >= 0; shift -= 3) out += static_cast<char>('0' + (byte >> shift & 7));
        } else {
            out += c;
        }
    }
    return out + '\'';
}

void write_name(std::string_view name, word_writer& out) {
    if (std::ranges::all_of(name, plain))
        out.raw(name);
    else
        out.raw(escaped_quote(name));
}

template <class T>
void read_owner(reader& in, T& value) {
    if (!in.done()) value.user = in.take().text;
    if (!in.done()) value.group = in.take().text;
}

template <class T>
void write_owner(const T& value, word_writer& out) {
    if (value.user.empty()) return;
    out.word(value.user);
    if (!value.group.empty()) out.word(value.group);
}

template <class T>
void owner_to_json(const T& value, json& out) {
    if (!value.user.empty()) out["user"] = value.user;
    if (!value.group.empty()) out["group"] = value.group;
}

}  // namespace

std::optional<script> value_traits<script>::read(reader& in, const keyword& k) {
    if (in.done()) return script{};
    const auto where = text::span{in.peek().where.begin, in.where().end};
    // keepalived undoes quotes and escapes twice: for the words of the line, then for those of the first one.
    const auto words = escaped_words(in.raw());
    in.take_all();
    const auto argv = words && !words->empty() ? escaped_words(words->front()) : std::nullopt;
    if (!argv) {
        in.report(keyword_code.bad_quoting, where, "the quotes of " + quote(k.name) + " do not pair");
        return std::nullopt;
    }
    if (argv->empty() || argv->front().empty()) {
        in.report(keyword_code.missing_value, where, quote(k.name) + " names no program", text::severity::warning);
        return std::nullopt;
    }
    script value{*argv, {}, {}};
    if (words->size() > 1) value.user = (*words)[1];
    if (words->size() > 2) value.group = (*words)[2];
    if (words->size() > 3)
        in.report(keyword_code.extra_words, where,
                  quote(k.name) + " takes a program, a user and a group; arguments stand in the quotes of the program");
    return value;
}

void value_traits<script>::write(const script& value, const keyword&, word_writer& out) {
    if (value.argv.empty()) return;
    std::string command;
    for (const auto& a : value.argv) {
        if (a.find('\0') != a.npos) {
            out.word(a);  // fails: there is no way to write it
            return;
        }
        if (!command.empty()) command += ' ';
        command += argument(a);
    }
    out.raw(escaped_quote(command));
    if (value.user.empty()) return;
    write_name(value.user, out);
    if (!value.group.empty()) write_name(value.group, out);
}

void value_traits<script>::to_json(const script& value, const keyword&, json& out) {
    if (value.user.empty()) {
        out = value.argv;
        return;
    }
    out = json{{"argv", value.argv}};
    owner_to_json(value, out);
}

result<script> value_traits<script>::from_json(const json& in, const keyword& k) {
    script value;
    const auto& argv = in.is_object() && in.contains("argv") ? in["argv"] : in;
    if (!argv.is_array()) return wrong_type(k, "an array of program and arguments");
    for (const auto& a : argv) {
        if (!a.is_string()) return wrong_type(k, "an array of strings");
        value.argv.push_back(a.get<std::string>());
    }
    if (value.argv.empty() ? !k.optional : value.argv.front().empty()) return wrong_type(k, "a program");
    if (in.is_array()) return value;
    json_object object{in, k};
    (void)object.has("argv");
    object.text("user", value.user);
    object.text("group", value.group);
    if (const auto done = object.finish(); !done) return done.error();
    return value;
}

std::string value_traits<script>::describe(const keyword& k) {
    return k.optional ? "[\"PROGRAM ARGUMENTS\" [USER [GROUP]]]" : "\"PROGRAM ARGUMENTS\" [USER [GROUP]]";
}

std::optional<user_group> value_traits<user_group>::read(reader& in, const keyword&) {
    user_group value;
    read_owner(in, value);
    return value;
}

void value_traits<user_group>::write(const user_group& value, const keyword&, word_writer& out) {
    write_owner(value, out);
}

void value_traits<user_group>::to_json(const user_group& value, const keyword&, json& out) {
    out = json::object();
    owner_to_json(value, out);
}

result<user_group> value_traits<user_group>::from_json(const json& in, const keyword& k) {
    user_group value;
    json_object object{in, k};
    object.text("user", value.user, true);
    object.text("group", value.group);
    if (const auto done = object.finish(); !done) return done.error();
    if (value.user.empty()) return wrong_type(k, "a user");
    return value;
}

std::string value_traits<user_group>::describe(const keyword&) { return "USER [GROUP]"; }

std::optional<notify_fifo> value_traits<notify_fifo>::read(reader& in, const keyword&) {
    notify_fifo value;
    value.path = in.take().text;
    read_owner(in, value);
    return value;
}

void value_traits<notify_fifo>::write(const notify_fifo& value, const keyword&, word_writer& out) {
    out.word(value.path);
    write_owner(value, out);
}

void value_traits<notify_fifo>::to_json(const notify_fifo& value, const keyword&, json& out) {
    out = json{{"path", value.path}};
    owner_to_json(value, out);
}

result<notify_fifo> value_traits<notify_fifo>::from_json(const json& in, const keyword& k) {
    notify_fifo value;
    json_object object{in, k};
    object.text("path", value.path, true);
    object.text("user", value.user);
    object.text("group", value.group);
    if (const auto done = object.finish(); !done) return done.error();
    if (value.path.empty()) return wrong_type(k, "a path");
    return value;
}

std::string value_traits<notify_fifo>::describe(const keyword&) { return "PATH [USER [GROUP]]"; }

}  // namespace hakit::keepalived
