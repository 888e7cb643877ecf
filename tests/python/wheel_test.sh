#!/usr/bin/env bash
# Builds the wheel without a network, installs it into a fresh venv and runs the Python tests and examples against it.
# Usage: tests/python/wheel_test.sh BUILD_DIRECTORY [MESON_OPTION...]
# Beside a build with the same options the objects come out of ccache, when CCACHE_NOHASHDIR is set.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
# meson-python 0.12 leaves this behind, and takes it for a sign that the build directory is configured.
rm -f "$root/.mesonpy-native-file.ini"
trap 'rm -f "$root/.mesonpy-native-file.ini"' EXIT
build=$(realpath -m "$1")
shift
python=/usr/bin/python3 # meson's interpreter: a shim elsewhere on the PATH may be another one
export PIP_NO_INDEX=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
unset PYTHONPATH

# A build directory of other options, or one that a failed run left behind, is not reconfigured but made anew.
[ "$(cat "$build/options" 2>/dev/null)" = "$*" ] || rm -rf "$build"
rm -rf "$build/dist" "$build/venv"
settings=("-Cbuilddir=$build")
for option; do settings+=("-Csetup-args=$option"); done
"$python" -m build --wheel --no-isolation --skip-dependency-check "${settings[@]}" -o "$build/dist" "$root"
echo "$*" >"$build/options"
wheels=("$build"/dist/hakit-*.whl)
[ ${#wheels[@]} -eq 1 ]

# The package alone: no command, headers, libraries, pkg-config files or manual pages.
"$python" -m zipfile -l "${wheels[0]}" | awk 'NR > 1 {print $1}' >"$build/dist/contents"
expected='^hakit/(__init__|aio|errors|values)\.py$|^hakit/_hakit\.(pyi|cpython-[^/]*\.so)$|^hakit/py\.typed$'
if grep -vE "$expected|^hakit-[^/]*\.dist-info/(METADATA|RECORD|WHEEL|LICENSE)$" "$build/dist/contents"; then
    echo "the wheel holds files that do not belong there"
    exit 1
fi
for file in hakit/__init__.py hakit/_hakit.pyi hakit/py.typed 'hakit-.*\.dist-info/LICENSE' 'hakit/_hakit\.cpython-.*\.so'; do
    grep -qx "$file" "$build/dist/contents" || {
        echo "the wheel has no $file"
        exit 1
    }
done

"$python" -m venv --system-site-packages "$build/venv" # pytest and mypy come from the system
"$build/venv/bin/pip" install --no-deps --force-reinstall --quiet "${wheels[0]}"
cd "$build/venv" # not the source tree, whose package has no compiled part
module=$(bin/python -c 'import hakit._hakit; print(hakit._hakit.__file__)')
[[ $module == "$build"/venv/* ]] || {
    echo "imported $module instead of the wheel"
    exit 1
}
if readelf -d "$module" | grep -E 'NEEDED.*libhakit|RUNPATH|RPATH'; then
    echo "the module of the wheel needs libhakit.so, or looks for libraries where it was built"
    exit 1
fi
bin/python -m pytest -q -p no:cacheprovider "$root/tests/python"
