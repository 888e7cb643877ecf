#!/usr/bin/env bash
# Builds and runs consumers of an installed hakit with CMake: shared, static, after the prefix has moved; and a request
# for another version must be refused.
set -euo pipefail
# shellcheck source=stage.sh
. "$(dirname "$0")/stage.sh"
command -v cmake >/dev/null || {
    echo "cmake is not installed"
    exit 77
}

# configure NAME ARGUMENTS...
configure() {
    cmake -G Ninja -S "$here/consumer" -B "$work/$1" -DCMAKE_PREFIX_PATH="$installed" -DCMAKE_BUILD_TYPE=Debug "${@:2}"
}

mv "$stage" "$work/moved"
installed=$work/moved$prefix
library_dir=$installed/$libdir

for kind in $(kinds); do
    static=OFF
    [ "$kind" = static ] && static=ON
    configure "$kind" -Dhakit_USE_STATIC_LIBS=$static
    cmake --build "$work/$kind" --parallel 2
    case $kind in
        shared) is_shared "$work/$kind/consumer_cpp" ;;
        static) ! is_shared "$work/$kind/consumer_cpp" || exit 1 ;;
    esac
    run "$work/$kind/consumer_c" C
    run "$work/$kind/consumer_cpp" C++
done

# The minor version counts while hakit is 0.x: 0.0 is as wrong as 99.0.
for other in 0.0 99.0; do
    if configure "refused-$other" -DHAKIT_WANTED=$other >"$work/refused.log" 2>&1; then
        echo "hakit $version was accepted where $other was asked for"
        exit 1
    fi
    grep -q 'were considered but not accepted' "$work/refused.log" || {
        cat "$work/refused.log"
        exit 1
    }
done
