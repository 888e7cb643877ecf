#!/usr/bin/env bash
# Compares the C interface of a libhakit.so with the one in capi/abi, or records it there after a wanted change.
# Usage: scripts/abi.sh check|update LIBRARY (built with -g)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
baseline=$root/capi/abi
library=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Without debug information every library would compare as equal.
[[ $(readelf -SW "$library") == *.debug_info* ]] || {
    echo "$library has no debug information: build it with -g"
    exit 1
}

exports() { nm -D --defined-only --with-symbol-versions "$library" | awk '$2 != "A" {print $3}'; }

# The C names, and nothing that belongs neither to them nor to the node of the C++ interface of this minor release.
minor=$(sed -nE 's/^#define HAKIT_VERSION_STRING "([0-9]+)\.([0-9]+)\..*/\1_\2/p' "$root/include/hakit/version.hpp")
exports | grep -v "^_Z.*@@HAKIT_CXX_$minor\$" | LC_ALL=C sort >"$work/exports.txt"

interface=(--drop-private-types --exported-interfaces-only --no-elf-needed --no-architecture --no-corpus-path
    --no-comp-dir-path --short-locs --headers-dir "$root/capi/hakit" --suppressions "$baseline/hakit.suppr")

case $1 in
    update)
        cp "$work/exports.txt" "$baseline/exports.txt"
        abidw "${interface[@]}" --out-file "$baseline/libhakit-0.abi" "$library"
        ;;
    check)
        diff -u "$baseline/exports.txt" "$work/exports.txt" || {
            echo "The exported names have changed. Wanted additions: scripts/abi.sh update $library"
            exit 1
        }
        # Any exit code but 0 is a change: abidiff does not tell all harmful ones apart.
        abidiff --suppressions "$baseline/hakit.suppr" --no-added-syms --no-architecture --exported-interfaces-only \
            --drop-private-types --headers-dir2 "$root/capi/hakit" "$baseline/libhakit-0.abi" "$library" || {
            echo "The C interface has changed in a way that breaks programs built with the release before."
            exit 1
        }
        echo "$(wc -l <"$work/exports.txt") exported names, as recorded"
        ;;
    *)
        echo "usage: scripts/abi.sh check|update LIBRARY"
        exit 3
        ;;
esac
