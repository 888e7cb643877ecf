// Fuzzes the reading of the kernel's answers: any bytes as what a socket gives. Nothing is read beyond them, every
// operation ends, and what is read can be written and read as the same again.
#include "ipvs/netlink/jobs.hpp"
#include "ipvs/netlink/replies.hpp"
#include "ipvs/netlink/requests.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace hakit::ipvs;
using namespace hakit::ipvs::netlink;

void require(bool holds) {
    if (!holds) std::abort();
}

bytes attributes_of(const message_writer& w) {
    bytes all = w.data();
    return next_message(all)->attributes();
}

void round_trip(const message_view& m) {
    message_writer w;
    if (const auto s = read_service(m.attributes()); s.has_value()) {
        new_service(w, s->service);
        const auto again = read_service(attributes_of(w));
        require(again.has_value() && again->service == s->service);
    }
    w.clear();
    if (const auto d = read_destination(m.attributes(), hakit::ip_family::v6); d.has_value()) {
        new_dest(w, {}, d->destination);
        const auto again = read_destination(attributes_of(w), hakit::ip_family::v4);
        require(again.has_value() && again->destination == d->destination);
    }
    w.clear();
    if (const auto d = read_daemon(m.attributes()); d.has_value()) {
        new_daemon(w, *d);
        const auto again = read_daemon(attributes_of(w));
        require(again.has_value() && again->interface == d->interface && again->role == d->role);
    }
    (void)read_timeouts(m.attributes());
    (void)read_info(m.attributes());
    (void)read_family(m.attributes());
}

/// Every answer the operation waits for is the same bytes, under the number it expects; it must end all the same.
template <class T>
void feed(job<T> j, bytes input) {
    message_writer w;
    for (int sends = 0; sends < 100; ++sends) {
        w.clear();
        j.work->fill(w);
        if (w.message_count() == 0) break;
        bytes sent = w.data();
        const auto asked = next_message(sent);
        bytes rest = input;
        while (auto m = next_message(rest)) {
            m->sequence = asked->sequence;
            j.work->take(*m);
        }
        if (j.work->waiting()) j.work->silence();
    }
    (void)j.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = std::as_bytes(std::span{data, size});
    bytes rest = input;
    while (const auto m = next_message(rest)) {
        (void)read_acknowledgement(*m);
        round_trip(*m);
    }
    for (const auto kind : {consistency::table, consistency::service}) {
        feed(list_job(3, kind), input);
        feed(get_job({}, 3, kind), input);
    }
    feed(daemons_job(), input);
    feed(timeouts_job(), input);
    feed(info_job(), input);
    feed(execute_job(std::vector<step>(3), false), input);
    return 0;
}
