#!/usr/bin/env bash
# Builds hakit and runs all its tests on Debian 12: unit, C, Python, examples, real peers, packaging.
# Usage: scripts/test.sh [MESON_OPTION...], for instance scripts/test.sh -Ddevel=true
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"

# shellcheck source=packages.sh
. "$root/scripts/packages.sh"
need "${build_packages[@]}" "${test_packages[@]}"
need_nginx

build=$root/build/test
say "Configuring $build"
configure "$build" -Dbuildtype=debug -Ddebug=false -Ddefault_library=both -Dpython=enabled -Dbench=true "$@"

say "Building with $jobs jobs"
ninja -C "$build"

say "Testing"
meson_test "$build"
# The wheel with the compiler options of the build above, so that its objects are there already.
gate "Wheel" "$root/tests/python/wheel_test.sh" "$root/build/wheel" -Dbuildtype=debug -Ddebug=false -Doptimization=0 "$@"
finish
