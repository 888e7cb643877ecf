#!/usr/bin/env bash
# Inside the guest: the examples in C, C++ and Python change the kernel's table, and ipvsadm shows it.
# Usage: bindings_test.sh ADD_DESTINATION RECONCILE PYTHON PYTHONPATH LIBRARY_FOLDER DRAIN_SERVER
set -euo pipefail
add_destination=$1 reconcile=$2 python=$3
drain_server=$6
export PYTHONPATH=$4 LD_LIBRARY_PATH=$5
work=$(mktemp -d)

expect() { # the rules of the table, sorted
    local rules
    rules=$(ipvsadm -S -n | LC_ALL=C sort)
    [ "$rules" = "$1" ] || { printf 'expected:\n%s\nthe table:\n%s\n' "$1" "$rules"; exit 1; }
}

echo '{"services": [{"protocol": "tcp", "address": "192.0.2.1", "port": 80, "scheduler": "wrr", "destinations": [
  {"address": "198.51.100.1", "port": 80, "forwarding": "masq", "weight": 3}]}]}' >"$work/table.json"
"$python" "$reconcile" --rounds 1 "$work/table.json"
expect '-A -t 192.0.2.1:80 -s wrr
-a -t 192.0.2.1:80 -r 198.51.100.1:80 -m -w 3'

"$add_destination" 192.0.2.1 80 198.51.100.3 80 5
expect '-A -t 192.0.2.1:80 -s wrr
-a -t 192.0.2.1:80 -r 198.51.100.1:80 -m -w 3
-a -t 192.0.2.1:80 -r 198.51.100.3:80 -g -w 5'
code=0
"$add_destination" 192.0.2.1 80 198.51.100.3 80 5 2>/dev/null || code=$?
[ "$code" = 2 ] || { echo "a second time: exit $code"; exit 1; }
"$add_destination" -d 192.0.2.1 80 198.51.100.1 80
expect '-A -t 192.0.2.1:80 -s wrr
-a -t 192.0.2.1:80 -r 198.51.100.3:80 -g -w 5'

"$python" "$reconcile" --rounds 2 "$work/table.json" # the first round drains, the second removes
expect '-A -t 192.0.2.1:80 -s wrr
-a -t 192.0.2.1:80 -r 198.51.100.1:80 -m -w 3'

"$python" - <<'PYTHON'
import socket
import hakit

for consistency in ("table", "service"):
    assert hakit.KernelTable(consistency=consistency).list() == {"tcp 192.0.2.1:80": {"198.51.100.1:80": 3}}
table = hakit.KernelTable()
service = {"protocol": "udp", "address": "127.0.0.1", "port": 53, "scheduler": "rr", "destinations": [
    {"address": "127.0.0.1", "port": 5353, "forwarding": "masq"}]}
table.add_service(service)
assert table.connections()["connections"] == []
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
    client.sendto(b"hello", ("127.0.0.1", 53))
    (one,) = table.connections()["connections"]
    port = client.getsockname()[1]
    assert one["state"] == "UDP", one
    assert one["client"] == f"127.0.0.1:{port}", one
    assert one["virtual"] == "127.0.0.1:53", one
    assert one["destination"] == "127.0.0.1:5353", one
table.remove_service(service)
PYTHON

"$drain_server" 192.0.2.1 80 198.51.100.1 80
expect '-A -t 192.0.2.1:80 -s wrr'
code=0
"$drain_server" 192.0.2.1 80 198.51.100.1 80 2>/dev/null || code=$?
[ "$code" = 2 ] || { echo "a server that is gone: exit $code"; exit 1; }
