/// From documents and argument vectors to commands, with everything that ipvsadm would refuse or silently change.
#pragma once

#include <hakit/base/result.hpp>
#include <hakit/ipvsadm/command.hpp>
#include <hakit/ipvsadm/names.hpp>
#include <hakit/ipvsadm/parse.hpp>
#include <hakit/text/diagnostic.hpp>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace hakit::ipvsadm {

class replay;

struct bind_options {
    dialect spoken = dialect::rules;
    name_lookup names = {};
    /// What the table holds before the first command; null: unknown, so that only the commands themselves can
    /// contradict each other. It must outlive the call.
    const ipvs::state* table = nullptr;
    /// Checks each command also against those before it. Without: for a text that was checked already.
    bool in_sequence = true;
};

/// The commands of a document, in order, with what is wrong with them.
struct script {
    std::vector<command> commands;
    text::diagnostic_list diagnostics;  ///< sorted; those of the document among them

    /// Whether ipvsadm or the kernel would refuse something.
    [[nodiscard]] bool refused() const noexcept;
};

/// Binds and checks all commands; nothing is executed. O(n log n). Never fails.
[[nodiscard]] script bind(const text::document& doc, const bind_options& options = {});

/// What bind() says of the document of a text, one command after the other, and without the document: a big file of
/// rules needs little more memory than its text and the table that it describes. `take` gets each command after it was
/// checked; its span is one of the text. `onto`, if there is one, is the table that the commands change in the order of
/// the text; by default one of its own, that begins with options.table. O(n log n). Never fails.
[[nodiscard]] text::diagnostic_list bind_each(const text::source& source, const bind_options& options,
                                              const std::function<void(command&&)>& take, replay* onto = nullptr);

/// An argument vector, without the name of the program, as a document with one statement: the words with blanks between
/// them, quoted for a shell where they need it. For diagnostics.
[[nodiscard]] text::source source_of(const std::vector<std::string>& arguments);
/// The command that the arguments are. The spans of its diagnostics are those of source_of(arguments).
[[nodiscard]] script bind_arguments(const std::vector<std::string>& arguments, const bind_options& options = {});

/// "tcp:192.0.2.1:80" as {"-t", "192.0.2.1:80"}; also udp:, sctp:, fwmark: and fwmark6:. invalid_argument for others;
/// what follows the colon is for bind_arguments() to judge.
[[nodiscard]] result<std::vector<std::string>> service_arguments(std::string_view service);

}  // namespace hakit::ipvsadm
