#!/usr/bin/env bash
# The demonstration: two web servers, a load balancer in memory before them, and what it notices. No root, loopback only.
# Usage: scripts/demo/run.sh PATH_OF_HAKIT [--keep]
set -euo pipefail
PATH=$(cd "$(dirname "$1")" && pwd):$PATH
keep=${2:-}
config=$(cd "$(dirname "$0")/../.." && pwd)/examples/load_balancer/keepalived.conf
# shellcheck source=web_server.sh
. "$(dirname "$0")/web_server.sh"

for program in nginx curl openssl; do
    command -v $program >/dev/null || {
        echo "$program is missing; scripts/demo.sh brings it"
        exit 77
    }
done

place=$(mktemp -d)
balancer=
cleanup() {
    [ -z "$balancer" ] || kill "$balancer" 2>/dev/null || true
    stop_web 127.0.10.11
    stop_web 127.0.10.12
    wait
    rm -rf "$place"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

step() { printf '\n== %s\n' "$*"; }
show() {
    printf '$ %s\n' "${*@Q}" | sed "s/'\([a-z./-]*\)'/\1/g" # plain words need no quotes
    "$@"
}

# expect TEXT...: waits until the balancer has said all of them since the last expect(), and shows what it said so far.
heard=0
expect() {
    local deadline=$((SECONDS + 20)) text line last=0
    for text; do
        until line=$(tail -n +$((heard + 1)) events | grep -nFm 1 -- "$text"); do
            if ((SECONDS >= deadline)); then
                cat events findings
                echo "the balancer did not say: $text"
                exit 1
            fi
            sleep 0.1
        done
        line=${line%%:*}
        last=$((line > last ? line : last))
    done
    tail -n +$((heard + 1)) events | head -n "$last" | sed 's/^/    /'
    heard=$((heard + last))
}

cd "$place"
cp "$config" before.conf
cp "$config" keepalived.conf

step "1. hakit check: what keepalived would not tell"
show hakit check keepalived.conf

step "2. Two web servers, and hakit run before them"
make_certificate
start_web 127.0.10.11
start_web 127.0.10.12
echo "$ hakit run --ipvs memory keepalived.conf &"
hakit run --ipvs memory keepalived.conf >events 2>findings &
balancer=$!
expect "127.0.10.1:18080 gained quorum" "127.0.10.1:18443 gained quorum"

step "3. The first web server stops: its HTTP and HTTPS services leave"
stop_web 127.0.10.11
expect "127.0.10.11:18080 of tcp 127.0.10.1:18080 is down" "127.0.10.11:18443 of tcp 127.0.10.1:18443 is down"

step "4. It comes back"
start_web 127.0.10.11
expect "127.0.10.11:18080 of tcp 127.0.10.1:18080 is up" "127.0.10.11:18443 of tcp 127.0.10.1:18443 is up"

step "5. A new weight, by path; a reload changes this one destination and nothing else"
show hakit set keepalived.conf 'virtual_server[127.0.10.1:18080].real_server[1].weight' 3
show hakit diff before.conf keepalived.conf
echo "$ kill -HUP $balancer"
kill -HUP "$balancer"
expect "weight 1 -> 3"

if [ "$keep" = --keep ]; then
    step "It keeps running. Try, in another terminal:"
    cat <<END
    curl http://127.0.10.11:18080/      one web server; stop it: kill $(cat 127.0.10.11/pid)
    kill -USR1 $balancer                the state as JSON, in $place/events
    \$EDITOR $place/keepalived.conf; kill -HUP $balancer
Ctrl-C ends it.
END
    wait "$balancer"
else
    step "6. The end: the balancer clears its table"
    kill "$balancer"
    expect "stopped"
fi
