#!/bin/sh
# $1 is the example: it changes the one weight, and refuses what keepalived would not take.
set -eu
example=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

printf 'virtual_server 192.0.2.10 80 {\n  lb_algo rr\n  lb_kind DR\n  protocol TCP\n  real_server 198.51.100.1 80 {\n' >in
printf '\tweight 1 # old\n  }\n  real_server 198.51.100.2 80 {\n\tweight 1\n  }\n}\n' >>in
sed 's/weight 1 # old/weight 0 # old/' in >wanted
"$example" k.conf 192.0.2.10:80 198.51.100.1:80 0 <in >out
cmp wanted out

# refused REAL_SERVER WEIGHT WORD: exit code 2, nothing written, the reason holds WORD
refused() {
    status=0
    "$example" k.conf 192.0.2.10:80 "$1" "$2" <in >out 2>reason || status=$?
    [ "$status" -eq 2 ]
    [ ! -s out ]
    grep -q "$3" reason
}
refused 198.51.100.1:80 many weight
refused 198.51.100.7:80 0 198.51.100.7

status=0
"$example" k.conf 2>/dev/null || status=$?
[ "$status" -eq 3 ]
status=0
"$example" k.conf 192.0.2.10:80 198.51.100.1:80 0 <in >/dev/full 2>/dev/null || status=$?
[ "$status" -eq 4 ]
