/// The commands of a script, one after the other, against a model of the table. Internal.
#pragma once

#include <hakit/ipvsadm/bind.hpp>
#include <hakit/ipvsadm/replay.hpp>

#include <set>

namespace hakit::ipvsadm {

class sequence {
public:
    /// `model`: holds options.table, if there is one.
    sequence(const bind_options& options, replay& model, text::diagnostic_list& out);
    /// The next command; reports what it finds there, and changes the model.
    void add(const command& c);

private:
    void check_edit(const command& c);
    void check_edit_server(const command& c);
    void report_failure(const command& c, const error& e);

    replay& model_;
    text::diagnostic_list& out_;
    bool certain_;       ///< every command is carried out, in this order
    bool known_;         ///< the model is all that the table holds
    bool adds_ = false;  ///< a service was added
    std::set<ipvs::service_key> foreign_;
};

}  // namespace hakit::ipvsadm
