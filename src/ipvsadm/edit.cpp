#include <hakit/ipvsadm/edit.hpp>

#include <hakit/text/block_edit.hpp>

#include "ipvsadm/options.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

namespace hakit::ipvsadm {
namespace {

using edits = std::vector<text::text_edit>;

/// What a path names.
struct target {
    std::optional<ipvs::service_key> service;  ///< none: the whole text
    std::optional<ipvs::destination_key> server;
    const option* setting = nullptr;
};

error bad_path(std::string what) {
    return {errc::invalid_argument, std::move(what) + "; a path is service[tcp:ADDRESS:PORT].server[ADDRESS].OPTION"};
}

const option* setting_called(std::string_view name, verb of) {
    const auto found =
        std::ranges::find_if(option_table, [&](const option& o) { return o.name == name && o.command == verb::none; });
    if (found == option_table.end() || found->about == subject::none) return nullptr;
    return (rules_of(of).allows & bit(found->about)) != 0 ? &*found : nullptr;
}

result<target> resolve(const text::path& where, const name_lookup& names) {
    target t;
    const auto& steps = where.steps();
    if (steps.empty()) return t;
    if (steps[0].name != "service" || !steps[0].selector) return bad_path("the first step names a service");
    const auto service = service_arguments(*steps[0].selector);
    if (!service) return service.error();
    bind_options how;
    how.names = names;
    std::vector<std::string> words{"-D"};
    words.insert(words.end(), service->begin(), service->end());
    const auto named = bind_arguments(words, how).commands.front();
    if (named.refused) return bad_path("'" + *steps[0].selector + "': " + named.refused->text);
    t.service = named.service.key;
    std::size_t next = 1;
    if (steps.size() > next && steps[next].name == "server" && steps[next].selector) {
        words.front() = "-d";
        words.insert(words.end(), {"-r", *steps[next].selector});
        const auto with_server = bind_arguments(words, how).commands.front();
        if (with_server.refused) return bad_path("'" + *steps[next].selector + "': " + with_server.refused->text);
        t.server = with_server.destination.key;
        ++next;
    }
    if (steps.size() == next) return t;
    t.setting = setting_called(steps[next].name, t.server ? verb::add_server : verb::add_service);
    if (t.setting == nullptr || steps[next].selector || steps.size() > next + 1)
        return bad_path("'" + steps[next].name + "' is no option of a " + (t.server ? "server" : "service"));
    return t;
}

/// An option of a command, as written.
struct placed {
    const option* what;
    text::span word;   ///< from its dash on
    text::span flag;   ///< the letter, or the whole long word
    text::span value;  ///< empty without one
};

class file {
public:
    file(const text::source& source, const text::limits& bounds, const check_options& options) {
        const auto spoken = options.spoken.value_or(detect(source.text()));
        doc_ = parse(source, spoken, bounds);
        bind_options how;
        how.spoken = spoken;
        how.names = options.names;
        commands_ = std::move(bind(doc_, how).commands);
    }

    [[nodiscard]] const text::document& document() const noexcept { return doc_; }

    /// The commands about the target; of a service those about its servers, too.
    [[nodiscard]] std::vector<const command*> about(const target& t) const {
        std::vector<const command*> found;
        for (const auto& c : commands_) {
            if (!c.has(subject::service) || c.service.key != *t.service) continue;
            if (t.server && (!c.has(subject::server) || c.destination.key != *t.server)) continue;
            found.push_back(&c);
        }
        return found;
    }

    /// The command that settles the target.
    [[nodiscard]] result<const command*> decisive(const target& t) const {
        const auto all = about(t);
        const auto settles = [&](const command* c) {
            return t.server ? c->what == verb::add_server || c->what == verb::edit_server
                            : c->what == verb::add_service || c->what == verb::edit_service;
        };
        const auto found = std::find_if(all.rbegin(), all.rend(), settles);
        if (found != all.rend()) return *found;
        return error{errc::not_found, "no command adds " + t.service->to_string() +
                                          (t.server ? ", server " + t.server->to_string() : std::string{})};
    }

    [[nodiscard]] std::vector<text::span> words_of(const command& c) const {
        std::vector<text::span> words;
        const auto tokens = doc_.tokens();
        auto at = std::ranges::lower_bound(tokens, c.where.begin, {}, &text::token::begin);
        for (; at != tokens.end() && at->begin < c.where.end; ++at)
            if (at->kind() == text::token_kind::word) words.push_back(at->where());
        return words;
    }

