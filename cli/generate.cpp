#include "generate.hpp"

#include <hakit/formats/registry.hpp>
#include <hakit/version.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <sstream>

namespace hakit::cli {
namespace {

/// Text for troff: backslashes and hyphens escaped, no line that begins with a request.
std::string troff(const std::string& text) {
    std::string out;
    bool line_start = true;
    for (const char c : text) {
        if (line_start && (c == '.' || c == '\'')) out += "\\&";
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else
            out += c;
        line_start = c == '\n';
    }
    return out;
}

std::vector<const CLI::Option*> options_of(const CLI::App& app) {
    std::vector<const CLI::Option*> out;
    for (const auto* option : app.get_options())
        if (!option->get_group().empty()) out.push_back(option);
    return out;
}

void write_options(std::ostream& out, const CLI::App& app) {
    for (const auto* option : options_of(app)) {
        if (option->get_positional()) continue;
        out << ".TP\n.B " << troff(option->get_name(false, true));
        if (option->get_expected_max() > 0 && option->get_type_size_max() > 0)
            out << " \\fI" << troff(option->get_type_name()) << "\\fR";
        out << '\n' << troff(option->get_description());
        if (!option->get_default_str().empty()) out << " Default: " << troff(option->get_default_str()) << '.';
        out << '\n';
    }
}

/// A command as it is called: "ipvs add-server".
struct named_command {
    std::string name;
    const CLI::App* command;
    bool group;  ///< has commands of its own
};

/// All commands, each group before its own.
void collect(const CLI::App& app, const std::string& prefix, std::vector<named_command>& out) {
    for (const auto* command : app.get_subcommands({})) {
        const auto name = prefix + command->get_name();
        out.push_back({name, command, !command->get_subcommands({}).empty()});
        collect(*command, name + ' ', out);
    }
}

std::vector<named_command> all_commands(const CLI::App& app) {
    std::vector<named_command> out;
    collect(app, "", out);
    return out;
}

std::string synopsis(const named_command& it) {
    std::string out = it.name + (it.group ? " COMMAND" : " [OPTION]...");
    for (const auto* option : options_of(*it.command)) {
        if (!option->get_positional()) continue;
        const bool many = option->get_expected_max() > 1;
        out += option->get_required() ? ' ' + option->get_name() : " [" + option->get_name() + ']';
        if (many) out += "...";
    }
    return out;
}

/// The words that an option takes, out of "TEXT:{json,text}"; empty when it takes any.
std::string choices_of(const CLI::Option& option) {
    const auto type = option.get_type_name();
    const auto open = type.find(":{");
    if (open == type.npos || !type.ends_with('}')) return {};
    auto words = type.substr(open + 2, type.size() - open - 3);
    std::replace(words.begin(), words.end(), ',', ' ');
    return words;
}

/// All releases that a format can be read for.
std::string targets() {
    std::string words;
    for (const auto* one : formats::all())
        for (const auto target : one->targets()) words += (words.empty() ? "" : " ") + std::string{target};
    return words;
}

}  // namespace

std::string manual_page(const CLI::App& app) {
    std::ostringstream out;
    out << ".TH HAKIT 1 \"\" \"hakit " << version() << "\" \"User Commands\"\n.SH NAME\nhakit \\- "
        << troff(app.get_description()) << "\n.SH SYNOPSIS\n";
    const auto commands = all_commands(app);
    for (const auto& it : commands)
        if (!it.group) out << ".B hakit\n" << troff(synopsis(it)) << "\n.br\n";
    out << ".SH OPTIONS\n";
    write_options(out, app);
    out << ".SH COMMANDS\n";
    for (const auto& it : commands) {
        out << ".SS " << troff(synopsis(it)) << '\n' << troff(it.command->get_description()) << ".\n";
        write_options(out, *it.command);
        const auto footer = it.command->get_footer();
        if (!footer.empty()) out << ".PP\n.nf\n" << troff(footer) << "\n.fi\n";
    }
    out << ".SH EXIT STATUS\n.nf\n" << troff(app.get_footer()) << "\n.fi\n";
    return out.str();
}

std::string bash_completion(const CLI::App& app) {
    std::ostringstream names;
    std::ostringstream choices;
    std::ostringstream groups;
    std::string top;
    for (const auto& it : all_commands(app)) {
        if (it.name.find(' ') == it.name.npos) top += it.name + ' ';
        names << "        '" << it.name << "') options=\"";
        if (it.group) {
            groups << " | '" << it.name << '\'';
            for (const auto* command : it.command->get_subcommands({})) names << command->get_name() << ' ';
        }
        for (const auto* option : options_of(*it.command)) {
            const auto words = choices_of(*option);
            for (const auto& name : option->get_lnames()) {
                names << "--" << name << ' ';
                if (!words.empty())
                    choices << "        '" << it.name << ":--" << name << "') options=\"" << words
                            << "\"; word_only=1 ;;\n";
            }
        }
        names << "\" ;;\n";
    }
    std::ostringstream out;
    out << "# bash completion for hakit; made by 'hakit --generate bash'\n_hakit() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= options= word_only= "
           "i\n"
           "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
           "        [[ ${COMP_WORDS[i]} == -* ]] && continue\n"
           "        command+=${command:+ }${COMP_WORDS[i]}\n"
           "        case $command in ''"
        << groups.str()
        << ") ;; *) break ;; esac\n    done\n"
           "    case $command in\n"
        << names.str() << "        *) options=\"" << top
        << "--help --version\" ;;\n    esac\n    case $command:$previous in\n"
        << choices.str() << "        *:--target) options=\"" << targets()
        << "\"; word_only=1 ;;\n    esac\n"
           "    case $command in ''"
        << groups.str()
        << ") word_only=1 ;; esac\n"
           "    if [[ -n $word_only || $word == -* ]]; then\n"
           "        COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
           "    else\n        COMPREPLY=($(compgen -f -- \"$word\"))\n    fi\n}\n"
           "complete -o filenames -F _hakit hakit\n";
    return out.str();
}

}  // namespace hakit::cli
