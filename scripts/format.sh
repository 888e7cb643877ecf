#!/usr/bin/env bash
# Checks that the C and C++ sources are as clang-format-14 leaves them; with --fix, makes them so.
set -euo pipefail
cd "$(dirname "$0")/.."
mode=(--dry-run -Werror)
[ "${1:-}" = --fix ] && mode=(-i)
git ls-files -z -- '*.cpp' '*.hpp' '*.c' '*.h' | xargs -0 clang-format-14 "${mode[@]}"
