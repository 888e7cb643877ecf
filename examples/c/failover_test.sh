#!/bin/sh
# $1 is the example: two of them on a cable between two network namespaces; the one address moves, and comes back.
set -eu
example=$1
if [ "$(id -u)" -ne 0 ] || ! command -v ip >/dev/null; then
    echo "network namespaces need root and iproute2"
    exit 77
fi
work=$(mktemp -d)
one=hkfo$$-1
two=hkfo$$-2
first=''
second=''
finish() {
    for process in $first $second; do kill -9 "$process" 2>/dev/null || true; done
    wait
    ip netns del "$one" 2>/dev/null || true
    ip netns del "$two" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT
cd "$work"
ip netns add "$one"
ip netns add "$two"
ip link add eth0 netns "$one" type veth peer name eth0 netns "$two"
ip -n "$one" addr add 10.78.0.1/24 dev eth0
ip -n "$two" addr add 10.78.0.2/24 dev eth0
ip -n "$one" link set eth0 up
ip -n "$two" link set eth0 up

# conf PRIORITY
conf() {
    printf 'vrrp_instance V {\n interface eth0\n virtual_router_id 51\n version 3\n priority %s\n advert_int 0.2\n' "$1"
    printf ' virtual_ipaddress {\n 10.78.0.100/24\n }\n}\n'
}
conf 150 >1.conf
conf 100 >2.conf
# has NAMESPACE: the address is there within 10 s; lacks NAMESPACE: it goes
has() { await "$1" true; }
lacks() { await "$1" false; }
await() {
    for _ in $(seq 200); do
        found=false
        case $(ip -n "$1" addr show dev eth0) in *10.78.0.100/24*) found=true ;; esac
        [ "$found" = "$2" ] && return 0
        sleep 0.05
    done
    echo "$1 has the address: $found, not $2"
    cat 1.log 2.log
    return 1
}

ip netns exec "$two" "$example" 2.conf eth0 >2.log 2>&1 &
second=$!
has "$two"
ip netns exec "$one" "$example" 1.conf eth0 >1.log 2>&1 &
first=$!
has "$one"
lacks "$two"

# It dies and leaves the address; the other takes over all the same, and gives back when it returns.
kill -9 "$first"
wait "$first" 2>/dev/null || true
has "$two"
ip netns exec "$one" "$example" 1.conf eth0 >1.log 2>&1 &
first=$!
lacks "$two"
has "$one"

# Without its cable it is in fault; with it, master again.
ip -n "$two" link set eth0 down
lacks "$one"
ip -n "$two" link set eth0 up
has "$one"

kill -TERM "$first"
wait "$first"
lacks "$one"
has "$two"
grep -q 'V is master' 1.log

printf 'vrrp_instance V {\n interface eth0\n virtual_router_id 51\n use_ipvlan\n}\n' >refused.conf
status=0
"$example" refused.conf eth0 2>reason || status=$?
[ "$status" -eq 2 ]
grep -q use_ipvlan reason
status=0
"$example" 1.conf hkfo-none 2>reason || status=$?
[ "$status" -eq 4 ]
status=0
"$example" 2>/dev/null || status=$?
[ "$status" -eq 3 ]
