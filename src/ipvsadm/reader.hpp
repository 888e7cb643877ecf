/// Reads the words of one command as ipvsadm 1.31 does: options in their order, then what goes with what. Internal.
#pragma once

#include <hakit/ipvsadm/command.hpp>
#include <hakit/ipvsadm/names.hpp>
#include <hakit/text/diagnostic.hpp>

#include "ipvsadm/options.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::ipvsadm {

/// A word as ipvsadm gets it, and where it is written. The text is that of the file, or kept by whoever made the word.
struct word {
    std::string_view text;
    text::span where;
    bool known = true;     ///< false: only a shell can tell its text
    bool verbatim = true;  ///< it is written as it is meant, without quotes
};

class reader {
public:
    /// `table`: what is there, for better suggestions; may be null.
    reader(const std::vector<word>& words, const name_lookup& names, const ipvs::state* table,
           text::diagnostic_list& out)
        : words_{words}, names_{names}, table_{table}, out_{out} {}

    /// The words after the program's name.
    [[nodiscard]] command read();

private:
    struct found {
        const option* what = nullptr;
        std::string_view value;  ///< of the word
        bool has_value = false;
        std::size_t option_word = 0;
        std::size_t value_word = 0;
        std::size_t value_begin = 0;  ///< offset in the word, for values glued to their option
    };
    enum class step { option, end, failed };

    step next(found& f);
    step next_long(found& f, std::string_view text);
    bool begin_command(const found& f);
    bool take(const found& f);
    bool take_service(const found& f);
    bool take_server(const found& f);
    bool take_netmask(const found& f);
    bool take_daemon_value(const found& f);
    bool take_group(const found& f);
    bool take_tunnel(const found& f);
    bool take_timeouts();
    /// The daemon of the command; one whose role a shell must tell is a master meanwhile.
    ipvs::sync_daemon& daemon() { return c_.daemon ? *c_.daemon : c_.daemon.emplace(); }
    bool check_options();
    bool check_tunnel();
    bool check_scheduler();
    bool check_service();
    bool check_server();
    void report_persistence();
    void report_mask();

    /// ipvsadm ends with `status` and says `said`; the diagnostic explains. Gives false.
    bool refuse(const text::code_info& why, text::span where, std::string message, std::string said, int status = 2,
                bool ends_file = true);
    bool refuse_address(const text::code_info& why, const found& f, const std::string& reason, const std::string& meant,
                        std::string_view kind);
    bool number(const found& f, std::int64_t least, std::int64_t most, std::int64_t& value, const text::code_info& why,
                std::string_view said);
    text::diagnostic& report(const text::code_info& what, text::span where, std::string message);
    [[nodiscard]] text::span where(const found& f) const;
    /// Where the option of a subject stands; all of the command without it.
    [[nodiscard]] text::span where(subject s) const;
    void mend(text::diagnostic& d, std::string title, text::span at, std::string replacement,
              text::applicability confidence) const;
    /// The command with the word of `f` replaced.
    [[nodiscard]] std::string command_with(const found& f, std::string_view value) const;

    const std::vector<word>& words_;
    const name_lookup& names_;
    const ipvs::state* table_;
    text::diagnostic_list& out_;
    command c_;
    std::size_t at_ = 0;       // the next word
    std::string_view bundle_;  // the rest of "-abc"
    std::vector<std::size_t> loose_;
    std::array<text::span, static_cast<std::size_t>(subject::none)> places_;  // of the subjects that were given
    std::string_view flags_;
    text::span mask_at_;
    bool mask_is_v6_ = false;
    bool server_has_port_ = false;
    bool server_first_ = false;
    bool unknown_service_ = false;
    bool unknown_server_ = false;
};

}  // namespace hakit::ipvsadm