    /// The options of a command, the one that makes it a command left out.
    [[nodiscard]] std::vector<placed> options_of(const command& c) const {
        std::vector<placed> found;
        const auto words = words_of(c);
        for (std::size_t i = 0; i < words.size(); ++i) {
            const auto written = words[i].of(doc_.text());
            if (written.starts_with("--")) {
                i += long_option(words, i, found);
            } else if (written.size() > 1 && written[0] == '-') {
                i += short_options(words, i, found);
            }
        }
        std::erase_if(found, [](const placed& p) { return p.what->command != verb::none; });
        return found;
    }

private:
    /// Gives the number of words that it took besides its own.
    std::size_t long_option(const std::vector<text::span>& words, std::size_t i, std::vector<placed>& found) const {
        const auto name = words[i].of(doc_.text()).substr(2);
        const auto equals = name.find('=');
        const auto what = std::ranges::find(option_table, name.substr(0, equals), &option::name);
        if (what == option_table.end()) return 0;
        if (equals != name.npos) {
            found.push_back(
                {&*what, words[i], words[i], {static_cast<std::uint32_t>(words[i].begin + 3 + equals), words[i].end}});
            return 0;
        }
        const bool takes_next = takes(*what, words, i);
        found.push_back(
            {&*what, words[i], words[i], takes_next ? words[i + 1] : text::span{words[i].end, words[i].end}});
        return takes_next ? 1 : 0;
    }

    std::size_t short_options(const std::vector<text::span>& words, std::size_t i, std::vector<placed>& found) const {
        for (auto at = words[i].begin + 1; at < words[i].end; ++at) {
            const auto what = std::ranges::find(option_table, doc_.text()[at], &option::letter);
            if (what == option_table.end()) return 0;
            const text::span flag{at, at + 1};
            if (what->takes == argument::none) {
                found.push_back({&*what, words[i], flag, {at + 1, at + 1}});
            } else if (at + 1 < words[i].end) {
                found.push_back({&*what, words[i], flag, {at + 1, words[i].end}});
                return 0;
            } else {
                const bool takes_next = takes(*what, words, i);
                found.push_back({&*what, words[i], flag, takes_next ? words[i + 1] : text::span{at + 1, at + 1}});
                return takes_next ? 1 : 0;
            }
        }
        return 0;
    }

    [[nodiscard]] bool takes(const option& what, const std::vector<text::span>& words, std::size_t i) const {
        if (what.takes == argument::none || i + 1 >= words.size()) return false;
        return what.takes == argument::required || !words[i + 1].of(doc_.text()).starts_with('-');
    }

