"""`hakit` and the program hakit-machinery, which it becomes where OpenSSL is needed."""

import os
import shutil
import subprocess

from conftest import HAKIT


def test_the_short_commands_load_no_openssl(hakit):
    loaded = subprocess.run([HAKIT, "--version"], env={**os.environ, "LD_TRACE_LOADED_OBJECTS": "1"}, text=True,
                            capture_output=True, check=True).stdout
    assert "libc.so" in loaded
    assert "libssl" not in loaded and "libcrypto" not in loaded


def test_without_the_other_program_the_error_says_where_it_was_sought(tmp_path):
    alone = shutil.copy2(HAKIT, tmp_path / "hakit")
    done = subprocess.run([alone, "simulate", "scenario.json"], text=True, capture_output=True)
    assert done.returncode == 4
    assert done.stderr.startswith("hakit: hakit-machinery, which has this subcommand, is not installed; tried ")
    assert f"{tmp_path}/hakit-machinery, " in done.stderr
    assert subprocess.run([alone, "--version"], capture_output=True).returncode == 0


def test_standard_input_is_left_to_it(hakit, tmp_path):
    (tmp_path / "keepalived.conf").write_text("vrrp_instance VI_1 {\n    interface eth0\n}\n")
    with open(tmp_path / "keepalived.conf") as given:
        done = subprocess.run([HAKIT, "check", "--format", "keepalived", "--for-run", "-"], stdin=given, text=True,
                              capture_output=True)
    assert done.returncode == 2
    assert "virtual_router_id" in done.stdout + done.stderr
