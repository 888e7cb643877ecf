#!/usr/bin/env bash
# Builds hakit on Debian 12 and shows it at work. Usage: scripts/demo.sh [--keep]; with --keep it goes on running.
set -euo pipefail
# shellcheck source=lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=packages.sh
. "$root/scripts/packages.sh"
need "${build_packages[@]}" "${demo_packages[@]}"
need_nginx

build=$root/build/demo
say "Configuring $build"
configure "$build" -Dbuildtype=release -Dtests=false -Dpython=disabled
say "Building with $jobs jobs"
ninja -C "$build" cli/hakit

say "The demonstration"
exec "$root/scripts/demo/run.sh" "$build/cli/hakit" "$@"
