#!/usr/bin/env bash
# In a guest: a director with ip_vs sends clients' connections through tunnels to a server that `hakit realserver apply`
# prepared, and the server answers them directly. Usage: tunnels_test.sh HAKIT
set -euo pipefail
hakit=$1
cd "$TMPDIR"
fail() { echo "$*" >&2; exit 1; }

# client 10.1.0.2 - director 10.1.0.1, 10.2.0.1 - server 10.2.0.2; server 10.3.0.2 - client 10.3.0.1, the way back.
for ns in client director server; do
    ip netns add $ns
    ip -n $ns link set lo up
done
ip -n client link add to-d type veth peer name to-c netns director
ip -n director link add to-s type veth peer name eth0 netns server
ip -n client link add to-s type veth peer name eth1 netns server
while read -r ns device four six; do
    ip -n "$ns" link set "$device" up
    ip -n "$ns" address add "$four/24" dev "$device"
    ip -n "$ns" -6 address add "$six/64" dev "$device" nodad
done <<'LINES'
client to-d 10.1.0.2 fd01::2
director to-c 10.1.0.1 fd01::1
director to-s 10.2.0.1 fd02::1
server eth0 10.2.0.2 fd02::2
client to-s 10.3.0.1 fd03::1
server eth1 10.3.0.2 fd03::2
LINES
ip -n client route add 192.0.2.0/24 via 10.1.0.1
ip -n client -6 route add 2001:db8::/64 via fd01::1
ip -n server route add default via 10.3.0.1
ip -n server -6 route add default via fd03::1
# A strict check of sources everywhere, as distributions have it.
ip netns exec server sysctl -qw net.ipv4.conf.all.rp_filter=1 net.ipv4.conf.default.rp_filter=1
ip -n director address add 192.0.2.10/32 dev lo
ip -n director -6 address add 2001:db8::10/128 dev lo nodad

cat >serve.py <<'PYTHON'
import socket, sys
s = socket.socket(socket.AF_INET6)
s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("::", 80))
s.listen(8)
open("serving", "w").close()
while True:
    c, _ = s.accept()
    c.sendall(b"ok")
    c.close()
PYTHON
cat >ask.py <<'PYTHON'
import socket, sys
s = socket.create_connection((sys.argv[1], 80), timeout=float(sys.argv[2]))
mss = s.getsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG)
assert s.recv(8) == b"ok"
print(mss)
PYTHON
ip netns exec server python3 serve.py &
server=$!
trap 'kill $server 2>/dev/null || true' EXIT
for _ in $(seq 100); do [ -e serving ] && break; sleep 0.1; done
[ -e serving ] || fail "the server does not start"

# ask ADDRESS: the segment size that the server announced, or "no"
ask() { ip netns exec client python3 ask.py "$1" "${2:-5}" 2>/dev/null || echo no; }
serve() { ip netns exec director "$hakit" ipvsadm "$@" || fail "ipvsadm $*"; }
apply() { "$hakit" realserver apply --netns server --interface eth1 "$@" || fail "apply $* failed"; }
verify() { "$hakit" realserver verify --netns server --interface eth1 "$@" || fail "verify $*"; }

# NAME VIP SERVER TUNNEL MSS options of ipvsadm
while read -r vip server_address tunnel most options; do
    service=$vip:80
    [[ $vip == *:* ]] && service="[$vip]:80"
    # shellcheck disable=SC2086
    { serve -A -t "$service" -s rr; serve -a -t "$service" -r "$server_address" -i $options; }
    [ "$(ask "$vip" 1)" = no ] || fail "$tunnel $vip: answered before the server was prepared"
    request=(--server "$server_address" --tunnel "$tunnel" "$service")
    apply "${request[@]}" >report
    verify "${request[@]}" >/dev/null
    mss=$(ask "$vip")
    [ "$mss" != no ] || fail "$tunnel $vip by $server_address: no answer$(echo; cat report; ip -n server -s link; ip -n server address)"
    # Timestamps take 12 bytes of each segment.
    [ "$mss" -le "$most" ] || fail "$tunnel $vip: segments of $mss bytes, at most $most fit"
    again=$(apply "${request[@]}")
    [[ $again = *" 0 steps made"* || $again = *$'\n0 steps made'* ]] || fail "$tunnel $vip: applied twice: $again"
    if [ "$tunnel $vip $server_address" = "ipip 192.0.2.10 10.2.0.2" ]; then
        ip netns exec server sysctl -qw net.ipv4.conf.tunl0.rp_filter=1
        [ "$(ask "$vip" 1)" = no ] || fail "a strict check lets the tunnel's packets in: the step is needless"
        said=$("$hakit" realserver verify --netns server "${request[@]}" || true)
        [[ $said = *"tunl0.rp_filter = 2: it is 1"* ]] || fail "verify does not see the strict check: $said"
    fi
    "$hakit" realserver apply --undo --netns server --interface eth1 "${request[@]}" >/dev/null || fail "undo $tunnel $vip"
    [ "$(ask "$vip" 1)" = no ] || fail "$tunnel $vip: answered after the undo"
    [[ $(ip -n server route show) == *advmss* ]] && fail "the undo left a segment size"
    serve -D -t "$service"
    echo "$tunnel $vip by $server_address: segments of $mss bytes"
done <<'CASES'
192.0.2.10 10.2.0.2 ipip 1440
192.0.2.10 10.2.0.2 gre 1436 --tun-type gre
192.0.2.10 10.2.0.2 gue:6080 1428 --tun-type gue --tun-port 6080
2001:db8::10 10.2.0.2 ipip 1420
2001:db8::10 fd02::2 ipip 1400
192.0.2.10 fd02::2 ipip 1420
CASES

# A device of its own for direct routing, and the script does what apply does.
apply --device vip0 192.0.2.20 >/dev/null
verify --device vip0 192.0.2.20 >/dev/null
[[ $(ip -n server address show vip0) == *'inet 192.0.2.20/32'* ]] || fail "no address on vip0"
"$hakit" realserver apply --undo --netns server --device vip0 192.0.2.20 >/dev/null
ip -n server link show vip0 2>/dev/null && fail "vip0 is still there"
"$hakit" realserver plan --device vip0 --interface eth1 --output shell 192.0.2.20 2001:db8::20 >prepare.sh
ip netns exec server sh prepare.sh >/dev/null || fail "the script fails"
ip netns exec server sh prepare.sh >/dev/null || fail "the script fails the second time"
verify --device vip0 192.0.2.20 2001:db8::20 >/dev/null
"$hakit" realserver plan --interface eth1 --tunnel gue:6081 --output shell 192.0.2.21 >tunnel.sh
ip netns exec server sh tunnel.sh >/dev/null || fail "the script for a tunnel fails"
verify --tunnel gue:6081 192.0.2.21 >/dev/null
"$hakit" realserver plan --undo --interface eth1 --tunnel gue:6081 --output shell 192.0.2.21 >back.sh
ip netns exec server sh back.sh >/dev/null || fail "the script back fails"
if [[ $(ip -n server fou show 2>/dev/null) == *6081* ]]; then fail "the port is still open"; fi
echo "tunnels, a dummy device and scripts: all is well"
