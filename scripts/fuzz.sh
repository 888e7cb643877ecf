#!/usr/bin/env bash
# Runs one fuzz target of a build with -Dfuzz=true: scripts/fuzz.sh BUILD TARGET SECONDS
# New inputs stay in BUILD/fuzz/TARGET; what breaks is copied beside it, with the command that repeats it.
set -euo pipefail
build=$1 target=$2 seconds=$3
read -r seeds <"$build/tests/fuzz/$target.seeds"
found=$build/fuzz/$target
mkdir -p "$found"

"$build/tests/fuzz/${target}_fuzz" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=8192 \
    -artifact_prefix="$build/fuzz/$target-" -print_final_stats=1 -verbosity=0 "$found" "$seeds" 2>&1 | tail -n 40
