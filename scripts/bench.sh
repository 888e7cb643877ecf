#!/usr/bin/env bash
# Builds hakit for speed and measures it beside its peers on this machine.
# Usage: scripts/bench.sh [--without-augtool], which needs 15 s.
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=packages.sh
. "$root/scripts/packages.sh"
need "${build_packages[@]}" "${bench_packages[@]}"

build=$root/build/bench
say "Configuring $build"
configure "$build" -Dbuildtype=release -Dtests=false -Dpython=disabled -Dbench=true
say "Building with $jobs jobs"
ninja -C "$build"

say "keepalived.conf, layer by layer"
"$build/bench/keepalived/keepalived_bench"
say "keepalived.conf, beside the peers"
"$root/bench/keepalived/compare.py" "$build/cli/hakit" "$build/bench/keepalived/generate" "$@"

say "crm shell text and CIB XML, beside libxml2"
"$build/bench/crm/crm_bench"
say "crm shell text to a CIB, beside crmsh (it needs 20 s)"
"$root/bench/crm/compare.py" "$build/cli/hakit" "$build/bench/crm/crm_generate"
say "corosync.conf, layer by layer"
"$build/bench/corosync/corosync_bench"
say "corosync.conf, beside the peers"
"$root/bench/corosync/compare.py" "$build/cli/hakit" "$build/bench/corosync/generate" "$build/bench/corosync/corosync_bench"

say "IPVS: plans and netlink messages"
"$build/bench/ipvs/ipvs_bench"
say "IPVS tables of 10,000 services on a real kernel, beside ipvsadm (it needs minutes)"
"$root/tests/interop/ipvs/guest.sh" -t 1200 /usr/bin/python3 "$root/bench/ipvs/compare.py" "$build/cli/hakit"

say "Simulated pairs of virtual routers: a million intervals"
"$build/bench/sim/sim_bench"
say "What holds for every simulated cluster: 100,000 of them"
HAKIT_SEEDS=100000 "$build/bench/sim/sim_properties"

say "Takeovers of virtual routers, beside keepalived (it needs minutes)"
HAKIT=$build/cli/hakit /usr/bin/python3 "$root/bench/vrrp/takeover.py"
say "2,000 virtual routers, beside keepalived"
HAKIT=$build/cli/hakit /usr/bin/python3 "$root/bench/vrrp/scale.py"

say "sysctl.conf, beside augtool"
"$root/bench/sysctl/compare.py" "$build/cli/hakit"
say "CIBs, beside libxml2"
"$root/bench/cib/compare.py" "$build/cli/hakit"
