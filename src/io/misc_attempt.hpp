/// MISC_CHECK: a program decides.
#pragma once

#include "io/attempt_base.hpp"

#include <hakit/io/process.hpp>

namespace hakit::io {

class misc_attempt final : public attempt_base {
public:
    using attempt_base::attempt_base;

private:
    void begin() override;
    void close() override {
        if (auto p = std::exchange(process_, nullptr)) p->abandon();
    }
    void on_exit(const process_exit& end);

    std::shared_ptr<process> process_;
};

}  // namespace hakit::io
