"""What the judges of CIBs share: Pacemaker's tools on files, and hakit's verdict beside theirs."""

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

SCHEMAS = Path("/usr/share/pacemaker")
SKIP = 77
SCRATCH = Path(tempfile.mkdtemp(prefix="hakit-cib-"))
# crm_simulate prints what it would do; the time zone is none of that, and no live cluster is looked for.
ENVIRONMENT = {**os.environ, "TZ": "UTC", "CIB_shadow_dir": str(SCRATCH)}

# Complaints about the state of the cluster, not about its configuration.
STATE = re.compile(r"active on|Cannot fence|unclean|Node .* is|fence|pending|shutdown|schedule_fencing|unpack_rsc_op")


def run(*command: object, stdin: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([str(c) for c in command], input=stdin, capture_output=True, env=ENVIRONMENT, timeout=120)


def missing(*tools: str) -> str:
    """What is not installed, for people; empty when all is."""
    absent = [tool for tool in tools if not shutil.which(tool)]
    if not SCHEMAS.is_dir():
        absent.append(str(SCHEMAS))
    return ", ".join(absent)


def canonical(xml: bytes) -> bytes:
    """Without blanks between elements, attributes sorted: what libxml2 takes for the same document."""
    return run("xmllint", "--c14n", "-", stdin=re.sub(rb">\s+<", b"><", xml)).stdout


def schema_of(xml: bytes) -> str | None:
    found = re.search(rb'validate-with="pacemaker-([0-9.]+)"', xml)
    return found[1].decode() if found else None


def valid(xml: bytes, schema: str) -> bool | None:
    """None when Pacemaker here does not know the schema."""
    rng = SCHEMAS / f"pacemaker-{schema}.rng"
    if not rng.is_file():
        return None
    return run("xmllint", "--noout", "--relaxng", rng, "-", stdin=xml).returncode == 0


def schema_codes(codes: list[bytes]) -> list[bytes]:
    """Of the errors that hakit finds those that a schema refuses."""
    return [code for code in codes if code.startswith((b"CB01", b"CB02", b"CB0308")) and code != b"CB0209"]


def complaints(file: Path) -> list[str]:
    """What crm_verify has against the configuration."""
    out = run("crm_verify", "-V", "--xml-file", file)
    return [
        line
        for line in (out.stdout + out.stderr).decode(errors="replace").splitlines()
        if "error:" in line and "unpack_resources" not in line and not STATE.search(line)
    ]


def simulated(file: Path) -> bytes:
    """Where crm_simulate would have everything, and what it would do for that."""
    return run("crm_simulate", "--simulate", "--xml-file", file, "--show-scores").stdout
