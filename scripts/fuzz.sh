#!/usr/bin/env bash
# Runs one fuzz target of a build with -Dfuzz=true: scripts/fuzz.sh BUILD TARGET SECONDS
# New inputs stay in BUILD/fuzz/TARGET; what breaks is copied beside it, with the command that repeats it.
set -euo pipefail
build=$1 target=$2 seconds=$3
read -r seeds <"$build/tests/fuzz/$target.seeds"
found=$build/fuzz/$target
mkdir -p "$found"
# The verdicts beside the test files are no input.
find "$seeds" -type f ! -name '*.oracle' | paste -sd, >"$found.list"

# 77, which libFuzzer would end with, is what a skipped test ends with. Weighing inputs by how rare their features are takes ten times as long as running them.
"$build/tests/fuzz/${target}_fuzz" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=8192 \
    -artifact_prefix="$build/fuzz/$target-" -print_final_stats=1 -verbosity=0 -print_funcs=0 -entropic=0 -error_exitcode=1 \
    -seed_inputs="@$found.list" "$found" 2>&1 | tail -n 40
