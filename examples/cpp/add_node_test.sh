#!/usr/bin/env bash
# $1 is the example: it adds the node, follows with quorum and config_version, says what a reload does, and refuses a
# name that is taken.
set -euo pipefail
example=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >corosync.conf <<'CONF'
totem {
    version: 2
    config_version: 4   
}
nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: n2
        nodeid: 2
    }
}
quorum {
    provider: corosync_votequorum
    two_node: 1
}
CONF
sed -e 's/config_version: 4/config_version: 5/' -e '/two_node/d' corosync.conf >wanted
sed -i '15a\    node {\n        ring0_addr: 10.0.0.3\n        name: n3\n        nodeid: 3\n    }' wanted

"$example" corosync.conf n3 10.0.0.3 >changes
diff -u wanted corosync.conf
grep -qF '+ nodelist.node[3] (live)' changes
grep -qF -- '- quorum.two_node: 1 -> unset (live)' changes

status=0
"$example" corosync.conf n3 10.0.0.4 2>reason || status=$?
[ "$status" -eq 1 ]
grep -q "there is a node 'n3'" reason
diff -u wanted corosync.conf
