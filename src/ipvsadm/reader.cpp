#include "ipvsadm/reader.hpp"

#include "ipvsadm/codes/codes.hpp"
#include "ipvsadm/values.hpp"

#include <algorithm>
#include <array>

namespace hakit::ipvsadm {
namespace {

constexpr std::int64_t longest_timeout = std::int64_t{86400} * 31;

/// Where each letter is in the table; its size for none.
constexpr auto letters = [] {
    std::array<std::uint8_t, 128> places{};
    places.fill(option_table.size());
    for (std::size_t i = option_table.size(); i-- > 0;)
        if (option_table[i].letter != 0)
            places[static_cast<std::size_t>(option_table[i].letter)] = static_cast<std::uint8_t>(i);
    return places;
}();

const option* find_letter(char letter) {
    const auto n = static_cast<unsigned char>(letter);
    return n >= letters.size() || letters[n] == option_table.size() ? nullptr : &option_table[letters[n]];
}

const option* find_name(std::string_view name) {
    const auto* at =
        std::find_if(option_table.begin(), option_table.end(), [&](const option& o) { return o.name == name; });
    return at == option_table.end() ? nullptr : at;
}

std::string spelled(const option& o) { return o.letter != 0 ? std::string{'-', o.letter} : "--" + std::string{o.name}; }

std::string try_help() { return "Try `ipvsadm -h' or 'ipvsadm --help' for more information."; }

}  // namespace

text::diagnostic& reader::report(const text::code_info& what, text::span where, std::string message) {
    return out_.add(what, {0, where}, std::move(message));
}

bool reader::refuse(const text::code_info& why, text::span where, std::string message, std::string said, int status,
                    bool ends_file) {
    report(why, where, std::move(message));
    c_.refused = refusal{status, std::move(said), ends_file};
    return false;
}

text::span reader::where(const found& f) const {
    if (!f.has_value) return words_[f.option_word].where;
    auto at = words_[f.value_word].where;
    if (words_[f.value_word].verbatim) at.begin += static_cast<std::uint32_t>(f.value_begin);
    return at;
}

text::span reader::where(subject s) const { return c_.has(s) ? places_[static_cast<std::size_t>(s)] : c_.where; }

void reader::mend(text::diagnostic& d, std::string title, text::span at, std::string replacement,
                  text::applicability confidence) const {
    d.remedy = text::fix{std::move(title), confidence, {{at, std::move(replacement)}}};
}

std::string reader::command_with(const found& f, std::string_view value) const {
    std::string out = "ipvsadm";
    for (std::size_t i = 0; i < words_.size(); ++i) {
        out += ' ';
        if (i != f.value_word) {
            out += words_[i].text;
        } else {
            out.append(words_[i].text.substr(0, f.value_begin)).append(value);
        }
    }
    return out;
}

reader::step reader::next_long(found& f, std::string_view text) {
    const auto equals = std::min(text.find('='), text.size());
    f.what = find_name(text.substr(2, equals - 2));
    if (f.what == nullptr) return step::option;
    if (equals != text.size()) {
        if (f.what->takes == argument::none) {
            refuse(code.unwanted_argument, words_[f.option_word].where,
                   "--" + std::string{f.what->name} + " takes no value",
                   std::string{text} + ": option does not take an argument", 255, false);
            return step::failed;
        }
        f.has_value = true;
        f.value = text.substr(equals + 1);
        f.value_word = f.option_word;
        f.value_begin = equals + 1;
    }
    return step::option;
}

/// As popt does it: `-abc`, `-wVALUE`, `-w=VALUE`, `-w VALUE`, `--name=VALUE`, `--name VALUE`, `--`.
reader::step reader::next(found& f) {
    f = {};
    if (bundle_.empty()) {
        while (at_ < words_.size()) {
            const auto& text = words_[at_].text;
            if (!words_[at_].known && (text.empty() || text.front() != '-')) {
                c_.complete = false;
                loose_.push_back(at_++);
            } else if (text.size() < 2 || text.front() != '-') {
                loose_.push_back(at_++);
            } else if (text == "--") {
                for (++at_; at_ < words_.size(); ++at_) loose_.push_back(at_);
            } else {
                break;
            }
        }
        if (at_ == words_.size()) return step::end;
        f.option_word = at_++;
        const auto& text = words_[f.option_word].text;
        if (text[1] == '-') {
            if (next_long(f, text) == step::failed) return step::failed;
        } else {
            bundle_ = text.substr(1);
        }
    }
    if (!bundle_.empty()) {
        f.option_word = at_ - 1;
        f.what = find_letter(bundle_.front());
        bundle_.remove_prefix(1);
        if (f.what != nullptr && f.what->takes != argument::none && !bundle_.empty()) {
            if (bundle_.front() == '=') bundle_.remove_prefix(1);
            f.has_value = true;
            f.value = bundle_;
            f.value_word = f.option_word;
            f.value_begin = words_[f.option_word].text.size() - bundle_.size();
            bundle_ = {};
        }
    }
    const auto name = words_[f.option_word].text;
    if (f.what == nullptr) {
        const bool first = c_.what == verb::none;
        std::vector<std::string_view> known;
        for (const auto& o : option_table) known.push_back(o.name);
        std::string message = quoted(name) + " is no option of ipvsadm";
        if (name.starts_with("--"))
            if (const auto near = text::nearest(name.substr(2), known); !near.empty())
                message += "; did you mean --" + std::string{near} + "?";
        refuse(code.unknown_option, words_[f.option_word].where, message,
               first ? try_help() : std::string{name} + ": unknown option", 255, first);
        return step::failed;
    }
    if (f.what->takes == argument::none || f.has_value) return step::option;
    const bool more = at_ < words_.size();
    if (more && (f.what->takes == argument::required || words_[at_].text.empty() || words_[at_].text.front() != '-')) {
        f.has_value = true;
        f.value_word = at_++;
        f.value = words_[f.value_word].text;
        return step::option;
    }
    if (f.what->takes == argument::optional) return step::option;
    const bool first = c_.what == verb::none;
    refuse(code.no_argument, words_[f.option_word].where, spelled(*f.what) + " needs a value",
           first ? try_help() : std::string{name} + ": missing argument", 255, first);
    return step::failed;
}

bool reader::number(const found& f, std::int64_t least, std::int64_t most, std::int64_t& value,
                    const text::code_info& why, std::string_view said) {
    if (const auto n = read_number(f.value, least, most)) {
        value = *n;
        return true;
    }
    if (!words_[f.value_word].known) return true;
    return refuse(why, where(f),
                  quoted(f.value) + " is no number from " + std::to_string(least) + " to " + std::to_string(most),
                  std::string{said});
}

bool reader::begin_command(const found& f) {
    c_.what = f.what->command;
    if (c_.what == verb::none)
        return refuse(code.no_command, where(f), spelled(*f.what) + " cannot come before the command", try_help(), 255);
    if (c_.what != verb::start_daemon && c_.what != verb::stop_daemon) return true;
    if (f.value == "master" || f.value == "backup") {
        daemon().role = f.value == "master" ? ipvs::sync_role::master : ipvs::sync_role::backup;
        return true;
    }
    if (!words_[f.value_word].known) return true;
    return refuse(
        code.daemon_value, where(f), quoted(f.value) + " is neither master nor backup",
        c_.what == verb::start_daemon ? "illegal start-daemon parameter specified" : "illegal start_daemon specified");
}

bool reader::take(const found& f) {
    const auto& o = *f.what;
    if (o.command != verb::none)
        return refuse(code.second_command, where(f), spelled(o) + " is a command; the line has one already",
                      "invalid option `" + std::string{words_[f.option_word].text} + "'");
    if (f.has_value && !words_[f.value_word].known) {
        c_.complete = false;
        report(code.unknown_value, where(f), "only the shell knows this value");
    }
    if (o.about != subject::none) {
        if (c_.has(o.about))
            return refuse(code.repeated_option, where(f),
                          o.about == subject::service      ? "a command has one virtual service"
                          : o.about == subject::forwarding ? "a real server has one way of forwarding"
                                                           : spelled(o) + " stands twice",
                          "multiple '" + std::string{name_of(o.about)} + "' options specified");
        // -r looks at what stood before it, so the bit is set after the value was read.
    }
    const auto done = [&] {
        switch (o.about) {
            case subject::service: return take_service(f);
            case subject::server: return take_server(f);
            case subject::netmask: return take_netmask(f);
            case subject::interface:
            case subject::sync_id:
            case subject::group:
            case subject::port:
            case subject::ttl:
            case subject::max_length: return take_daemon_value(f);
            case subject::tunnel_type:
            case subject::tunnel_port:
            case subject::tunnel_no_checksum:
            case subject::tunnel_checksum:
            case subject::tunnel_remote_checksum: return take_tunnel(f);
            default: break;
        }
        std::int64_t n = 0;
        switch (o.id) {
            case 's': c_.service.scheduler = std::string{f.value.substr(0, 16)}; return true;
            case 'p':
                if (!f.has_value) {
                    n = 360;
                } else if (!number(f, 1, longest_timeout, n, code.timeout,
                                   "invalid timeout value `" + std::string{f.value} + "' specified")) {
                    return false;
                }
                c_.service.persistence_timeout = static_cast<std::uint32_t>(n == 0 ? 1 : n);
                return true;
            case 'o': c_.service.one_packet = true; return true;
            case '2': c_.service.persistence_engine = std::string{f.value.substr(0, 16)}; return true;
            case 'b': flags_ = f.value; return true;
            case 'm': c_.destination.forwarding = ipvs::forwarding::masquerade; return true;
            case 'i': c_.destination.forwarding = ipvs::forwarding::tunnel; return true;
            case 'g': c_.destination.forwarding = ipvs::forwarding::direct; return true;
            case 'w':
                if (!number(f, 0, ipvs::max_weight, n, code.weight, "illegal weight specified")) return false;
                c_.destination.weight = static_cast<std::int32_t>(n);
                return true;
            case 'x':
                if (!number(f, 0, ipvs::max_weight, n, code.threshold, "illegal u_threshold specified")) return false;
                c_.destination.upper_threshold = static_cast<std::uint32_t>(n);
                return true;
            case 'y':
                if (!number(f, 0, ipvs::max_weight, n, code.threshold, "illegal l_threshold specified")) return false;
                c_.destination.lower_threshold = static_cast<std::uint32_t>(n);
                return true;
            case '6': {
                const auto* mark = c_.service.key.fwmark();
                if (mark == nullptr)
                    return refuse(code.early_ipv6, where(f), "-6 stands behind -f MARK only", "-6 used before -f\n");
                c_.service.key = ipvs::fwmark_key{mark->mark, ip_family::v6};
                return true;
            }
            default: return true;
        }
    }();
    if (o.about != subject::none) {
        c_.given |= bit(o.about);
        places_[static_cast<std::size_t>(o.about)] = where(f);
    }
    return done;
}

bool reader::take_timeouts() {
    std::uint32_t* const fields[] = {&c_.timeouts.tcp, &c_.timeouts.tcp_fin, &c_.timeouts.udp};
    if (loose_.size() < 3)
        return refuse(code.missing_option, c_.where, "--set takes three numbers: seconds for TCP, TCP after a FIN, UDP",
                      "--set option requires 3 timeout values");
    for (std::size_t i = 0; i < 3; ++i) {
        const auto& w = words_[loose_[i]];
        const auto n = read_number(w.text, 0, longest_timeout);
        if (!n && w.known)
            return refuse(code.timeout, w.where, quoted(w.text) + " is no number from 0 to 2678400",
                          "invalid timeout value `" + std::string{w.text} + "' specified");
        *fields[i] = static_cast<std::uint32_t>(n.value_or(0));
    }
    loose_.erase(loose_.begin(), loose_.begin() + 3);
    return true;
}

command reader::read() {
    c_.where = words_.empty() ? text::span{} : text::span{words_.front().where.begin, words_.back().where.end};
    found f;
    switch (next(f)) {
        case step::failed: return std::move(c_);
        case step::end:
            if (!words_.empty() && !words_.front().known) {
                c_.complete = false;
            } else {
                refuse(code.no_command, c_.where, "there is no command such as -A, -a or -L", try_help(), 255);
            }
            return std::move(c_);
        case step::option: break;
    }
    if (!begin_command(f)) return std::move(c_);
    if (c_.what == verb::help || c_.what == verb::version) return std::move(c_);
    for (step s = next(f); s != step::end; s = next(f)) {
        if (s == step::failed || !take(f)) return std::move(c_);
    }
    if (c_.what == verb::set_timeouts && !take_timeouts()) return std::move(c_);
    if (!loose_.empty() && words_[loose_.front()].known) {
        const auto& w = words_[loose_.front()];
        refuse(code.unexpected_word, w.where, quoted(w.text) + " belongs to no option",
               "unexpected argument " + std::string{w.text});
        return std::move(c_);
    }
    if (unknown_service_ || unknown_server_) c_.complete = false;
    if (check_options() && check_scheduler() && check_tunnel() && check_service()) (void)check_server();
    if (c_.what == verb::start_daemon && daemon().interface.empty()) daemon().interface = "eth0";
    return std::move(c_);
}

}  // namespace hakit::ipvsadm
