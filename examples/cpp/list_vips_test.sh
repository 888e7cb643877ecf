#!/usr/bin/env bash
# $1 is the example: the addresses of instances and of virtual servers, of included files too.
set -euo pipefail
example=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
printf 'vrrp_instance VI_1 {\n  virtual_ipaddress {\n    192.0.2.10/24 dev eth0\n    2001:db8::1\n  }\n}\n' >vi.conf
printf 'include vi.conf\nvirtual_server fwmark 3 {\n}\nvirtual_server 192.0.2.10 80 {\n}\n' >top.conf
printf 'top.conf\t%s\n' $'192.0.2.10/24\tvrrp_instance VI_1' $'2001:db8::1/128\tvrrp_instance VI_1' \
    $'192.0.2.10\tvirtual_server port 80' >wanted
"$example" top.conf | diff -u wanted -

status=0
"$example" none.conf 2>reason || status=$?
[ "$status" -eq 4 ]
grep -q none.conf reason
