#!/usr/bin/env bash
# Builds and runs consumers that carry hakit's source $1 as a Meson subproject, linked statically. hakit $2 must bring
# neither its tests nor its programs along, and must not turn the consumer's warnings into errors.
set -euo pipefail
source=$1 version=$2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cp -r "$here/consumer" "$work/consumer"
mkdir "$work/consumer/subprojects"
ln -s "$source" "$work/consumer/subprojects/hakit"
build=$work/build

# -O0 and no debug information: this is about the build files, not about the code.
meson setup "$build" "$work/consumer" --wrap-mode=forcefallback -Ddefault_library=static -Dbuildtype=plain
ninja -C "$build" -j "${HAKIT_JOBS:-2}" -t targets all >"$work/targets"
if grep -E 'subprojects/hakit/(tests|cli|examples|bindings)/' "$work/targets"; then
    echo "hakit as a subproject builds more than the library"
    exit 1
fi
ninja -C "$build" -j "${HAKIT_JOBS:-2}" consumer_c consumer_cpp >"$work/ninja.log" || {
    tail -n 50 "$work/ninja.log"
    exit 1
}
[ "$("$build/consumer_c")" = "hakit $version from C" ]
[ "$("$build/consumer_cpp")" = "hakit $version from C++" ]
