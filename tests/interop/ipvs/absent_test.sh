#!/usr/bin/env bash
# In a guest without ip_vs, which cannot be loaded either: hakit says so, and `hakit run` works in memory. Usage: absent_test.sh HAKIT
set -euo pipefail
hakit=$1
cd "$TMPDIR"
echo /bin/false >/proc/sys/kernel/modprobe
cat >keepalived.conf <<'CONF'
virtual_server 192.0.2.1 80 {
    lb_algo rr
    lb_kind NAT
    protocol TCP
    real_server 127.0.0.1 8080 {
    }
}
CONF
status=0
said=$("$hakit" run --ipvs kernel keepalived.conf 2>&1) || status=$?
[ "$status" = 4 ] || { echo "expected 4, found $status: $said"; exit 1; }
[[ $said = *"this kernel has no IPVS: the module ip_vs cannot be loaded"* ]] || { echo "not said: $said"; exit 1; }

for verb in "list" "apply -" "add-service tcp:192.0.2.1:80"; do
    status=0
    # shellcheck disable=SC2086 # they are words
    said=$("$hakit" ipvs $verb </dev/null 2>&1) || status=$?
    [ "$status" = 4 ] || { echo "$verb: expected 4, found $status: $said"; exit 1; }
    [[ $said = *"this kernel has no IPVS"* ]] || { echo "$verb: not said: $said"; exit 1; }
done

"$hakit" run keepalived.conf >events 2>findings &
pid=$!
# It handles signals from its first event on.
for _ in $(seq 200); do
    [ -s events ] && break
    sleep 0.05
done
kill -TERM "$pid"
wait "$pid" || { echo "ended with $?"; cat events findings; exit 1; }
grep -q "services are kept in memory, no packet is forwarded, since this kernel has no IPVS" findings || {
    cat findings
    exit 1
}
