#!/usr/bin/env bash
# Runs the example on a table in memory, which is empty, and on wrong arguments.
set -euo pipefail
program=$1
code=0
IPVS_MEMORY=1 "$program" 192.0.2.10 80 198.51.100.3 80 5 2>said || code=$?
said=$(cat said && rm said)
if [ "$code" != 2 ] || [[ $said != *192.0.2.10:80* ]]; then
    echo "no service there: exit $code, $said"
    exit 1
fi
code=0
IPVS_MEMORY=1 "$program" 192.0.2.10 80 nonsense 80 2>/dev/null || code=$?
[ "$code" = 2 ] || { echo "no address: exit $code"; exit 1; }
code=0
"$program" 192.0.2.10 2>/dev/null || code=$?
[ "$code" = 3 ] || { echo "usage: exit $code"; exit 1; }
