/// The subcommands of `hakit`: each adds itself to the command line.
#pragma once

#include "options.hpp"

#include <string_view>

namespace CLI {
class App;
}

namespace hakit::cli {

/// What the subcommand that was called leaves behind.
struct outcome {
    int code = clean;
    std::string_view verb = {};           ///< the word behind the subcommand: others than that one need not be set up
    const run_options* to_run = nullptr;  ///< of `run` and `vrrp run`, which begin when the command line is gone
};

void add_check(CLI::App& app, outcome& end);
void add_fix(CLI::App& app, outcome& end);
void add_format(CLI::App& app, outcome& end);
void add_show(CLI::App& app, outcome& end);
void add_get(CLI::App& app, outcome& end);
void add_set(CLI::App& app, outcome& end);
void add_insert(CLI::App& app, outcome& end);
void add_remove(CLI::App& app, outcome& end);
void add_comment_out(CLI::App& app, outcome& end);
void add_diff(CLI::App& app, outcome& end);
void add_convert(CLI::App& app, outcome& end);
void add_run(CLI::App& app, outcome& end);
void add_cib(CLI::App& app, outcome& end);
void add_ipvs(CLI::App& app, outcome& end);
void add_ipvsadm(CLI::App& app, outcome& end);
void add_vrrp(CLI::App& app, outcome& end);
void add_simulate(CLI::App& app, outcome& end);
void add_realserver(CLI::App& app, outcome& end);
void add_sysctl(CLI::App& app, outcome& end);
void add_migrate(CLI::App& app, outcome& end);
void add_node(CLI::App& app, outcome& end);
void add_link(CLI::App& app, outcome& end);
void add_authkey(CLI::App& app, outcome& end);
void add_keywords(CLI::App& app, outcome& end);

}  // namespace hakit::cli
