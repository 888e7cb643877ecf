#!/usr/bin/env bash
# Builds the wheel without a network, installs it into a fresh venv and runs the Python tests and examples against it.
# Usage: tests/python/wheel_test.sh [WORK_DIRECTORY]
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=${1:-$(mktemp -d)}
[ $# -gt 0 ] || trap 'rm -rf "$work"' EXIT
mkdir -p "$work"
python=/usr/bin/python3 # meson's interpreter: a shim elsewhere on the PATH may be another one

"$python" -m build --wheel --no-isolation --skip-dependency-check -o "$work/dist" "$root"
wheel=$(ls "$work"/dist/hakit-*.whl)

# The package alone: no headers, no libraries, no pkg-config files.
"$python" -m zipfile -l "$wheel" | awk 'NR > 1 {print $1}' >"$work/contents"
if grep -vE '^hakit/(__init__|errors|values)\.py$|^hakit/_hakit\.(pyi|cpython-.*\.so)$|^hakit/py\.typed$|^hakit-.*\.dist-info/' \
    "$work/contents"; then
    echo "the wheel holds files that do not belong there"
    exit 1
fi

rm -rf "$work/venv"
"$python" -m venv --system-site-packages "$work/venv" # pytest and mypy come from the system
"$work/venv/bin/pip" install --no-index --no-deps --force-reinstall --quiet "$wheel"
cd "$work" # not the source tree, whose package has no compiled part
module=$("$work/venv/bin/python" -c 'import hakit._hakit; print(hakit._hakit.__file__)')
case $module in
    "$work"/venv/*) ;;
    *) echo "imported $module instead of the wheel"; exit 1 ;;
esac
if ldd "$module" | grep -q libhakit; then
    echo "the module of the wheel needs libhakit.so"
    exit 1
fi
"$work/venv/bin/python" -m pytest -q -p no:cacheprovider "$root/tests/python"
