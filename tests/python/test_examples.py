"""The programs of examples/python, as a user runs them."""

import os
import pathlib
import subprocess
import sys

import hakit
import pytest

EXAMPLES = pathlib.Path(__file__).parents[2] / "examples" / "python"
pytestmark = pytest.mark.skipif(not EXAMPLES.exists(), reason="installed without the examples")


def run(name, *arguments):
    environment = dict(os.environ, PYTHONPATH=str(pathlib.Path(hakit.__file__).parents[1]))
    return subprocess.run([sys.executable, EXAMPLES / name, *map(str, arguments)], capture_output=True, env=environment)


@pytest.fixture
def conf(tmp_path, sample):
    (tmp_path / "x.conf").write_bytes(sample)
    return tmp_path / "x.conf"


def test_list_vips(conf):
    done = run("list_vips.py", conf)
    assert done.returncode == 0 and done.stderr == b""
    assert done.stdout.decode().splitlines() == [
        f"{conf}\t192.0.2.10/24\tvrrp_instance VI_1",
        f"{conf}\t192.0.2.10\tvirtual_server port 80",
    ]
    assert run("list_vips.py", conf.with_name("none")).returncode == 4


def test_failover_says_what_it_lacks(tmp_path):
    done = run("failover.py", tmp_path / "none.conf")
    assert done.returncode != 0 and b"none.conf" in done.stderr


def test_change_weight(conf, sample):
    os.chmod(conf, 0o640)
    done = run("change_weight.py", conf, "192.0.2.10:80", "198.51.100.1:80", "0")
    assert done.returncode == 0, done.stderr
    assert conf.read_bytes() == sample.replace(b"weight 1\n", b"weight 0\n")
    assert conf.stat().st_mode & 0o777 == 0o640
    assert b"\n-        weight 1\n+        weight 0\n" in done.stdout


@pytest.mark.parametrize("weight, real", [("many", "198.51.100.1:80"), ("0", "198.51.100.7:80")])
def test_a_weight_that_cannot_be(conf, sample, weight, real):
    done = run("change_weight.py", conf, "192.0.2.10:80", real, weight)
    assert done.returncode == 2 and done.stderr
    assert conf.read_bytes() == sample


def test_usage(conf):
    assert run("change_weight.py", conf).returncode == 3


def test_reconcile(tmp_path):
    file = tmp_path / "table.json"
    file.write_text('{"services": [{"protocol": "tcp", "address": "192.0.2.1", "port": 80, "scheduler": "rr"}]}')
    done = run("reconcile.py", "--memory", "--rounds", "1", str(file))
    assert done.returncode == 0 and done.stdout == b"made add service tcp 192.0.2.1:80 rr \n"
    file.write_text("{")
    done = run("reconcile.py", "--memory", "--rounds", "1", str(file))
    assert done.returncode == 0 and b"no JSON" in done.stderr and done.stdout == b""


def test_prepare_real_server(conf):
    done = run("prepare_real_server.py", "--interface", "lo0", conf, "198.51.100.1")
    assert done.returncode in (0, 2, 4), done.stderr
    assert b"192.0.2.10/32 on lo" in done.stdout
    assert run("prepare_real_server.py", conf, "198.51.100.99").returncode == 2
    assert run("prepare_real_server.py", conf.with_name("none"), "198.51.100.1").returncode == 4
