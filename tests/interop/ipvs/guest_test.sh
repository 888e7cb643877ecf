#!/usr/bin/env bash
# Tests of guest.sh: what a command sees in the guest, and what comes back from it.
set -euo pipefail
guest=$(dirname "$(realpath "$0")")/guest.sh
failed=0
expect() { # WHAT EXPECTED FOUND
    [ "$2" = "$3" ] || { printf '%s: expected [%s], found [%s]\n' "$1" "$2" "$3"; failed=1; }
}

status=0
PATH=/nowhere /bin/bash "$guest" true 2>/dev/null || status=$?
expect "a machine without user-mode-linux" 77 "$status"

status=0
"$guest" true || status=$?
[ "$status" != 77 ] || exit 77
expect "a command that succeeds" 0 "$status"

status=0
# shellcheck disable=SC2016 # for the shell in the guest
out=$(cd /usr && odd="a 'b' \$c" "$guest" bash -c '
    echo "$(id -u) $PWD $odd [$1] [$2]"
    cat /proc/modules | grep -c "^ip_vs "
    touch "$TMPDIR/file" && echo writable
    touch /usr/file 2>/dev/null || echo read-only
    echo elsewhere >&2
    exit 7' name "two words" "" 2>/dev/null) || status=$?
expect "its exit status" 7 "$status"
expect "its output" "0 /usr a 'b' \$c [two words] []
1
writable
read-only" "$out"

status=0
# shellcheck disable=SC2016
errors=$("$guest" bash -c 'echo out; echo err >&2; kill -9 $$' 2>&1 >/dev/null) || status=$?
expect "a command that is killed" 137 "$status"
expect "its errors" err "$errors"

status=0
"$guest" -t 2 sleep 600 2>/dev/null || status=$?
expect "the time limit" 124 "$status"

status=0
"$guest" -t 20 sh -c 'echo c >/proc/sysrq-trigger' 2>/dev/null || status=$?
expect "a guest whose kernel panics" 125 "$status"
exit "$failed"
