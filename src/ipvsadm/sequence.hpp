/// The commands of a script, one after the other, against a model of the table. Internal.
#pragma once

#include <hakit/ipvsadm/bind.hpp>
#include <hakit/ipvsadm/replay.hpp>

#include <boost/unordered/unordered_flat_set.hpp>

#include <functional>
#include <optional>
#include <set>

namespace hakit::ipvsadm {

class sequence {
public:
    /// `model`: holds options.table, if there is one.
    sequence(const bind_options& options, replay& model, text::diagnostic_list& out);

    /// From now on, on an empty table, the model holds no more than one service at a time. That is enough as long as
    /// the commands come service by service, as they do in what `ipvsadm -S` writes. When it is not, `so_far` is called
    /// for all commands before the present one.
    void keep_one_service(std::function<void(replay& whole)> so_far);
    /// The next command; reports what it finds there, and changes the model.
    void add(const command& c);

private:
    void check_edit(const command& c);
    void check_edit_server(const command& c);
    void report_failure(const command& c, const error& e);
    [[nodiscard]] bool was_seen(const ipvs::service_key& key) const;
    /// Whether the model tells what the whole table would.
    [[nodiscard]] bool is_enough_for(const command& c) const;
    void remember(const command& done);

    replay* model_;
    text::diagnostic_list& out_;
    bool certain_;       ///< every command is carried out, in this order
    bool known_;         ///< the model is all that the table holds
    bool adds_ = false;  ///< a service was added
    std::set<ipvs::service_key> foreign_;

    std::optional<replay> whole_;
    std::function<void(replay&)> so_far_;          // empty: the model is the whole table
    boost::unordered_flat_set<std::size_t> seen_;  // hashes of services; two of one hash need the whole table
    std::optional<ipvs::service_key> held_;
    bool mixed_ = false;  // a destination is of another family than its service
};

}  // namespace hakit::ipvsadm
