#include "bind_rows.hpp"

#include <array>

namespace hakit::test {

std::span<const bind_row> bind_rows() noexcept {
    using enum ipvsadm::dialect;
    static constexpr std::array rows{
        bind_row{"IA0001", rules, "# web\n-A -t 10.0.0.1:80\n"},
        bind_row{"IA0002", rules, "-A -t 10.0.0.1:80 -s \"rr\"\n"},
        bind_row{"IA0004", shell, "ipvsadm -A -t $VIP:80\n"},
        bind_row{"IA0101", rules, "-t 10.0.0.1:80 -A\n"},
        bind_row{"IA0102", rules, "-A --tcp-servic 10.0.0.1:80\n"},
        bind_row{"IA0103", rules, "-A -t 10.0.0.1:80 -s\n"},
        bind_row{"IA0104", shell, "ipvsadm -L --stats=1\n"},
        bind_row{"IA0105", rules, "-A -t 10.0.0.1:80 -D\n"},
        bind_row{"IA0106", rules, "-A -t 10.0.0.1:80 -s rr -s wrr\n"},
        bind_row{"IA0107", rules, "-A -t 10.0.0.1:80 -w 1\n"},
        bind_row{"IA0108", rules, "-a -t 10.0.0.1:80\n"},
        bind_row{"IA0109", shell, "ipvsadm -L --timeout --daemon\n"},
        bind_row{"IA0110", rules, "-A -t 10.0.0.1:80 rr\n"},
        bind_row{"IA0111", rules, "-A -6 -f 1\n"},
        bind_row{"IA0112", rules, "-L -n\n"},
        bind_row{"IA0201", rules, "-A -t 10.0.0.1:80-90\n"},
        bind_row{"IA0202", rules, "-a -t 10.0.0.1:80 -r [2001:db8::1] -i\n"},
        bind_row{"IA0203", rules, "-A -f 0\n"},
        bind_row{"IA0204", rules, "-A -t 10.0.0.1:80 -p 0\n"},
        bind_row{"IA0205", rules, "-A -t [2001:db8::1]:80 -p 60 -M 129\n"},
        bind_row{"IA0206", rules, "-a -t 10.0.0.1:80 -r 10.0.1.1 -w -1\n"},
        bind_row{"IA0207", rules, "-a -t 10.0.0.1:80 -r 10.0.1.1 -x 5 -y 10\n"},
        bind_row{"IA0208", rules, "--start-daemon slave\n"},
        bind_row{"IA0209", rules, "-a -t 10.0.0.1:80 -r 10.0.1.1 -i --tun-type gue\n"},
        bind_row{"IA0210", rules, "-A -t 10.0.0.1:80 -s sh -b mh-port\n"},
        bind_row{"IA0211", rules, "-A -t 10.0.0.1\n"},
        bind_row{"IA0212", rules, "-A -t 10.0.0.1:53 -o\n"},
        bind_row{"IA0213", rules, "-a -t 10.0.0.1:80 -r [2001:db8::1]:80 -m\n"},
        bind_row{"IA0214", rules, "-A -t 10.0.0.1:80 -s wwr\n"},
        bind_row{"IA0301", rules, "-A -t 10.0.0.1:80 -p\n"},
        bind_row{"IA0302", rules, "-A -t 10.0.0.1:80 -p 60\n-E -t 10.0.0.1:80 -s rr\n"},
        bind_row{"IA0303", rules,
                 "-A -t 10.0.0.1:80\n-a -t 10.0.0.1:80 -r 10.0.1.1 -m\n-e -t 10.0.0.1:80 -r 10.0.1.1 -w 2\n"},
        bind_row{"IA0304", rules, "-a -t 10.0.0.1:80 -r 10.0.1.1:8080\n"},
        bind_row{"IA0305", rules, "-A -t 10.0.0.1:80 -M 255.255.255.0\n"},
        bind_row{"IA0306", rules, "-A -t 10.0.0.1:80 -p 60 -M 24\n"},
        bind_row{"IA0307", rules, "-A -t 010.0.0.1:80\n"},
        bind_row{"IA0308", rules, "-A -t [2001:db8::1]:80 -p 60 -M 64x\n"},
        bind_row{"IA0309", rules, "-a -t 10.0.0.1:80 -r 10.0.1.1 -x 100\n"},
        bind_row{"IA0310", rules, "-A -t www.example.org:80\n"},
        bind_row{"IA0311", rules, "-A -f 4294967295\n"},
        bind_row{"IA0312", rules, "-A -t 224.0.0.1:80\n"},
        bind_row{"IA0313", rules, "-a -r 10.0.1.1 -t 10.0.0.1:80 -m\n"},
        bind_row{"IA0401", rules, "-A -t 10.0.0.1:80\n-A -t 10.0.0.1:80 -s rr\n"},
        bind_row{"IA0402", rules, "-C\n-D -t 10.0.0.1:80\n"},
        bind_row{"IA0403", rules, "-A -t 10.0.0.1:80\n-a -t 10.0.0.2:80 -r 10.0.1.1\n"},
    };
    return rows;
}

}  // namespace hakit::test
