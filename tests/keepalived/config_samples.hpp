/// Configurations to try properties on: random ones made of the keyword tables, and the recorded cases.
#pragma once

#include <hakit/keepalived/bind.hpp>
#include <hakit/keepalived/schema.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace config_samples {

namespace ka = hakit::keepalived;
namespace text = hakit::text;

/// Knows every keyword.
inline constexpr ka::target newest{ka::v2_4_4, 0xffff'ffffu};

struct bound {
    ka::config config;
    std::size_t errors = 0;
    std::string first_error;
};

inline bound read(std::string content, const ka::target& aim = newest) {
    text::workspace files;
    const auto id = files.add({"a.conf", std::move(content)});
    text::diagnostic_list out;
    bound result{ka::bind(ka::expand(files, id, {.for_target = aim, .config_id = "a"}), aim, out), 0, {}};
    for (const auto& d : out.items()) {
        if (d.level != text::severity::error) continue;
        if (result.errors++ == 0) result.first_error = d.message;
    }
    return result;
}

/// Text with statements of every kind; most of them keepalived would take.
class random_conf {
public:
    explicit random_conf(unsigned seed) : random_{seed} {}

    std::string make() {
        text_.clear();
        block(ka::keywords(), 0);
        return text_;
    }

private:
    std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>{0, n - 1}(random_); }
    bool chance(unsigned percent) { return below(100) < percent; }
    template <std::size_t N>
    std::string one_of(const char* const (&words)[N]) {
        return words[below(N)];
    }

    std::string number(const ka::keyword& k) {
        const auto most = std::min(k.max, 1e6);
        const auto value = k.min + static_cast<double>(below(1000)) / 1000 * (most - k.min);
        if (k.decimals == 0 || chance(50)) return std::to_string(static_cast<long long>(std::max(value, k.min + 1)));
        return std::to_string(value).substr(0, std::to_string(value).find('.') + 3);
    }

    std::string words(const ka::keyword& k) {
        if (k.flag || (k.optional && chance(30))) return "";
        if (k.max > k.min && chance(80)) return number(k);
        const auto described = ka::describe_values(k);
        if (described.find('|') != described.npos && described.find(' ') == described.npos && chance(80)) {
            std::vector<std::string> choices{""};
            for (const char c : described)
                if (c == '|')
                    choices.emplace_back();
                else if (c != '[' && c != ']')
                    choices.back() += c;
            return choices[below(choices.size())];
        }
        return one_of({"1",
                       "20",
                       "2.5",
                       "yes",
                       "no",
                       "eth0",
                       "web",
                       "\"two words\"",
                       "192.0.2.1",
                       "192.0.2.7 80",
                       "2001:db8::1",
                       "192.0.2.0/24",
                       "192.0.2.1-9 80",
                       "2001:db8::/64",
                       "10.0.0.1/24 dev eth1",
                       "\"/bin/x 'a b' c\" nobody nogroup",
                       "/bin/true",
                       "nobody",
                       "NAT",
                       "DR",
                       "TUN type gue port 6080 csum",
                       "TUN",
                       "255.255.255.0",
                       "200 301-399",
                       "caseless dotall",
                       "0123456789abcdef0123456789ABCDEF",
                       "'a\\x24b \\\"c\\\\'",
                       "0a1f 22",
                       "1X xX",
                       "fwmark 3",
                       "fwmark 4 inet6",
                       "group web",
                       "-3 reverse",
                       "10 weight 5",
                       "eth0 weight -10",
                       "4096 8192",
                       "10.1.0.0/16 via 10.0.0.9 dev eth0 metric 5",
                       "from 10.0.0.0/8 table 100",
                       "default via 10.0.0.1",
                       "1.5 3",
                       "\"#!{}\"",
                       "a;b",
                       "src 10.0.0.1"});
    }

    std::string name(const ka::keyword& k) {
        if (k.name == "virtual_server" || k.name == "real_server")
            return one_of({"192.0.2.1 80", "192.0.2.1 443", "2001:db8::1 80", "192.0.2.2", "fwmark 3", "group web"});
        return one_of({"a", "b", "web", "\"with blank\"", "VI_1"});
    }

    void line(const std::string& words, std::size_t depth) {
        text_.append(depth * 2, ' ');
        text_ += words + '\n';
    }

    void block(const ka::keyword_table& table, std::size_t depth) {
        for (const auto& k : table) {
            const int times = !chance(35) ? 0 : k.repeatable ? 1 + static_cast<int>(below(3)) : 1;
            for (int i = 0; i < times; ++i) statement(k, depth);
        }
    }

    void statement(const ka::keyword& k, std::size_t depth) {
        std::string opening{k.name};
        const auto argument = k.form == ka::shape::value ? words(k) : k.header != nullptr ? name(k) : "";
        if (!argument.empty()) opening += ' ' + argument;
        if (k.form == ka::shape::value) return line(opening, depth);
        line(opening + " {", depth);
        if (k.form == ka::shape::block)
            block(*k.children, depth + 1);
        else
            for (auto n = below(4); n-- > 0;) line(words(k), depth + 1);
        line("}", depth);
    }

    std::mt19937 random_;
    std::string text_;
};

/// The recorded cases: names and contents.
inline std::vector<std::pair<std::string, std::string>> recorded() {
    std::vector<std::pair<std::string, std::string>> all;
    for (const auto& entry : std::filesystem::directory_iterator{HAKIT_TEST_DATA "/keepalived/cases"}) {
        if (entry.path().extension() != ".conf") continue;
        std::ifstream in{entry.path(), std::ios::binary};
        all.emplace_back(entry.path().filename().string(), std::string{std::istreambuf_iterator<char>{in}, {}});
    }
    std::ranges::sort(all);
    return all;
}

}  // namespace config_samples
