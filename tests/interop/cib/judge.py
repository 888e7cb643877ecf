#!/usr/bin/env python3
"""hakit beside Pacemaker's tools, on CIB files. Usage: judge.py HAKIT SAMPLES"""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from pacemaker import SCRATCH, SKIP, canonical, complaints, missing, run, schema_codes, schema_of, simulated, valid

hakit = Path(sys.argv[1])
failures: list[str] = []


def expect(holds: bool, file: Path, what: str) -> None:
    if not holds:
        failures.append(f"{file.name}: {what}")


def files() -> Iterator[Path]:
    yield from sorted(Path(sys.argv[2]).glob("*.xml"))
    if corpus := os.environ.get("HAKIT_CORPUS"):
        yield from sorted((Path(corpus) / "cib").glob("*.xml"))


def errors_of(file: Path) -> list[bytes]:
    """The codes of the errors that hakit finds."""
    out = run(hakit, "check", "--format", "cib", "--limit", 1000, file)
    return re.findall(rb"error\[(CB\d+)\]", out.stdout + out.stderr)


def check_layout(file: Path, laid_out: bytes) -> None:
    original = file.read_bytes()
    expect(canonical(original) == canonical(laid_out), file, "libxml2 sees another document after fmt")
    if not (schema := schema_of(original)):
        return
    refused = valid(original, schema)
    if refused is None:
        return
    expect(valid(laid_out, schema) == refused, file, "the schema's verdict changes with fmt")
    found = schema_codes(errors_of(file))
    expect(bool(found) == (not refused), file, f"schema valid: {refused}, hakit: {found}")


def check_verify(file: Path) -> None:
    if found := complaints(file):
        expect(bool(errors_of(file)), file, f"crm_verify: {found[0]}; hakit finds nothing")


def check_simulation(file: Path, laid_out: bytes) -> None:
    again = SCRATCH / "again.xml"
    again.write_bytes(laid_out)
    expect(simulated(file) == simulated(again), file, "crm_simulate comes to another result after fmt")


def check_patch(file: Path) -> None:
    """Changes the CIB in several ways, and has crm_diff carry the patch out."""
    before, after, patch = SCRATCH / "before.xml", SCRATCH / "after.xml", SCRATCH / "patch.xml"
    # Comments are no part of a patch.
    text = re.sub(rb"<!--.*?-->", b"", file.read_bytes(), flags=re.DOTALL)
    if b"crm_feature_set" not in text.split(b">")[0] + text.split(b">")[1]:
        text = text.replace(b"<cib ", b'<cib crm_feature_set="3.16.1" ', 1)
    before.write_bytes(text)
    changed = re.sub(rb'(<nvpair [^>]*value=")([^"]*)(")', rb"\1\2x\3", text, count=2)
    primitives = re.findall(rb"<primitive\b[^>]*/>|<primitive\b.*?</primitive>", changed, flags=re.DOTALL)
    if primitives:
        changed = changed.replace(
            b"</resources>", b'<primitive id="hakit-new" class="lsb" type="x"/></resources>', 1
        )
    constraints = re.search(rb"<constraints>(.*)</constraints>", changed, flags=re.DOTALL)
    single = re.findall(rb"<rsc_\w+ [^>]*/>", constraints[1]) if constraints else []
    if len(single) >= 3:
        moved = single[1:-1] + single[:1]  # the last one goes, the first one moves
        complex_ones = re.sub(rb"<rsc_\w+ [^>]*/>", b"", constraints[1])
        changed = changed.replace(constraints[0], b"<constraints>" + b"".join(moved) + complex_ones + b"</constraints>")
    after.write_bytes(changed)
    made = run(hakit, "cib", "patch", before, after)
    expect(made.returncode == 0, file, f"no patch: {made.stderr.decode(errors='replace')}")
    patch.write_bytes(made.stdout)
    applied = run("crm_diff", "--original", before, "--patch", patch)
    expect(applied.returncode == 0, file, f"crm_diff refuses the patch: {applied.stderr.decode(errors='replace')[:200]}")

    def plain(xml: bytes) -> bytes:
        return canonical(re.sub(rb' (epoch|num_updates|admin_epoch)="\d+"', b"", xml))

    expect(plain(applied.stdout) == plain(changed), file, "the patch makes another CIB")


def check_upgrade(file: Path, to: str) -> None:
    original = file.read_bytes()
    if not (schema := schema_of(original)) or not valid(original, schema):
        return
    made = run(hakit, "cib", "upgrade", "--to", to, "-", stdin=original)
    if made.returncode == 2 and b"manual: " in made.stderr:
        return  # and says so
    expect(made.returncode == 0, file, f"upgrade to {to}: {made.stderr.decode(errors='replace')[:300]}")
    expect(valid(made.stdout, to) is True, file, f"what upgrade to {to} makes is not valid")


def main() -> int:
    if absent := missing("xmllint", "crm_verify", "crm_diff", "crm_simulate"):
        print(f"skipped: {absent} not installed")
        return SKIP
    every = list(files())
    for number, file in enumerate(every):
        laid_out = run(hakit, "fmt", "--format", "cib", "--stdout", file).stdout
        check_layout(file, laid_out)
        check_verify(file)
        # The slow ones on a sample.
        if number % 6 == 0:
            check_simulation(file, laid_out)
            check_patch(file)
            for version in ("1.2", "2.0", "2.10", "3.0", "3.9"):
                check_upgrade(file, version)
    shutil.rmtree(SCRATCH)
    print(f"{len(every)} CIBs")
    for failure in failures:
        print(failure)
    return 1 if failures or not every else 0


sys.exit(main())
