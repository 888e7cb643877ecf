#!/usr/bin/env bash
# $1 is the example: it changes the one value, refuses a value that keepalived would not take, and says why.
set -euo pipefail
example=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf 'vrrp_instance VI_1 {\n  interface lo\n  virtual_router_id 51\n  priority 100 # low\n}\n' >keepalived.conf
sed 's/100/150/' keepalived.conf >wanted

"$example" keepalived.conf VI_1 150
diff -u wanted keepalived.conf

status=0
"$example" keepalived.conf VI_1 1000 2>reason || status=$?
[ "$status" -eq 2 ]
grep -q priority reason
diff -u wanted keepalived.conf
