/// Where a director's services go: a table in memory, which answers at once, or the kernel's, which must not hold up
/// the checks.
#pragma once

#include <hakit/director/table_driver.hpp>
#include <hakit/io/kernel_table.hpp>

#include <functional>
#include <memory>

namespace hakit::io {

/// One action at a time: the next one after the report of the one before. An object that goes away reports nothing
/// more.
class director_table {
public:
    using report_handler = std::function<void(const director::table_report&)>;

    explicit director_table(std::shared_ptr<ipvs::table> blocking) : blocking_{std::move(blocking)} {}
    explicit director_table(kernel_table kernel) : kernel_{std::make_shared<kernel_table>(std::move(kernel))} {}

    /// A blocking table reports before these return.
    void perform(director::change_table change, report_handler done);
    void perform(director::repair_table repair, report_handler done);

private:
    std::shared_ptr<ipvs::table> blocking_;
    std::shared_ptr<kernel_table> kernel_;
};

}  // namespace hakit::io
