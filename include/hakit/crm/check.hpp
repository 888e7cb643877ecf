/// Everything that is wrong with crm shell text: what crmsh refuses, what it takes otherwise than it is written, and
/// what is wrong with the CIB that it stands for.
#pragma once

#include <hakit/cib/host_facts.hpp>
#include <hakit/cib/model.hpp>
#include <hakit/crm/bind.hpp>
#include <hakit/text/document.hpp>
#include <hakit/text/workspace.hpp>

namespace hakit::crm {

struct check_options {
    bind_options reading = {};
    const cib::host_facts* facts = nullptr;  ///< null: agents and their parameters are not checked
    bool errors_only = false;                ///< as cib::check_options::errors_only
};

/// A configuration with all that was found out about it. A value; nothing in it refers to the workspace.
struct checked {
    text::document document;
    cib::config configuration;
    text::diagnostic_list diagnostics;  ///< sorted; CR... of the text, CB... of the meaning
};

/// Reads and checks file `top` of the workspace. Never fails.
[[nodiscard]] checked check(text::workspace& files, text::file_id top, const check_options& options = {});

}  // namespace hakit::crm
