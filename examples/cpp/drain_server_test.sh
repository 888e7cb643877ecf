#!/usr/bin/env bash
# Wrong arguments; a table is drained in the guest, by tests/interop/ipvs/bindings_test.sh.
set -euo pipefail
program=$1
for arguments in "" "192.0.2.1 80 198.51.100.1" "somewhere 80 198.51.100.1 80"; do
    code=0
    # shellcheck disable=SC2086 # they are words
    "$program" $arguments >/dev/null 2>&1 || code=$?
    [ "$code" = 3 ] || { echo "$arguments: exit $code"; exit 1; }
done
