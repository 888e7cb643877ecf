# shellcheck shell=bash disable=SC2034
# For the packaging tests to source: installs the build directory $1 below a temporary folder, whose path is in $stage.
build=$1 library=$2 prefix=$3 libdir=$4 version=$5
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
stage=$work/stage
export DESTDIR=$stage

meson install -C "$build" --no-rebuild --quiet >"$work/install.log" 2>&1 || {
    cat "$work/install.log"
    exit 1
}
installed=$stage$prefix
library_dir=$installed/$libdir

# run PROGRAM LANGUAGE: it must say which hakit it met, and that must be the one just installed.
run() {
    local said
    said=$(LD_LIBRARY_PATH=$library_dir "$1")
    echo "$(basename "$1"): $said"
    [ "$said" = "hakit $version from $2" ]
}

# is_shared PROGRAM: whether it loads libhakit.so.0 when it starts.
is_shared() { [[ $(readelf -d "$1") =~ NEEDED[^$'\n']*\[libhakit\.so\.0\] ]]; }

# kinds: the kinds of library that were installed.
kinds() {
    case $library in
        both) echo shared static ;;
        *) echo "$library" ;;
    esac
}
