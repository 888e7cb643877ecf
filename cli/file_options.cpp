// The command lines of what is done with any configuration file: fix, fmt, show, get, set and so on.
#include "commands.hpp"
#include "common_options.hpp"
#include "convert.hpp"
#include "options.hpp"

#include <CLI/CLI.hpp>

namespace hakit::cli {
namespace {

/// A command that changes one file by path.
CLI::App* add_edit(CLI::App& app, const std::string& name, const std::string& what, edit_options& options,
                   const std::string& path) {
    auto* command = app.add_subcommand(name, what);
    command->add_option("FILE", options.file, "configuration file")->required();
    command->add_option("PATH", options.path, path)->required();
    add_input(command, options.input);
    command->add_flag("--force", options.force, "change the file even when it gets worse");
    command->add_flag("--dry-run", options.dry_run, "print a unified diff and change nothing");
    return command;
}

}  // namespace

void add_fix(CLI::App& app, outcome& end) {
    static fix_options fixing;
    auto* fix_command = app.add_subcommand("fix", "Apply the fixes that are certain");
    fix_command->add_option("FILE", fixing.files, "configuration files")->required();
    add_input(fix_command, fixing.input);
    fix_command->add_flag("--dry-run", fixing.dry_run, "print a unified diff and change nothing");
    fix_command->footer("Examples:\n  hakit fix --dry-run keepalived.conf\n  hakit fix /etc/corosync/corosync.conf");
    fix_command->callback([&end] { end.code = fix(fixing); });
}

void add_format(CLI::App& app, outcome& end) {
    static format_options formatting;
    auto* format_command = app.add_subcommand("fmt", "Lay the text out canonically; comments stay");
    format_command->add_option("FILE", formatting.files, "configuration files")->required();
    add_input(format_command, formatting.input);
    format_command->add_flag("--check", formatting.check,
                             "change nothing; name the files that would change, exit code 1");
    format_command->add_flag("--stdout", formatting.to_stdout, "write to standard output");
    format_command->footer("Example:\n  hakit fmt --check keepalived.conf");
    format_command->callback([&end] { end.code = format(formatting); });
}

void add_show(CLI::App& app, outcome& end) {
    static show_options showing;
    auto* show_command = app.add_subcommand("show", "Show the configuration as its program understands it");
    show_command->add_option("FILE", showing.file, "configuration file")->required();
    add_input(show_command, showing.input);
    add_output(show_command, showing.output, {"text", "json"});
    show_command->add_flag("--defaults", showing.defaults,
                           "also what the program uses for the keywords that are not there");
    show_command->footer(
        "Examples:\n  hakit show --defaults keepalived.conf\n"
        "  hakit show --output json keepalived.conf | jq '.virtual_server[].real_server'");
    show_command->callback([&end] { end.code = show(showing); });
}

void add_get(CLI::App& app, outcome& end) {
    static get_options getting;
    auto* get_command = app.add_subcommand("get", "Print the value of a path");
    get_command->add_option("FILE", getting.file, "configuration file")->required();
    get_command->add_option("PATH", getting.path, "such as vrrp_instance[VI_1].priority; '' is the file")->required();
    add_input(get_command, getting.input);
    get_command->footer(
        "Examples:\n  hakit get keepalived.conf 'virtual_server[192.0.2.1:80].real_server[2].weight'\n"
        "  hakit get keepalived.conf 'vrrp_instance[VI_1].virtual_ipaddress.[1]'");
    get_command->callback([&end] { end.code = get(getting); });
}

void add_set(CLI::App& app, outcome& end) {
    static edit_options setting;
    auto* set_command = add_edit(app, "set", "Set the value of a path and touch nothing else", setting,
                                 "such as vrrp_instance[VI_1].priority");
    set_command->add_option("VALUE", setting.words, "the words behind the keyword");
    set_command->footer(
        "Examples:\n  hakit set keepalived.conf 'vrrp_instance[VI_1].priority' 150\n"
        "  hakit set --dry-run keepalived.conf 'vrrp_instance[VI_1].virtual_ipaddress.[1]' 192.0.2.11/24 dev eth1");
    set_command->callback([&end] { end.code = set(setting); });
}

void add_insert(CLI::App& app, outcome& end) {
    static edit_options inserting;
    auto* insert_command = add_edit(app, "insert", "Add a statement at the end of a block", inserting,
                                    "the block, such as virtual_server[192.0.2.1:80]; '' is the file");
    insert_command->add_option("STATEMENT", inserting.words, "the statement, or a whole block")->required();
    insert_command->footer(
        "Examples:\n  hakit insert keepalived.conf 'vrrp_instance[VI_1].virtual_ipaddress' 192.0.2.12/24\n"
        "  hakit insert keepalived.conf 'virtual_server[192.0.2.1:80]' \\\n"
        "      $'real_server 198.51.100.3 80 {\\n    weight 1\\n}'");
    insert_command->callback([&end] { end.code = insert(inserting); });
}

void add_remove(CLI::App& app, outcome& end) {
    static edit_options removing;
    auto* remove_command = add_edit(app, "remove", "Remove a statement with its block", removing,
                                    "such as virtual_server[192.0.2.1:80].real_server[2]");
    remove_command->footer("Example:\n  hakit remove keepalived.conf 'virtual_server[192.0.2.1:80].real_server[2]'");
    remove_command->callback([&end] { end.code = hakit::cli::remove(removing); });
}

void add_comment_out(CLI::App& app, outcome& end) {
    static edit_options commenting;
    auto* comment_command = add_edit(app, "comment-out", "Put a '#' before each line of a statement", commenting,
                                     "such as virtual_server[192.0.2.1:80].real_server[2]");
    comment_command->footer(
        "Example:\n  hakit comment-out keepalived.conf 'virtual_server[192.0.2.1:80].real_server[2]'");
    comment_command->callback([&end] { end.code = comment_out(commenting); });
}

void add_diff(CLI::App& app, outcome& end) {
    static diff_options comparing;
    auto* diff_command =
        app.add_subcommand("diff", "What changes in meaning between two files, and what a reload does");
    diff_command->add_option("BEFORE", comparing.before, "configuration file")->required();
    diff_command->add_option("AFTER", comparing.after, "configuration file")->required();
    add_input(diff_command, comparing.input);
    add_output(diff_command, comparing.output, {"text", "json"});
    diff_command->footer("Example:\n  hakit diff /etc/keepalived/keepalived.conf new.conf");
    diff_command->callback([&end] { end.code = diff(comparing); });
}

void add_convert(CLI::App& app, outcome& end) {
    static convert_options converting;
    auto* convert_command = app.add_subcommand("convert", "Print a configuration in another format");
    convert_command->add_option("FILE", converting.file, "crm shell text, or the XML of a CIB")->required();
    convert_command->add_option("--to", converting.to, "the other format")
        ->check(CLI::IsMember({"cib", "crm"}))
        ->required();
    convert_command->add_option("--schema", converting.schema,
                                "of the CIB that crm text stands for, such as 2.10; by default 3.9");
    convert_command->add_option("--crmsh", converting.crmsh,
                                "with --to crm: the release of crmsh that shall read the text, 4.4 or 5.0; what it has "
                                "no words for is xml then");
    add_input(convert_command, converting.input);
    convert_command->footer(
        "Passwords are written as they are: the result is for programs.\n"
        "Examples:\n  hakit convert --to cib cluster.crm > cib.xml\n"
        "  cibadmin --query | hakit convert --format cib --to crm -\n"
        "  hakit convert --to crm --crmsh 4.4 cib.xml > cluster.crm");
    convert_command->callback([&end] { end.code = convert(converting); });
}

void add_keywords(CLI::App& app, outcome& end) {
    static keywords_options listing;
    auto* keywords_command =
        app.add_subcommand("keywords", "List the keywords of a format with their values, defaults and meaning");
    keywords_command->add_option("--format", listing.format, "the format")
        ->check(CLI::IsMember(format_names()))
        ->capture_default_str();
    keywords_command->add_option("PATH", listing.path, "only those below it, such as vrrp_instance/authentication");
    add_output(keywords_command, listing.output, {"text", "markdown"});
    keywords_command->footer("Example:\n  hakit keywords virtual_server/real_server");
    keywords_command->callback([&end] { end.code = keywords(listing); });
}

}  // namespace hakit::cli
