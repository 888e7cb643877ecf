// The statements of `crm configure` in Spirit X3 over the words of a logical line. Nothing has an attribute: leaves and
// inner parts are reported to the state as they are met, and taken back where an alternative fails. `must` reports what
// is missing, once a statement, and from there on nothing matches, so that the rest of the words is left over.
#include "crm/statement_grammar.hpp"

#include <hakit/crm/schema.hpp>

#include "crm/codes/codes.hpp"
#include "crm/recover.hpp"
#include "crm/words.hpp"
#include "text/primitive.hpp"

#include <boost/spirit/home/x3/core.hpp>
#include <boost/spirit/home/x3/directive/with.hpp>
#include <boost/spirit/home/x3/nonterminal/rule.hpp>
#include <boost/spirit/home/x3/operator.hpp>

#include <algorithm>
#include <functional>

namespace hakit::crm {
namespace {

namespace x3 = boost::spirit::x3;
using iterator = const word*;
using k = part_kind;

/// A string as a template argument.
template <std::size_t N>
struct literal {
    char text[N]{};
    constexpr literal(const char (&s)[N]) { std::copy_n(s, N, text); }  // NOLINT(google-explicit-constructor)
    [[nodiscard]] constexpr std::string_view view() const noexcept { return {text, N - 1}; }
};

struct state {
    syntax& tree;
    iterator base;  ///< word 0 of the tree
    text::diagnostic_list* out;
    bool failed = false;
    text::span end;  ///< where the statement ends
    int depth = 0;   ///< of inner parts
    static constexpr int max_depth = 32;

    [[nodiscard]] std::uint32_t index(iterator w) const noexcept { return static_cast<std::uint32_t>(w - base); }
    [[nodiscard]] std::uint32_t next() const noexcept { return static_cast<std::uint32_t>(tree.parts.size()); }
    void drop_from(std::uint32_t part) { tree.parts.erase(tree.parts.begin() + part, tree.parts.end()); }
    void leaf(k kind, iterator w) { tree.parts.push_back({kind, index(w), next() + 1, index(w) + 1}); }
};
struct state_tag;

template <class Context>
state& state_of(const Context& context) {
    return x3::get<state_tag>(context).get();
}

/// One word that passes the test.
template <k Kind, bool (*Test)(const word&)>
struct leaf : text::primitive<leaf<Kind, Test>, state_tag> {
    static bool recognise(iterator& at, iterator, state& s) {
        if (s.failed || !Test(*at)) return false;
        s.leaf(Kind, at++);
        return true;
    }
};

template <literal Word>
bool is_word(const word& w) {
    return same_word(w.text, Word.view());
}

/// A certain word, in any case.
template <literal Word, k Kind = k::keyword>
struct keyword : text::primitive<keyword<Word, Kind>, state_tag> {
    static bool recognise(iterator& at, iterator, state& s) {
        if (s.failed || !is_word<Word>(*at)) return false;
        s.leaf(Kind, at++);
        return true;
    }
};

/// What must come here: reports that it does not, once.
template <literal What>
struct missing : x3::parser<missing<What>> {
    using attribute_type = x3::unused_type;
    static constexpr bool has_attribute = false;

    template <class Iterator, class Context, class RContext, class Attribute>
    bool parse(Iterator& at, const Iterator& last, const Context& context, RContext&, Attribute&) const {
        auto& s = state_of(context);
        if (!s.failed && s.out != nullptr) {
            std::string message{"expected "};
            message += What.view();
            if (at != last)
                message += ", not '" + std::string{at->text} + "'";
            else
                message += " at the end of the statement";
            s.out->add(code.expected, {0, at != last ? at->where : s.end}, std::move(message));
        }
        s.failed = true;
        return true;
    }
};

/// An inner part around what `subject` matches; it must take a word. Where the first word does not pass the test,
/// nothing is tried.
template <k Kind, bool (*Starts)(const word&), class Subject>
struct inner_part : x3::unary_parser<Subject, inner_part<Kind, Starts, Subject>> {
    using base = x3::unary_parser<Subject, inner_part<Kind, Starts, Subject>>;
    using base::base;
    using attribute_type = x3::unused_type;
    static constexpr bool has_attribute = false;

