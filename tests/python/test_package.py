"""The package itself: what it exports, its stubs, its errors, its examples in the docs."""

import doctest
import pathlib
import pickle
import subprocess
import sys

import hakit
import hakit.aio
import hakit.errors
import pytest

HERE = pathlib.Path(__file__).parent


def test_everything_exported_exists():
    assert sorted(set(hakit.__all__)) == list(hakit.__all__)
    assert all(getattr(hakit, name) is not None for name in hakit.__all__)
    assert hakit.__version__.count(".") == 2


def test_errors():
    assert issubclass(hakit.SystemError_, OSError) and issubclass(hakit.SystemError_, hakit.Error)
    assert issubclass(hakit.EditError, hakit.Error) and issubclass(hakit.LimitError, hakit.Error)
    again = pickle.loads(pickle.dumps(hakit.SystemError_("gone", "system", 5)))
    assert again.errno == 5 and str(again) == "gone" and again.code == "system"


def test_docstring_examples():
    assert doctest.testmod(hakit).failed == 0 and doctest.testmod(hakit.aio).failed == 0


def test_the_guide():
    guide = pathlib.Path(__file__).parents[2] / "docs" / "python.md"
    if not guide.exists():
        pytest.skip("installed without the docs")
    outcome = doctest.testfile(str(guide), module_relative=False)
    assert outcome.attempted > 10 and outcome.failed == 0


@pytest.mark.parametrize("arguments", [
    ["mypy.stubtest", "--allowlist", str(HERE / "stubtest_allowlist.txt"), "hakit._hakit"],
    ["mypy", "--strict", "-p", "hakit"],
])
def test_types(arguments, tmp_path):
    pytest.importorskip("mypy")
    place = pathlib.Path(hakit.__file__).parents[1]
    environment = {"PATH": "/usr/bin:/bin"}
    if place.name not in ("site-packages", "dist-packages"):  # where mypy looks by itself, thanks to py.typed
        environment |= {"PYTHONPATH": str(place), "MYPYPATH": str(place)}
    done = subprocess.run([sys.executable, "-m", *arguments], capture_output=True, text=True, cwd=tmp_path,
                          env=environment)
    assert done.returncode == 0, done.stdout + done.stderr
