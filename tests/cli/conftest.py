"""The built command, in an empty folder of its own. $HAKIT names the program."""

import os
import pathlib
import subprocess

import pytest

HAKIT = os.environ["HAKIT"]

SAMPLE = """\
# two routers and a web farm
vrrp_instance VI_1 {
    state BACKUP
    interface eth0   # uplink
    virtual_router_id 51
    priority 100
    authentication {
        auth_type PASS
        auth_pass geheim
    }
    virtual_ipaddress {
        192.0.2.10/24
        192.0.2.11/24
    }
}

virtual_server 192.0.2.10 80 {
    delay_loop 6
    lb_algo wrr
    lb_kind DR
    protocol TCP
    real_server 198.51.100.1 80 {
        weight 1
        TCP_CHECK {
            connect_timeout 3
        }
    }
    real_server 198.51.100.2 80 {
        weight 1
        TCP_CHECK {
            connect_timeout 3
        }
    }
}
"""


class Shell:
    """Runs hakit, and keeps files, in one folder."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder

    def write(self, name: str, text: str | bytes) -> pathlib.Path:
        path = self.folder / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def __call__(self, *arguments: str, stdin: str = "", **more) -> subprocess.CompletedProcess:
        return subprocess.run([HAKIT, *map(str, arguments)], input=stdin, capture_output=True, text=True,
                              cwd=self.folder, check=False, **more)

    def bash(self, script: str) -> subprocess.CompletedProcess:
        environment = dict(os.environ, PATH=f"{pathlib.Path(HAKIT).parent}:{os.environ['PATH']}")
        return subprocess.run(["bash", "-c", script], capture_output=True, text=True, cwd=self.folder, check=False,
                              env=environment, stdin=subprocess.DEVNULL)


@pytest.fixture
def hakit(tmp_path) -> Shell:
    shell = Shell(tmp_path)
    shell.write("k.conf", SAMPLE)
    return shell


@pytest.fixture
def sample() -> str:
    return SAMPLE