    template <class Iterator, class Context, class RContext, class Attribute>
    bool parse(Iterator& first, const Iterator& last, const Context& context, RContext& rcontext,
               Attribute& attribute) const {
        auto& s = state_of(context);
        const auto self = s.next();
        auto at = first;
        if (at == last || s.failed || !Starts(*at) || s.depth == state::max_depth) return false;
        s.tree.parts.push_back({Kind, s.index(first), 0, 0});
        ++s.depth;
        const bool matched = this->subject.parse(at, last, context, rcontext, attribute);
        --s.depth;
        if (!matched || at == first) {
            s.drop_from(self);
            return false;
        }
        s.tree.parts[self].end = s.next();
        s.tree.parts[self].end_word = s.index(at);
        first = at;
        return true;
    }
};

template <k Kind, bool (*Starts)(const word&)>
struct inner_directive {
    template <class Subject>
    constexpr auto operator[](const Subject& subject) const {
        return inner_part<Kind, Starts, typename x3::extension::as_parser<Subject>::value_type>{x3::as_parser(subject)};
    }
};
template <k Kind, bool (*Starts)(const word&) = words::any>
constexpr inner_directive<Kind, Starts> inner{};

/// Sequences take back their parts where they fail half-way.
template <class Subject>
struct attempt_parser : x3::unary_parser<Subject, attempt_parser<Subject>> {
    using base = x3::unary_parser<Subject, attempt_parser<Subject>>;
    using base::base;
    using attribute_type = x3::unused_type;
    static constexpr bool has_attribute = false;