    text::document doc_;
    std::vector<command> commands_;
};

bool names_the_subject(const placed& p) {
    return p.what->about == subject::service || p.what->about == subject::server || p.what->letter == '6';
}

std::string written_as(const option& o) {
    return o.letter != 0 ? std::string{'-', o.letter} : "--" + std::string{o.name};
}

std::string_view trimmed(std::string_view words) {
    const auto begin = words.find_first_not_of(" \t");
    if (begin == words.npos) return {};
    return words.substr(begin, words.find_last_not_of(" \t") + 1 - begin);
}

bool is_one_line(std::string_view words) { return words.find_first_of(std::string_view{"\n\r\0", 3}) == words.npos; }

/// Erases options. Letters that share a dash go with it and the blanks in front of it when all of them go.
edits without(const text::document& doc, std::span<const placed> gone) {
    edits made;
    const auto bytes = doc.text();
    for (std::size_t i = 0; i < gone.size();) {
        const auto word = gone[i].word;
        std::uint32_t covered = 1;
        auto last = word.end;
        auto next = i;
        for (; next < gone.size() && gone[next].word == word; ++next) {
            const auto& p = gone[next];
            covered += p.flag.size() + (p.value.begin < word.end ? p.value.size() : 0);
            last = std::max(last, p.value.end);
        }
        if (gone[i].flag == word || covered == word.size()) {
            auto begin = word.begin;
            while (begin > 0 && (bytes[begin - 1] == ' ' || bytes[begin - 1] == '\t')) --begin;
            made.push_back({{begin, last}, ""});
        } else {
            for (; i < next; ++i)
                made.push_back({{gone[i].flag.begin, std::max(gone[i].flag.end, gone[i].value.end)}, ""});
        }
        i = next;
    }
    return made;
}

result<edits> set_option(const file& f, const command& c, const option& what, std::string_view value) {
    if ((what.takes == argument::required) == value.empty() && what.takes != argument::optional)
        return error{errc::invalid_argument,
                     "--" + std::string{what.name} + (value.empty() ? " needs a value" : " takes no value")};
    edits made;
    const auto options = f.options_of(c);
    for (const auto& p : options) {
        if (p.what != &what) continue;
        if (!p.value.empty() && !value.empty()) return edits{{p.value, std::string{value}}};
        if (p.value.empty() && value.empty()) return edits{};
        made = without(f.document(), {&p, 1});
    }
    auto added = ' ' + written_as(what);
    if (!value.empty()) added.append(" ").append(value);
    made.push_back({{c.where.end, c.where.end}, std::move(added)});
    return made;
}

result<edits> set_all(const file& f, const command& c, std::string_view words) {
    auto options = f.options_of(c);
    std::erase_if(options, names_the_subject);
    auto made = without(f.document(), options);
    if (!words.empty()) made.push_back({{c.where.end, c.where.end}, ' ' + std::string{words}});
    return made;
}

/// The statement that holds the command.
text::node_id statement_of(const text::document& doc, const command& c) {
    auto id = doc.first_child(doc.root());
    while (id != text::no_node && doc.where(id).end <= c.where.begin) id = doc.next_sibling(id);
    return id;
}

template <class Edit>
result<edits> each_statement(const file& f, const target& t, Edit edit) {
    if (!t.service) return error{errc::invalid_argument, "the path is empty"};
    const auto all = f.about(t);
    if (all.empty()) return error{errc::not_found, "no command is about " + t.service->to_string()};
    edits made;
    for (const auto* c : all) {
        auto one = edit(f.document(), statement_of(f.document(), *c));
        if (!one) return one.error();
        made.insert(made.end(), one->begin(), one->end());
    }
    return made;
}

struct opened {
    file content;
    target named;
};

result<opened> open(const text::source& source, const text::limits& bounds, const text::path& where,
                    const check_options& options) {
    auto named = resolve(where, options.names);
    if (!named) return named.error();
    return opened{file{source, bounds, options}, std::move(*named)};
}

result<std::string> finish(text::workspace& files, text::file_id id, const result<edits>& made,
                           const edit_options& options) {
    return text::finish_edit(files, id, made, options.force, judge(options.check));
}

}  // namespace

result<std::string> get(const text::source& source, const text::path& where, const check_options& options) {
    const auto o = open(source, {}, where, options);
    if (!o) return o.error();
    if (!o->named.service) return std::string{source.text()};
    const auto c = o->content.decisive(o->named);
    if (!c) return c.error();
    const auto bytes = o->content.document().text();
    if (o->named.setting == nullptr) return std::string{(*c)->where.of(bytes)};
    const auto all = o->content.options_of(**c);
    for (const auto& p : all)
        if (p.what == o->named.setting) return std::string{text::unquoted(p.value.of(bytes))};
    return error{errc::not_found, "the command has no --" + std::string{o->named.setting->name}};
}

result<std::string> set(text::workspace& files, text::file_id id, const text::path& where, std::string_view words,
                        const edit_options& options) {
    words = trimmed(words);
    if (!is_one_line(words)) return error{errc::invalid_argument, "a command is one line"};
    const auto o = open(files.file(id), files.bounds(), where, options.check);
    if (!o) return o.error();
    if (!o->named.service) return error{errc::invalid_argument, "the path is empty"};
    const auto c = o->content.decisive(o->named);
    if (!c) return c.error();
    return finish(
        files, id,
        o->named.setting ? set_option(o->content, **c, *o->named.setting, words) : set_all(o->content, **c, words),
        options);
}

result<std::string> insert(text::workspace& files, text::file_id id, const text::path& where, std::string_view words,
                           const edit_options& options) {
    words = trimmed(words);
    if (words.empty() || !is_one_line(words)) return error{errc::invalid_argument, "one line is needed"};
    const auto o = open(files.file(id), files.bounds(), where, options.check);
    if (!o) return o.error();
    const auto& doc = o->content.document();
    if (!o->named.service)
        return finish(files, id, text::insert_statement(doc, doc.root(), text::no_node, words), options);
    if (o->named.server || o->named.setting)
        return error{errc::invalid_argument, "commands are inserted into the text or into a service"};
    const auto all = o->content.about(o->named);
    if (all.empty()) return error{errc::not_found, "no command is about " + o->named.service->to_string()};
    std::string line;
    const auto& last = *all.back();
    if (doc.word_text(statement_of(doc, last), 0) == "ipvsadm") line = "ipvsadm ";
    if (words.starts_with("-r")) {
        line += "-a";
        for (const auto& p : o->content.options_of(last))
            if (p.what->about == subject::service || p.what->letter == '6') {
                line.append(" ").append(written_as(*p.what));
                if (!p.value.empty()) line.append(" ").append(p.value.of(doc.text()));
            }
        line += ' ';
    }
    line += words;
    return finish(files, id, text::insert_statement(doc, doc.root(), statement_of(doc, last), line), options);
}

result<std::string> remove(text::workspace& files, text::file_id id, const text::path& where,
                           const edit_options& options) {
    const auto o = open(files.file(id), files.bounds(), where, options.check);
    if (!o) return o.error();
    if (o->named.setting == nullptr)
        return finish(files, id,
                      each_statement(o->content, o->named,
                                     [](const auto& doc, auto node) { return text::remove_statement(doc, node); }),
                      options);
    const auto c = o->content.decisive(o->named);
    if (!c) return c.error();
    const auto all = o->content.options_of(**c);
    for (const auto& p : all)
        if (p.what == o->named.setting) return finish(files, id, without(o->content.document(), {&p, 1}), options);
    return error{errc::not_found, "the command has no --" + std::string{o->named.setting->name}};
}

result<std::string> comment_out(text::workspace& files, text::file_id id, const text::path& where,
                                const edit_options& options) {
    const auto o = open(files.file(id), files.bounds(), where, options.check);
    if (!o) return o.error();
    if (o->named.setting) return error{errc::invalid_argument, "an option cannot be a comment"};
    return finish(
        files, id,
        each_statement(o->content, o->named, [](const auto& doc, auto node) { return text::comment_out(doc, node); }),
        options);
}

}  // namespace hakit::ipvsadm
