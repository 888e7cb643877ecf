# shellcheck shell=bash disable=SC2034
# What the scripts share: where the tree is, apt, progress, and the count of what passed. To be sourced.
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jobs=$(nproc)
export PYTHONDONTWRITEBYTECODE=1 # leaves nothing in the source tree
export CCACHE_NOHASHDIR=1        # build directories side by side share their objects
export CCACHE_SLOPPINESS=pch_defines,time_macros # what ccache needs to cache files with a precompiled header
exec </dev/null                  # nobody is asked anything

say() { printf '\n==> %s\n' "$*"; }

# need PACKAGE...: installs those that are missing; does not touch apt when none is.
need() {
    local name missing=() as_root=()
    for name; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    [ "$(id -u)" = 0 ] || as_root=(sudo)
    say "Installing with apt: ${missing[*]}"
    "${as_root[@]}" apt-get update -q
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
}

# need_nginx: an nginx to start by hand. Debian's package would also start a web server on port 80 of this machine, so
# its program is only unpacked below build/.
need_nginx() {
    export PATH=$PATH:/usr/sbin:/sbin
    command -v nginx >/dev/null && return
    local place=$root/build/nginx
    export PATH=$place/usr/sbin:$PATH
    command -v nginx >/dev/null && return
    say "Unpacking nginx into build/nginx (it is not installed)"
    mkdir -p "$place"
    (cd "$place" && apt-get download -q nginx && dpkg -x nginx_*.deb . && rm nginx_*.deb)
}

# configure DIRECTORY OPTION...: meson setup, again only when the options have changed.
configure() {
    local dir=$1
    shift
    if [ ! -f "$dir/build.ninja" ] || [ "$(cat "$dir/options" 2>/dev/null)" != "$*" ]; then
        rm -rf "$dir"
        meson setup "$dir" "$root" "$@"
        echo "$*" >"$dir/options"
    fi
}

passed=0 failed=0 skipped=0

# count PASSED FAILED SKIPPED
count() {
    passed=$((passed + $1))
    failed=$((failed + $2))
    skipped=$((skipped + $3))
}

# meson_test DIRECTORY ARGUMENT...: runs the tests there and counts them.
meson_test() {
    local dir=$1 counts
    shift
    meson test -C "$dir" --print-errorlogs --timeout-multiplier 8 "$@" || true # the log knows better
    read -ra counts < <(python3 "$root/scripts/count_tests.py" "$dir/meson-logs/testlog.json")
    count "${counts[@]}"
}

# gate NAME COMMAND...: one check that counts as one test; exit code 77 means that it could not run here.
gate() {
    local name=$1 status=0
    shift
    say "$name"
    "$@" || status=$?
    case $status in
        0) count 1 0 0 ;;
        77) count 0 0 1 && echo "SKIPPED: $name" ;;
        *) count 0 1 0 && echo "FAILED: $name" ;;
    esac
}

# finish: the last line, and the exit code. In CI (CI=true) nothing may be skipped.
finish() {
    echo
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ] && { [ "${CI:-}" != true ] || [ "$skipped" -eq 0 ]; }
}