    template <class Iterator, class Context, class RContext, class Attribute>
    bool parse(Iterator& first, const Iterator& last, const Context& context, RContext& rcontext,
               Attribute& attribute) const {
        auto& s = state_of(context);
        const auto self = s.next();
        auto at = first;
        if (!this->subject.parse(at, last, context, rcontext, attribute)) {
            s.drop_from(self);
            return false;
        }
        first = at;
        return true;
    }
};
constexpr struct {
    template <class Subject>
    constexpr auto operator[](const Subject& subject) const {
        return attempt_parser<typename x3::extension::as_parser<Subject>::value_type>{x3::as_parser(subject)};
    }
} attempt{};

template <literal What, class Subject>
constexpr auto must(const Subject& subject) {
    return subject | missing<What>{};
}

// Words of many statements.
using namespace words;  // NOLINT(google-build-using-namespace)

const leaf<k::inner_id, is_set_id> set_id{};
const leaf<k::id_ref, is_set_ref> set_ref{};
const leaf<k::score, is_score> score{};
const leaf<k::pair, is_description> description{};
const leaf<k::pair, is_role_setting> role_setting{};
const auto object_id = must<"an id">(leaf<k::id, is_identifier>{});

// Rules.
const leaf<k::pair, is_date_part> date_part{};
const auto date =
    inner<k::date,
          is_word<"date">>[keyword<"date">{} >> -set_id >>
                           must<"lt, gt, in or spec">(
                               (leaf<k::comparison, is_before_or_after>{} >> must<"a date">(leaf<k::value, plain>{})) |
                               (leaf<k::comparison, is_in_range>{} >> must<"start=, end= or a duration">(+date_part)) |
                               (leaf<k::comparison, is_spec>{} >>
                                must<"a part of a date, such as hours=9-16">(+date_part)))];
const auto unary = inner<k::expression>[-set_id >> leaf<k::comparison, is_unary>{} >>
                                        must<"the name of an attribute">(leaf<k::name, is_identifier>{})];
const auto agent_or_operation =
    inner<k::agent_expression>[-set_id >> ((keyword<"resource">{} >> +leaf<k::pair, is_resource_part>{}) |
                                           (keyword<"operation">{} >> +leaf<k::pair, is_operation_part>{}))];
const auto binary = inner<k::expression>[-set_id >> leaf<k::name, is_identifier>{} >>
                                         must<"lt, gt, lte, gte, eq or ne">(leaf<k::comparison, is_comparison>{}) >>
                                         must<"a value">(leaf<k::value, any>{})];

struct rule_class;
const x3::rule<rule_class> nested_rule{"rule"};
const auto expression = date | nested_rule | unary | agent_or_operation | binary;
const auto expressions = must<"an expression">(expression) >>
                         *(leaf<k::bool_op, is_bool_op>{} >> must<"an expression">(expression));
const leaf<k::pair, is_dollar> dollar{};
const auto rule_body = set_ref | (-set_id >> *(role_setting | dollar) >> -score >> expressions);
const auto nested_rule_def =
    inner<k::rule, is_word<"(">>[keyword<"(", k::open>{} >> rule_body >> must<"')'">(keyword<")", k::close>{})];
BOOST_SPIRIT_DEFINE(nested_rule)
const auto rule = inner<k::rule, is_word<"rule">>[keyword<"rule">{} >> ((set_ref >> -role_setting) | rule_body)];

// Sets of attributes.
template <bool (*Stop)(const word&), bool (*Test)(const word&)>
bool unless(const word& w) {
    return Test(w) && !Stop(w);
}
template <bool (*Stop)(const word&)>
const auto pairs = *(leaf<k::pair_ref, unless<Stop, is_pair_ref>>{} | leaf<k::pair_id, unless<Stop, is_pair_id>>{} |
                     leaf<k::pair, unless<Stop, is_pair>>{} | leaf<k::name, unless<Stop, is_lone_name>>{});
template <bool (*Stop)(const word&)>
const auto set_body = set_ref | (-set_id >> -score >> *rule >> pairs<Stop> >> *(rule >> pairs<Stop>));
template <literal Name, bool (*Stop)(const word&) = is_section>
const auto section = inner<k::section, is_word<Name>>[keyword<Name>{} >> set_body<Stop>];
inline bool starts_set(const word& w) { return !is_section(w) || is_word<"rule">(w); }
const auto implied_section = inner<k::section, starts_set>[set_body<is_section>];

// Resources.
const auto op =
    inner<k::op, is_word<"op">>[keyword<"op">{} >>
                                must<"the name of an operation">(leaf<k::op_name, is_identifier>{}) >> -set_id >>
                                pairs<is_section> >> -implied_section >> *(section<"op_params"> | section<"op_meta">)];
const auto operations = inner<k::operations, is_word<"operations">>[keyword<"operations">{} >> -(set_id | set_ref)];
const auto agent = must<"an agent, such as ocf:heartbeat:IPaddr2">(leaf<k::agent, is_agent>{});
const auto agent_or_template = leaf<k::template_ref, is_pair_ref>{} | agent;
const auto primitive_rest = -description >> -implied_section >>
                            *(op | operations | section<"params"> | section<"meta"> | section<"utilization">);
const auto primitive = object_id >> agent_or_template >> primitive_rest;
const auto rsc_template = object_id >> agent >> primitive_rest;
const auto container_rest = -description >> -implied_section >> *(section<"params"> | section<"meta">);
const auto group = object_id >> must<"a resource">(+leaf<k::member, is_group_member>{}) >> container_rest;
const auto clone = object_id >> must<"a resource">(leaf<k::member, is_resource>{}) >> container_rest;

const auto container_pairs = *leaf<k::pair, unless<ends_container, is_setting>>{};
const auto mapping = inner<k::mapping>[(keyword<"port-mapping">{} | keyword<"storage-mapping">{}) >> container_pairs];
const auto bundle_part =
    inner<k::container, is_container>[leaf<k::keyword, is_container>{} >> container_pairs >> *mapping];
const auto bundle = object_id >> -description >>
                    *(bundle_part | section<"meta", ends_container> | section<"params", ends_container> |
                      inner<k::bundled>[keyword<"primitive">{} >> must<"a resource">(leaf<k::member, is_resource>{})]);

const auto node = -leaf<k::inner_id, is_leading_id>{} >> must<"the name of a node">(leaf<k::id, is_uname>{}) >>
                  -description >> -implied_section >> *(section<"attributes"> | section<"utilization">);

// Constraints.
const auto set_word = leaf<k::pair, is_set_setting>{} | leaf<k::inner_id, is_set_id>{} | leaf<k::id_ref, is_set_ref>{} |
                      leaf<k::member, is_set_member>{};
const auto set =
    inner<k::set, is_open>[leaf<k::open, is_open>{} >> *set_word >> must<"')' or ']'">(leaf<k::close, is_close>{})];
const auto sets = must<"a resource">(+(set | set_word));
const leaf<k::option, is_dollar> option{};
const leaf<k::option, is_setting> late_option{};
const auto constraint_head = object_id >> *option;
const auto location =
    constraint_head >>
    (leaf<k::pattern, is_pattern>{} | (keyword<"{", k::open>{} >> sets >> must<"'}'">(keyword<"}", k::close>{})) |
     must<"a resource">(leaf<k::member, is_location_member>{})) >>
    *late_option
    >> must<"SCORE: NODE or a rule">((score >> must<"a node">(leaf<k::node, is_identifier>{}) >> *late_option) | +rule);
const leaf<k::option, is_no_score> no_score{};
const auto colocation = object_id >> *leaf<k::option, unless<is_no_score, is_dollar>>{} >>
                        must<"SCORE:">(score | no_score) >> sets >> *late_option;
const auto order = constraint_head >> -score >> sets >> *late_option;
const auto rsc_ticket = constraint_head >> must<"TICKET:">(score) >> sets >> *late_option;

// The rest.
const auto monitor = must<"a resource">(leaf<k::member, is_resource>{}) >>
                     must<"an interval">(leaf<k::interval, plain>{});
const auto property = (set_ref | -leaf<k::inner_id, is_leading_id>{}) >> -score >> *rule >> pairs<is_section> >>
                      *(rule >> pairs<is_section>);
const leaf<k::devices, is_devices> devices{};
const auto fencing_topology = *(inner<k::target>[leaf<k::name, is_level_target>{} >>
                                                 *(inner<k::level>[-set_id >> -leaf<k::pair, is_index>{} >> devices])] |
                                inner<k::level>[devices]);
const auto tag = must<"the name of a tag">(leaf<k::id, is_tag_name>{}) >>
                 must<"an object">(+leaf<k::member, is_resource>{});
const auto permission = inner<k::permission>[leaf<k::right, is_right>{} >> -leaf<k::inner_id, is_leading_id>{} >>
                                             -description >> *leaf<k::specification, is_specification>{}];
const auto role = object_id >> -description >> *permission;
const auto user = object_id >> *(leaf<k::role_ref, is_role_ref>{} | permission);
const auto acl_target = object_id >> -description >> must<"a role">(+leaf<k::role_ref, is_identifier>{});
const auto select_names = keyword<"{", k::open>{} >> *leaf<k::name, is_identifier>{} >>
                          must<"'}'">(keyword<"}", k::close>{});
const auto select =
    inner<k::select>[keyword<"select">{} >>
                     *(leaf<k::value, is_select_kind>{} | attempt[keyword<"attributes", k::value>{} >> select_names])];
const auto alert_section = section<"attributes", ends_alert_section> | section<"meta", ends_alert_section>;
const auto recipient_body = -set_id >> must<"a recipient">(leaf<k::value, any>{}) >> -description >> *alert_section;
const auto recipient =
    inner<k::recipient>[keyword<"to">{} >>
                        ((keyword<"{", k::open>{} >> recipient_body >> must<"'}'">(keyword<"}", k::close>{})) |
                         recipient_body)];
const auto alert = object_id >> must<"a path">(leaf<k::path, any>{}) >> -description >>
                   *(alert_section | select | recipient);
const auto xml = must<"an element">(leaf<k::xml, any>{});

using parse_function = void (*)(iterator& at, iterator end, state& s);

template <const auto& Grammar>
void parse_with(iterator& at, iterator end, state& s) {
    x3::parse(at, end, x3::with<state_tag>(std::ref(s))[Grammar]);
}

/// The grammar behind the keyword of a statement.
parse_function grammar_of(statement_kind kind) {
    switch (kind) {
        case statement_kind::node: return parse_with<node>;
        case statement_kind::primitive: return parse_with<primitive>;
        case statement_kind::rsc_template: return parse_with<rsc_template>;
        case statement_kind::group: return parse_with<group>;
        case statement_kind::clone:
        case statement_kind::ms: return parse_with<clone>;
        case statement_kind::bundle: return parse_with<bundle>;
        case statement_kind::location: return parse_with<location>;
        case statement_kind::colocation: return parse_with<colocation>;
        case statement_kind::order: return parse_with<order>;
        case statement_kind::rsc_ticket: return parse_with<rsc_ticket>;
        case statement_kind::property:
        case statement_kind::rsc_defaults:
        case statement_kind::op_defaults: return parse_with<property>;
        case statement_kind::fencing_topology: return parse_with<fencing_topology>;
        case statement_kind::role: return parse_with<role>;
        case statement_kind::user: return parse_with<user>;
        case statement_kind::acl_target:
        case statement_kind::acl_group: return parse_with<acl_target>;
        case statement_kind::tag: return parse_with<tag>;
        case statement_kind::alert: return parse_with<alert>;
        case statement_kind::monitor: return parse_with<monitor>;
        case statement_kind::xml: return parse_with<xml>;
    }
    return nullptr;
}

}  // namespace

bool has_resource_sets(statement_kind kind) noexcept {
    return kind == statement_kind::location || kind == statement_kind::colocation || kind == statement_kind::order ||
           kind == statement_kind::rsc_ticket;
}

void statement_reader::read(const statement* known, std::uint32_t first, std::uint32_t end) {
    const auto self = static_cast<std::uint32_t>(tree_.parts.size());
    tree_.statements.push_back(self);
    tree_.parts.push_back({k::statement, first, 0, end});
    if (first != end) {
        tree_.parts.push_back({k::keyword, first, self + 2, first + 1});
        if (known == nullptr) {
            sweep(first + 1, end, true);  // recover.hpp reports it
        } else {
            const auto last = tree_.words[end - 1].where.end;
            state s{tree_, tree_.words.data(), out_, false, {last, last}};
            const auto* at = tree_.words.data() + first + 1;
            grammar_of(known->kind)(at, tree_.words.data() + end, s);
            sweep(s.index(at), end, s.failed);
        }
    }
    tree_.parts[self].end = static_cast<std::uint32_t>(tree_.parts.size());
}

void statement_reader::sweep(std::uint32_t first, std::uint32_t end, bool failed) {
    for (auto i = first; i < end; ++i)
        tree_.parts.push_back({k::unexpected, i, static_cast<std::uint32_t>(tree_.parts.size()) + 1, i + 1});
    if (failed || first == end || out_ == nullptr) return;
    const auto& w = tree_.words[first];
    const text::span rest{w.where.begin, tree_.words[end - 1].where.end};
    if (w.text.starts_with('#')) {
        report_comment(*out_, text_, tree_, first);
    } else if (is_section_word(w.text)) {
        report(code.wrong_section, w.where,
               "a " + std::string{tree_.text_of(tree_.statements.back() + 1)} + " has no " + std::string{w.text});
    } else {
        const auto count = end - first;
        report(
            code.unexpected_words, rest,
            "'" + std::string{w.text} + "'" + (count > 1 ? " and what follows it do" : " does") + " not belong here");
    }
}

text::diagnostic* statement_reader::report(const text::code_info& c, text::span where, std::string message) {
    return out_ == nullptr ? nullptr : &out_->add(c, {0, where}, std::move(message));
}

}  // namespace hakit::crm
