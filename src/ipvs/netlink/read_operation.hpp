/// Reads services with their destinations so that the result is a table that existed.
#pragma once

#include "ipvs/netlink/operation.hpp"

#include <hakit/ipvs/kernel_table.hpp>

namespace hakit::ipvs::netlink {

/// The kernel hands a table out in pieces, one dump of services and then one of the destinations of each, and does not
/// say when it changed in between: what is deleted while a dump runs makes it skip others.
///
/// consistency::table: it is read until two successive readings have the same settings in the same order. Then the
/// table had them between the two, unless every difference was taken back within them.
/// consistency::service: only what comes in several pieces is read until it is the same twice: the services, before and
/// after all destinations, and the destinations of a service that has many.
class read_operation final : public operation {
public:
    /// `only`: one service. With `max_readings` 1 nothing is compared.
    read_operation(std::optional<service_key> only, unsigned max_readings, consistency kind);

    void fill(message_writer& out) override;
    void take(const message_view& m) override;
    void silence() override;
    [[nodiscard]] bool waiting() const noexcept override { return waiting_; }
    void fail(const error& why) override;

    /// What the kernel said when it refused; ok() otherwise.
    [[nodiscard]] const outcome& answer() const noexcept { return outcome_; }
    /// The services in the kernel's order; only when answer() is ok.
    [[nodiscard]] std::vector<service_status> take_table() && { return std::move(table_); }
    /// How often the table was read.
    [[nodiscard]] unsigned readings() const noexcept { return readings_; }

private:
    enum class phase : unsigned char { services, destinations, ended };

    void take_item(const message_view& m);
    void end_of_dump();
    void end_of_services();
    void end_of_pool();
    void end_of_reading();
    void give_up();

    std::optional<service_key> only_;
    unsigned max_readings_;
    consistency kind_;
    unsigned readings_ = 0;
    unsigned repeats_ = 0;  // of the dump of one service's destinations
    phase phase_ = phase::services;
    bool waiting_ = false;
    bool changed_ = false;
    std::uint32_t sequence_ = 0;
    std::size_t at_ = 0;                    // the service whose destinations are read
    std::vector<service_status> table_;     // the latest reading
    std::vector<service_status> services_;  // as they come
    std::vector<destination_status> pool_;  // as they come
    outcome outcome_;
};

}  // namespace hakit::ipvs::netlink
