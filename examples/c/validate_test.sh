#!/bin/sh
# usage: validate_test.sh PROGRAM: the exit codes and the output that the example promises
set -eu
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# expect CODE ARGUMENT...
expect() {
    wanted=$1
    shift
    code=0
    "$program" "$@" >out 2>err || code=$?
    [ "$code" = "$wanted" ] || { echo "validate $*: exit code $code instead of $wanted"; cat err; exit 1; }
}

mkdir conf.d
cat >conf.d/vi.conf <<CONF
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 100
    virtual_ipaddress {
        192.0.2.10/24
    }
}
CONF
echo 'include conf.d/*.conf' >good.conf
expect 0 good.conf
grep -q '"version": *"2.1.0"' out

sed 's/priority 100/priorty 100/; s/router_id 51/router_id 700/' conf.d/vi.conf >bad.conf
expect 2 bad.conf 2.3
grep -q '^bad.conf:3: error: ' err
grep -q 'KA0' out

expect 3
expect 3 good.conf two
expect 4 missing.conf
grep -q 'missing.conf' err
