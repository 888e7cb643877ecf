#!/usr/bin/env bash
# Builds and runs a C and a C++ consumer of an installed hakit with pkg-config alone.
set -euo pipefail
# shellcheck source=stage.sh
. "$(dirname "$0")/stage.sh"

export PKG_CONFIG_PATH=$library_dir/pkgconfig PKG_CONFIG_SYSROOT_DIR=
config=(pkg-config --define-variable=prefix="$installed")
[ "$("${config[@]}" --modversion hakit)" = "$version" ]

for kind in $(kinds); do
    read -ra cflags <<<"$("${config[@]}" --cflags hakit)"
    if [ "$kind" = static ]; then
        # Only hakit itself as a static library; -l:libhakit.a picks it where both kinds are installed.
        read -ra libs <<<"$("${config[@]}" --static --libs hakit)"
        libs=("${libs[@]/#-lhakit/-l:libhakit.a}")
    else
        read -ra libs <<<"$("${config[@]}" --libs hakit)"
    fi
    "${CC:-cc}" -std=c99 -pedantic-errors -Wall -Wextra -Werror "${cflags[@]}" "$here/consumer/consumer.c" \
        -o "$work/c-$kind" "${libs[@]}"
    "${CXX:-c++}" -std=c++20 "${cflags[@]}" "$here/consumer/consumer.cpp" -o "$work/cpp-$kind" "${libs[@]}"
    for language in c cpp; do
        case $kind in
            shared) is_shared "$work/$language-$kind" ;;
            static) ! is_shared "$work/$language-$kind" || exit 1 ;;
        esac
    done
    run "$work/c-$kind" C
    run "$work/cpp-$kind" C++
done
