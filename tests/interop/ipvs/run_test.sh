#!/usr/bin/env bash
# In the guest: `hakit run` keeps the kernel's table in step with health and leaves the services of others alone.
# Usage: run_test.sh HAKIT
set -euo pipefail
hakit=$1
cd "$TMPDIR"
# wrong TEXT...: the end of the test.
wrong() {
    printf '%s\n' "$@"
    cat events findings
    exit 1
}
rules() { ipvsadm -Sn; }
# wait_for WHAT PATTERN...: until the rules have each line that a pattern names, in their order, and no other.
wait_for() {
    local what=$1 expected
    shift
    expected=$(printf '%s\n' "$@")
    for _ in $(seq 200); do
        [ "$(rules)" = "$expected" ] && return
        sleep 0.05
    done
    wrong "$what: expected" "$expected" "found" "$(rules)"
}

foreign="-A -t 192.0.2.99:80 -s rr
-a -t 192.0.2.99:80 -r 127.0.0.9:80 -m -w 7"
ipvsadm -R <<<"$foreign"
cat >keepalived.conf <<'CONF'
virtual_server 192.0.2.1 80 {
    delay_loop 1
    lb_algo wrr
    lb_kind NAT
    protocol TCP
    real_server 127.0.0.1 8080 {
        weight 3
    }
    real_server 127.0.0.1 8081 {
        weight 1
        TCP_CHECK {
            connect_timeout 1
            retry 0
            warmup 0
        }
    }
}
CONF
service="-A -t 192.0.2.1:80 -s wrr"
steady="-a -t 192.0.2.1:80 -r 127.0.0.1:8080 -m -w 3"
checked="-a -t 192.0.2.1:80 -r 127.0.0.1:8081 -m -w 1"

"$hakit" run keepalived.conf >events 2>findings &
hakit_pid=$!
wait_for "a server that answers nothing is out" "$service" "$steady" "$foreign"
python3 -IS -c 'import socket, time
s = socket.create_server(("127.0.0.1", 8081))
time.sleep(60)' &
server=$!
wait_for "it answers and is in" "$service" "$steady" "$checked" "$foreign"
kill "$server"
wait "$server" 2>/dev/null || true
wait_for "it is gone and is out again" "$service" "$steady" "$foreign"
sed -i 's/weight 3/weight 5/; s/lb_algo wrr/lb_algo wlc/' keepalived.conf
kill -HUP "$hakit_pid"
wait_for "another configuration" "${service/wrr/wlc}" "${steady/3/5}" "$foreign"
kill -TERM "$hakit_pid"
status=0
wait "$hakit_pid" || status=$?
[ "$status" = 0 ] || wrong "hakit ended with $status"
wait_for "after its end only what is not its own" "$foreign"
grep -q "services go to the kernel's IPVS table" findings || wrong "which table is not said"

# Who may not change the kernel's table is told why, or works in memory.
status=0
said=$(setpriv --bounding-set=-net_admin --inh-caps=-net_admin "$hakit" run --ipvs kernel keepalived.conf 2>&1) || status=$?
[ "$status" = 4 ] || wrong "without rights: $status"
[[ $said = *CAP_NET_ADMIN* ]] || wrong "without rights: $said"
