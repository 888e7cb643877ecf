#!/usr/bin/env bash
# The installed command finds its other program by itself, also in a prefix that was moved.
set -euo pipefail
# shellcheck source=stage.sh
. "$(dirname "$0")/stage.sh"

[ "$("$installed/bin/hakit" --version)" = "hakit $version" ]
"$installed/bin/hakit" simulate --schema | grep -q json-schema.org
mv "$installed" "$work/moved"
"$work/moved/bin/hakit" simulate --schema | grep -q json-schema.org
