#include "ipvs/netlink/apply_job.hpp"

#include <utility>

namespace hakit::ipvs::netlink {

namespace {

/// Carries out one request of the application after the other.
class apply_operation final : public operation {
public:
    apply_operation(plan p, const apply_options& options, bool validated)
        : plan_{std::move(p)}, application_{plan_, options}, validated_{validated} {}

    void fill(message_writer& out) override {
        while (!ended_ && out.message_count() == 0) {
            if (present_) {
                present_->fill(out);
                if (out.message_count() != 0) return;
                hand_over();
            }
            begin();
        }
    }

    void take(const message_view& m) override {
        if (present_) present_->take(m);
    }
    [[nodiscard]] bool waiting() const noexcept override { return present_ && present_->waiting(); }
    void silence() override {
        if (present_) present_->silence();
    }

    void fail(const error& why) override {
        if (present_) {
            present_->fail(why);
            hand_over();
        }
        application_.abandon(why);
        ended_ = true;
    }

    [[nodiscard]] apply_report take_report() { return std::move(application_).take_report(); }

private:
    void begin() {
        const auto asked = application_.next();
        if (!asked) {
            ended_ = true;
        } else if (asked->steps.empty()) {
            auto j = daemons_job();
            present_ = std::move(j.work);
            finish_ = [this, finish = std::move(j.finish)] { application_.take(finish()); };
        } else {
            auto j = execute_job(asked->steps, validated_);
            present_ = std::move(j.work);
            finish_ = [this, finish = std::move(j.finish)] { application_.take(*finish()); };
        }
    }

    /// The present request has its answer.
    void hand_over() {
        std::exchange(finish_, nullptr)();
        present_ = nullptr;
    }

    const plan plan_;
    application application_;
    bool validated_;
    std::unique_ptr<operation> present_;
    std::function<void()> finish_;
    bool ended_ = false;
};

}  // namespace

job<apply_report> apply_job(plan p, const apply_options& options, bool validated) {
    auto work = std::make_unique<apply_operation>(std::move(p), options, validated);
    auto* applying = work.get();
    return {std::move(work), [applying]() -> result<apply_report> { return applying->take_report(); }};
}

}  // namespace hakit::ipvs::netlink
