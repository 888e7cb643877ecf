// `hakit vrrp watch`: who is master of which virtual router.
#include "input.hpp"
#include "vrrp.hpp"

#include <hakit/io/clock.hpp>
#include <hakit/io/signals.hpp>
#include <hakit/io/vrrp_listener.hpp>
#include <hakit/vrrp/segment_watch_json.hpp>

#include <boost/asio/io_context.hpp>

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <optional>

namespace hakit::cli {
namespace {

namespace asio = boost::asio;

constexpr std::chrono::milliseconds redraw_every{250};
constexpr std::size_t kept_lines = 10;

/// What is on the screen, or goes to the file.
class watcher {
public:
    watcher(asio::io_context& loop, const vrrp_watch_options& options)
        : loop_{loop}, options_{options}, json_{options.output == "json"}, timer_{loop}, redraw_{loop}, end_{loop} {
        live_ = !json_ && ::isatty(STDOUT_FILENO) == 1;
    }

    /// Until a signal, the time or the count is there.
    int run() {
        auto opened =
            io::vrrp_listener::open(loop_.get_executor(), options_.interfaces,
                                    [this](const std::string& interface, const vrrp::decoded& packet, bool local) {
                                        tell(watch_.on_packet(interface, packet, local, io::now()));
                                        arm();
                                        if (options_.count != 0 && watch_.adverts() >= options_.count) finish();
                                    });
        if (!opened) return fail(opened.error());
        listener_ = std::move(*opened);
        signals_.emplace(loop_.get_executor(), io::signal_actions{.stop = [this] { finish(); },
                                                                  .report =
                                                                      [this] {
                                                                          if (!live_) show();
                                                                      }});
        if (options_.seconds > 0) {
            end_.expires_after(std::chrono::duration_cast<duration>(std::chrono::duration<double>{options_.seconds}));
            end_.async_wait([this](const io::error_code& ec) {
                if (!ec) finish();
            });
        }
        if (live_) {
            std::fputs("\x1b[?25l", stdout);  // no cursor
            draw();
        }
        loop_.run();
        if (live_) {
            paint();
            std::fputs("\x1b[?25h", stdout);
        } else {
            show();
        }
        if (std::fflush(stdout) != 0) failed_ = true;
        return failed_ ? system_failure : clean;
    }

private:
    void tell(const vrrp::segment_watch::events& events) {
        for (const auto& e : events) {
            if (live_) {
                lines_.push_back(to_line(e));
                if (lines_.size() > kept_lines) lines_.erase(lines_.begin());
            } else {
                line(json_ ? to_json(e).dump() : to_line(e));
            }
        }
        if (live_ && !events.empty()) paint();
    }

    void line(std::string text) {
        text += '\n';
        if (std::fputs(text.c_str(), stdout) >= 0 && std::fflush(stdout) == 0) return;
        failed_ = true;
        finish();
    }

    /// The whole table behind the lines.
    void show() {
        if (json_) {
            line(to_json(watch_, io::now()).dump());
        } else {
            std::fputs(to_table(watch_, io::now()).c_str(), stdout);
            std::fflush(stdout);
        }
    }

    void draw() {
        paint();
        redraw_.expires_after(redraw_every);
        redraw_.async_wait([this](const io::error_code& ec) {
            if (!ec) draw();
        });
    }

    /// Each line is written over the one before, so that nothing flickers.
    void paint() {
        std::string text;
        for (const auto& name : listener_->interfaces()) text += (text.empty() ? "Listening on " : ", ") + name;
        text += ": " + std::to_string(watch_.adverts()) + " adverts\n\n" + to_table(watch_, io::now()) + "\n";
        for (const auto& l : lines_) text += l + '\n';
        std::string screen = "\x1b[H";
        for (const char c : text) screen += c == '\n' ? std::string{"\x1b[K\n"} : std::string{c};
        screen += "\x1b[J";
        std::fputs(screen.c_str(), stdout);
        std::fflush(stdout);
    }

    void arm() {
        const auto next = watch_.wake_at();
        if (next == armed_) return;
        armed_ = next;
        if (next == never) {
            timer_.cancel();
            return;
        }
        timer_.expires_at(io::to_steady(next));
        timer_.async_wait([this](const io::error_code& ec) {
            if (ec) return;
            armed_ = never;
            tell(watch_.on_time(io::now()));
            arm();
        });
    }

    void finish() { loop_.stop(); }

    asio::io_context& loop_;
    const vrrp_watch_options& options_;
    bool json_;
    bool live_ = false;
    bool failed_ = false;
    vrrp::segment_watch watch_;
    instant armed_ = never;
    asio::steady_timer timer_;
    asio::steady_timer redraw_;
    asio::steady_timer end_;
    std::vector<std::string> lines_;
    std::unique_ptr<io::vrrp_listener> listener_;
    std::optional<io::daemon_signals> signals_;
};

}  // namespace

int vrrp_watch(const vrrp_watch_options& options) {
    asio::io_context loop;
    return watcher{loop, options}.run();
}

}  // namespace hakit::cli
