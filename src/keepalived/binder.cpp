#include "keepalived/binder.hpp"

#include <hakit/keepalived/bind.hpp>

#include "keepalived/codes/keyword_codes.hpp"
#include "keepalived/codes/text_codes.hpp"
#include "keepalived/damage.hpp"
#include "keepalived/misplaced.hpp"
#include "keepalived/schema_table.hpp"
#include "keepalived/values/words.hpp"

#include <string>

namespace hakit::keepalived {
namespace {

/// `state MASTER` counts, whatever state follows it.
bool stays_master(const keyword& k, const void* field, const reader& in) {
    return &k == schema::vrrp_instance.find("state") && !in.done() && in.peek().text != "MASTER" &&
           **static_cast<const setting<vrrp_state>*>(field) == vrrp_state::master;
}

}  // namespace

std::span<const word> binder::header(text::node_id id) {
    const auto& n = nodes_[id];
    words_.clear();
    quoted_ = false;
    const auto last = n.has_block() ? n.open_token : n.end_token;
    for (auto t = n.first_token; t != last; ++t) {
        const auto& token = tokens_[t];
        if (token.kind() == text::token_kind::blank) continue;
        const std::string_view written{text_.data() + token.begin, token.length};
        if (token.kind() == text::token_kind::word) {
            words_.push_back({written, token.where()});
        } else if (token.kind() == text::token_kind::quoted) {
            words_.push_back({text::unquoted(written), token.where()});
            quoted_ = true;
        }
    }
    return words_;
}

void binder::check_quotes(std::span<const word> words) {
    if (!quoted_) return;
    for (const auto& w : words) {
        const auto written = w.where.of(text_);
        if (!written.starts_with('"') || (written.size() > 1 && written.ends_with('"'))) continue;
        in_.report(text_code.unterminated_quote, {w.where.begin, w.where.begin + 1},
                   "this '\"' has no partner on the line");
    }
}

void binder::bind_children(text::node_id parent, void* block, const keyword_table& known) {
    for (auto id = first_in(parent); id != text::no_node; id = next_in(parent, id)) bind_statement(id, block, known);
}

void binder::bind_statement(text::node_id id, void* block, const keyword_table& known) {
    const auto all = header(id);
    if (all.empty()) return;
    const auto* k = known.find(all[0].text);
    if (k == nullptr) {
        report_unknown(id, known);
        return;
    }
    in_.begin(all.subspan(1), all[0].where);
    here_ = &known;
    swallowed_ = false;
    if (!k->raw) check_quotes(all);
    if (!allowed(*k, all[0])) return;
    if (k->raw && all.size() > 1 && all[1].where.begin == all[0].where.end) {
        report_glued(*k, all[1]);
        return;
    }
    if (!k->deprecated.empty() || !k->alias_of.empty()) report_old_name(in_, *k);
    if (k->form == shape::value)
        bind_value(id, block, *k);
    else
        bind_block(id, block, *k);
}

bool binder::allowed(const keyword& k, const word& name) {
    const auto& aim = in_.aim();
    if (k.since <= aim.version && (k.needs & ~aim.features) == 0) return true;
    report_not_allowed(k, name);
    return false;
}

void binder::report_not_allowed(const keyword& k, const word& name) {
    const auto& aim = in_.aim();
    if (k.since > aim.version) {
        in_.report(keyword_code.not_in_target, name.where,
                   quote(k.name) + " came with keepalived " + k.since.to_string() + "; the target is " +
                       aim.version.to_string());
        return;
    }
    std::string names;
    for (std::uint32_t bit = 1; bit != 0; bit <<= 1) {
        if ((k.needs & ~aim.features & bit) == 0) continue;
        if (!names.empty()) names += " and ";
        names += to_string(static_cast<feature>(bit));
    }
    in_.report(keyword_code.not_in_build, name.where,
               quote(k.name) + " needs a keepalived that is built with " + names);
}

void binder::bind_value(text::node_id id, void* block, const keyword& k) {
    void* field = k.header->in(block);
    const auto& ops = *k.header->values;
    const bool again = !k.repeatable && ops.present(field);
    const bool ignored = again && (k.first_wins || stays_master(k, field, in_));
    if (again) report_repeated(k, ops, field, ignored);
    if (!ignored) {
        if (k.flag && !in_.done() && report_swallowed()) in_.take_all();
        read_value(k, ops, field);
        report_extra(k);
    }
    if (!nodes_[id].has_block() || swallowed_) return;
    const auto brace = tokens_[nodes_[id].open_token].where();
    in_.report(keyword_code.unexpected_block, brace, quote(k.name) + " has no block");
}

void binder::read_value(const keyword& k, const value_ops& ops, void* field) {
    if (k.lets_pass == unreported::any_value || (k.lets_pass == unreported::no_value && in_.done()))
        in_.soften(text::severity::warning);
    if (in_.done() && !k.optional && !k.flag) {
        in_.report(keyword_code.missing_value, in_.keyword_where(),
                   quote(k.name) + " needs a value: " + describe_values(k));
        return;
    }
    ops.read(in_, k, field);
}

void binder::bind_block(text::node_id id, void* block, const keyword& k) {
    void* field = k.body->in(block);
    const auto* blocks = k.body->blocks;
    if (blocks != nullptr && !blocks->many && !k.repeatable && blocks->size(field) != 0)
        in_.report(keyword_code.repeated_keyword, in_.keyword_where(),
                   "there is a block " + quote(k.name) + " already; what this one says replaces it",
                   text::severity::warning);
    void* inner = blocks == nullptr ? nullptr : open_block(id, field, k);
    report_extra(k);
    if (inner != nullptr && k.header != nullptr && !k.optional && !k.header->values->present(k.header->in(inner))) {
        // keepalived skips a block whose name or address it cannot read.
        blocks->drop(field);
        return;
    }
    if (!nodes_[id].has_block() && !in_.view().damage().is_unopened(id)) {
        in_.report(keyword_code.missing_block, in_.keyword_where(), quote(k.name) + " needs a block");
    } else if (k.form == shape::block) {
        context_.push_back(k.name);
        bind_children(id, inner, *k.children);
        context_.pop_back();
    } else {
        const auto& list = k.entries == nullptr ? *k.body : *k.entries;
        bind_list(id, k.entries == nullptr ? field : list.in(inner), *list.values, k);
    }
}

std::size_t binder::count_alike(text::node_id id) const {
    const auto keyword_of = [&](text::node_id node) { return tokens_[nodes_[node].first_token].where().of(text_); };
    const auto name = keyword_of(id);
    std::size_t count = 0;
    for (; id != text::no_node; id = nodes_[id].next) count += nodes_[id].has_block() && keyword_of(id) == name;
    return count;
}

void* binder::open_block(text::node_id id, void* field, const keyword& k) {
    const auto& ops = *k.body->blocks;
    if (ops.untouched(field))
        ops.expect(field,
                   count_alike(id) * (context_.empty() ? top_alike_ : 1));  // growing would move big structs around
    void* inner = ops.add(field);
    ops.place(inner, in_.where());
    if (k.header == nullptr) return inner;
    if (in_.done() && !k.optional)
        in_.report(keyword_code.missing_name, in_.keyword_where(),
                   quote(k.name) + " needs " + describe_values(k) + " before its block");
    else
        k.header->values->read(in_, k, k.header->in(inner));
    return inner;
}

void binder::bind_list(text::node_id id, void* field, const value_ops& ops, const keyword& k) {
    here_ = nullptr;
    for (auto line = first_in(id); line != text::no_node; line = next_in(id, line)) {
        if (nodes_[id].has_block() && is_astray(line)) continue;
        const auto all = header(line);
        check_quotes(all);
        if (k.form == shape::words_block) {
            for (std::size_t i = 0; i < all.size(); ++i) {
                in_.begin(all.subspan(i, 1), {all[i].where.begin, all[i].where.begin});
                ops.read(in_, k, field);
            }
        } else if (!all.empty()) {
            in_.begin(all, {all[0].where.begin, all[0].where.begin});
            ops.read(in_, k, field);
            report_extra(k);
        }
        if (nodes_[line].has_block()) {
            const auto brace = tokens_[nodes_[line].open_token].where();
            in_.report(keyword_code.unexpected_block, brace, "a line of " + quote(k.name) + " has no block");
        }
    }
}

void binder::report_glued(const keyword& k, const word& value) {
    auto& d = in_.report(keyword_code.missing_value, {in_.keyword_where().begin, value.where.end},
                         "keepalived reads the lines of scripts by their blanks: " + quote(k.name) +
                             " and what is glued to it are one word, so the script is missing");
    if (const auto place = in_.editable({value.where.begin, value.where.begin}))
        d.remedy = text::fix{"insert a blank", text::applicability::certain, {{*place, " "}}};
}

bool binder::report_swallowed() {
    const auto& first = in_.peek();
    if (here_ == nullptr || here_->find(first.text) == nullptr) return false;
    const auto rest = text::span{first.where.begin, in_.peek(in_.left() - 1).where.end};
    auto& d = in_.report(keyword_code.swallowed_statement, rest,
                         quote(first.text) + " is read as further words of " +
                             quote(in_.keyword_where().of(in_.source_text())) + " and ignored");
    if (const auto place = in_.editable({first.where.begin, first.where.begin}))
        d.remedy = text::fix{"start a new line", text::applicability::maybe, {{*place, "\n"}}};
    swallowed_ = true;
    return true;
}

void binder::report_extra(const keyword& k) {
    if (in_.done() || report_swallowed() || k.flag) return;
    const auto first = in_.peek();
    const auto rest = text::span{first.where.begin, in_.peek(in_.left() - 1).where.end};
    if (first.text == ";") {
        in_.report(keyword_code.trailing_semicolon, rest, "keepalived ignores the ';'");
        return;
    }
    auto& d = in_.report(keyword_code.extra_words, rest,
                         "keepalived ignores what stands behind the value of " + quote(k.name));
    if (const auto place = in_.editable(rest))
        d.remedy = text::fix{"remove it", text::applicability::maybe, {{*place, ""}}};
}

void binder::report_repeated(const keyword& k, const value_ops& ops, const void* field, bool ignored) {
    auto& d = in_.report(
        ignored ? keyword_code.repeated_ignored : keyword_code.repeated_keyword, in_.keyword_where(),
        quote(k.name) + (ignored ? " is set already; this one is ignored" : " is set again; the last one wins"));
    const auto before = ops.where(field);
    if (before != nowhere) d.notes.push_back({"the first one", in_.view().origin(before)});
}

bool binder::is_astray(text::node_id id) const {
    const auto& parents = in_.view().damage().parents;
    return !parents.empty() && parents[id] != nodes_[id].parent;
}

text::node_id binder::first_in(text::node_id block) const {
    if (block == doc_.root() || nodes_[block].has_block()) {
        const auto child = block + 1;
        return child < nodes_.size() && nodes_[child].parent == block ? child : text::no_node;
    }
    return next_if_mended(block, block);
}

text::node_id binder::next_if_mended(text::node_id block, text::node_id id) const {
    const auto& damage = in_.view().damage();
    auto next = nodes_[id].next;
    if (block != doc_.root() && !nodes_[block].has_block())
        return next != text::no_node && damage.parents[next] == block ? next : text::no_node;
    // What was meant to stand in a block without its '{' is taken there.
    while (next != text::no_node && damage.is_unopened(damage.parents[next]) &&
           nodes_[damage.parents[next]].parent == nodes_[next].parent)
        next = nodes_[next].next;
    return next;
}

const keyword_table* binder::known_if_mended(text::node_id id) const {
    const auto parent = in_.view().damage().parents[id];
    if (parent == doc_.root()) return &schema::root;
    const auto* around = known_if_mended(parent);
    const auto* row = around == nullptr ? nullptr : around->find(doc_.word_text(parent, 0));
    return row == nullptr ? nullptr : row->children;
}

void binder::report_unknown(text::node_id id, const keyword_table& known) {
    if (is_astray(id)) {
        // A brace is missing or too many, which is reported; the keyword may be good where it was meant to stand.
        const auto* meant = known_if_mended(id);
        if (meant == nullptr || meant->find(words_[0].text) != nullptr) return;
    }
    report_unknown_keyword(in_, doc_, id, words_[0], known, context_);
}

config bind(const expansion& view, const target& aim, text::diagnostic_list& out) {
    config result;
    binder{view, aim, out}.bind_children(view.document().root(), &result, schema::root);
    return result;
}

}  // namespace hakit::keepalived
