// The command line of `hakit cib`.
#include "cib.hpp"

#include "commands.hpp"

#include <CLI/CLI.hpp>

namespace hakit::cli {
namespace {

CLI::App* add_change(CLI::App* cib, const std::string& name, const std::string& what, cib_options& options) {
    auto* command = cib->add_subcommand(name, what);
    command->add_option("FILE", options.file, "CIB file; '-' is standard input, and then the result is printed")
        ->required();
    command->add_flag("--dry-run", options.dry_run, "print a unified diff and change nothing");
    return command;
}

}  // namespace

void add_cib(CLI::App& app, outcome& end) {
    auto* cib = app.add_subcommand("cib", "Change whole CIBs of Pacemaker, without a cluster");
    cib->require_subcommand(1);

    static cib_options upgrading;
    auto* upgrade = add_change(cib, "upgrade", "Say the CIB in the words of another schema, up or down", upgrading);
    upgrade->add_option("--to", upgrading.schema, "the schema, such as 3.9")->default_val("4.0");
    upgrade->add_option("--output", upgrading.output, "form of the steps, on standard error")
        ->check(CLI::IsMember({"text", "json"}))
        ->capture_default_str();
    upgrade->footer(
        "The exit code is 2 when something is left that the schema refuses.\n"
        "Examples:\n  hakit cib upgrade --to 3.9 cib.xml\n  hakit cib upgrade --dry-run cib.xml");
    upgrade->callback([&] { end.code = cib_upgrade(upgrading); });

    static cib_options patching;
    auto* patch = cib->add_subcommand("patch", "Print the patch that cibadmin --patch takes");
    patch->add_option("BEFORE", patching.file, "CIB file")->required();
    patch->add_option("AFTER", patching.second, "CIB file")->required();
    patch->footer(
        "Example:\n  cibadmin --query > now.xml\n  hakit cib patch now.xml wanted.xml > patch.xml\n"
        "  cibadmin --patch --xml-file patch.xml");
    patch->callback([&] { end.code = cib_patch(patching); });

    static cib_options renaming;
    auto* rename = add_change(cib, "rename", "Give an object another id, and all references to it", renaming);
    rename->add_option("ID", renaming.id, "the object")->required();
    rename->add_option("NEW", renaming.second, "its new id")->required();
    rename->footer("Example:\n  hakit cib rename cib.xml ip_mysql ip_db");
    rename->callback([&] { end.code = cib_rename(renaming); });

    static cib_options removing;
    auto* remove = add_change(cib, "remove", "Remove an object with all that cannot be without it", removing);
    remove->add_option("ID", removing.id, "the object")->required();
    remove->footer("Example:\n  hakit cib remove --dry-run cib.xml ip_mysql");
    remove->callback([&] { end.code = cib_remove(removing); });
}

}  // namespace hakit::cli
