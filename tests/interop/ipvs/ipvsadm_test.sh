#!/usr/bin/env bash
# In the guest: `hakit ipvsadm` prints and answers what ipvsadm does, byte for byte, and `hakit ipvs` changes what it says.
# Usage: ipvsadm_test.sh HAKIT
set -euo pipefail
hakit=$1
cd "$TMPDIR"
failed=0
# same ARGUMENT...: both give the same output and exit status.
same() {
    local theirs=0 ours=0
    ipvsadm "$@" >theirs 2>their_errors || theirs=$?
    "$hakit" ipvsadm "$@" >ours 2>our_errors || ours=$?
    cmp -s theirs ours && [ "$theirs" = "$ours" ] && [ "$(head -n 1 their_errors)" = "$(head -n 1 our_errors)" ] && return
    echo "ipvsadm $*: exit status $theirs and $ours"
    diff theirs ours || true
    diff their_errors our_errors || true
    failed=1
}
# expect WHAT EXPECTED FOUND
expect() {
    [ "$2" = "$3" ] || { printf '%s: expected\n%s\nfound\n%s\n' "$1" "$2" "$3"; failed=1; }
}

{
    cat <<'RULES'
-A -t 10.0.0.1:80 -s sh -b sh-port,flag-3 -p 60 -M 255.255.0.0 --pe sip
-A -u 10.0.0.1:53 -s mh -b mh-fallback -o -p 60
-A -u 10.0.0.2:53 -s rr -b flag-1,flag-2,flag-3
-A -t 192.168.3.4:443 -s wrr
-a -t 192.168.3.4:443 -r 10.1.1.1:8443 -m -w 3 -x 100000 -y 1000
-a -t 192.168.3.4:443 -r 192.168.9.9:443 -m -w 0
-a -t 192.168.3.4:443 -r 127.0.0.1 -g
-A -f 5 -s wrr
-A -f 4000000000
-A -f 6 -6 -s wrr -p 60 -M 64
-A -t [2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff]:65535 -s wrr
-a -t [2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff]:65535 -r [2001:db8:aaaa:bbbb:cccc:dddd:eeee:fff1]:65535 -m -w 2147483647
-A --sctp-service [fe80::1]:80 -s wrr
-a -f 5 -r 10.1.1.1 -i --tun-type gue --tun-port 6080 --tun-csum -w 3
-a -f 5 -r 10.1.1.2 -i --tun-type gre --tun-nocsum
-a -f 5 -r 10.1.1.3 -i
-a -f 5 -r 10.1.1.5 -i --tun-type gue --tun-port 6080 --tun-remcsum
RULES
    for i in $(seq 1 36); do echo "-A -t $((i * 6)).7.$((250 - i)).1:$((1000 - i)) -s rr"; done
} >rules
"$hakit" ipvsadm -R <rules 2>findings || { cat findings; failed=1; }
ipvsadm --start-daemon master --mcast-interface lo --syncid 5
ipvsadm --start-daemon backup --mcast-interface lo --mcast-group 239.0.0.1 --mcast-port 99 --mcast-ttl 3
for options in "-L" "-L -n" "-l -n" "-Ln --stats" "-Ln --rate" "-L -n --stats --exact" "-Ln --rate --exact" \
    "-Ln --thresholds" "-Ln --persistent-conn" "-Ln --tun-info" "-Ln --nosort" "-Ln --sort" "-S" "-S -n" "-L --timeout" "-L --daemon" \
    "-L -n -f 5" "-Ln -f 6 -6 --stats" "-Ln -t 192.168.3.4:443 --thresholds" "-Lc" "-Lnc --persistent-conn" "" \
    "-L -n -t 10.9.9.9:1" "-L -c --stats" "-S -x 5" "-Q" "-A" "-d -t 212.34.176.157/32 -r 212.34.172.54" \
    "-A -t 10.0.0.1:80" "-a -t 10.0.0.1:99 -r 1.2.3.4" "-e -f 5 -r 9.9.9.9" "-D -t 10.0.0.1:99" "-Z -t 10.0.0.1:99" \
    "--stop-daemon foo" "-A -t 10.0.0.3:80 -s nosuch"; do
    # shellcheck disable=SC2086 # they are words
    same $options
done

# Sorted, as the order of ipvsadm depends on that in which the services came.
saved=$(ipvsadm -Sn | sort)
"$hakit" ipvs save >full
expect "an unchanged table needs no plan" "" "$("$hakit" ipvs plan full 2>/dev/null)"
ipvsadm -C
"$hakit" ipvs apply full >report 2>&1 || { cat report; failed=1; }
expect "the table after apply" "$saved" "$(ipvsadm -Sn | sort)"
expect "its thresholds" "  -> 10.1.1.1:8443                100000     1000       0          0         " \
    "$(ipvsadm -Ln --thresholds | grep 10.1.1.1:8443)"

status=0
printf '%s\n' "-C" "-A -t 10.0.0.1:80/x" | "$hakit" ipvsadm -R 2>findings || status=$?
expect "a file with a mistake: exit status" 2 "$status"
expect "and nothing of it is carried out" "$saved" "$(ipvsadm -Sn | sort)"
grep -q '^standard input:2:7: error\[IA0201\]' findings || { cat findings; failed=1; }

"$hakit" ipvs flush
"$hakit" ipvs add-service tcp:10.0.0.1:80 --scheduler wrr --persistence 60
"$hakit" ipvs add-server tcp:10.0.0.1:80 10.1.0.1:8080 --nat --weight 5 --upper-threshold 9
"$hakit" ipvs edit-service tcp:10.0.0.1:80 --scheduler rr
"$hakit" ipvs edit-server tcp:10.0.0.1:80 10.1.0.1:8080 --weight 7
"$hakit" ipvs add-service fwmark6:3
"$hakit" ipvs timeouts 800 100 200
expect "the table after the verbs" "-A -t 10.0.0.1:80 -s rr -p 60
-a -t 10.0.0.1:80 -r 10.1.0.1:8080 -m -w 7
-A -f 3 -6 -s wlc" "$(ipvsadm -Sn)"
expect "the timeouts" "Timeout (tcp tcpfin udp): 800 100 200" "$(ipvsadm -L --timeout)"
"$hakit" ipvs delete-server tcp:10.0.0.1:80 10.1.0.1:8080
"$hakit" ipvs delete-service tcp:10.0.0.1:80
"$hakit" ipvs zero
"$hakit" ipvs stop-daemon master
expect "what is left" "-A -f 3 -6 -s wlc" "$("$hakit" ipvsadm -S -n)"
expect "the daemons" "$(ipvsadm -L --daemon)" "$("$hakit" ipvs daemons)"
status=0
"$hakit" ipvs delete-service tcp:10.0.0.1:80 2>/dev/null || status=$?
expect "a service that is not there: exit status" 4 "$status"
exit "$failed"
