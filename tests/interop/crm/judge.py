#!/usr/bin/env python3
"""Pacemaker's tools on what hakit makes of crm shell text, and of CIBs by way of text. Usage: judge.py HAKIT SAMPLES

- The CIB of a text is valid for the schema that it was made for exactly when hakit finds nothing that a schema refuses.
- Where crm_verify complains about that CIB, hakit finds an error.
- crm_simulate comes to the same placement, scores and actions before and after CIB -> text -> CIB, for 40 clusters drawn
  at random, the samples, and 40 CIBs of HAKIT_CORPUS when that names a folder.

The texts are those of tests/data/crm/statements.txt, the drawn clusters, and HAKIT_CORPUS/crm.
"""

import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from clusters import cluster
from oracle import DEFAULT_SCHEMA, read_cases

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "cib"))
from pacemaker import SCRATCH, SKIP, complaints, missing, run, schema_codes, schema_of, simulated, valid  # noqa: E402

CLUSTERS = 40
OTHER_SCHEMAS = ("1.2", "2.10", "3.7")

hakit = Path(sys.argv[1])
failures: list[str] = []


def expect(holds: bool, name: str, what: str) -> None:
    if not holds:
        failures.append(f"{name}: {what}")


def texts() -> Iterator[tuple[str, str, bytes]]:
    """Name, schema, text."""
    for case in read_cases()[1]:
        yield case.title, case.schema, case.text.encode()
    for number in range(CLUSTERS):
        text = cluster(number)[0].encode()
        yield f"cluster {number}", DEFAULT_SCHEMA, text
        if number < 5:
            yield from ((f"cluster {number} as {schema}", schema, text) for schema in OTHER_SCHEMAS)
    if corpus := os.environ.get("HAKIT_CORPUS"):
        for file in sorted((Path(corpus) / "crm").glob("*.crm")):
            yield file.name, DEFAULT_SCHEMA, file.read_bytes()


def to_cib(text: bytes, schema: str) -> bytes:
    return run(hakit, "convert", "--format", "crm", "--to", "cib", "--schema", schema, "-", stdin=text).stdout


def to_text(xml: bytes) -> bytes:
    return run(hakit, "convert", "--format", "cib", "--to", "crm", "--secrets", "-", stdin=xml).stdout


def errors_of(text: bytes, schema: str) -> list[bytes]:
    target = f"--target=pacemaker-{schema}"
    out = run(hakit, "check", "--format", "crm", target, "--limit", 1000, "-", stdin=text)
    return re.findall(rb"error\[(C[BR]\d+)\]", out.stdout + out.stderr)


def judge_text(name: str, schema: str, text: bytes) -> bool:
    """Whether the schema takes it."""
    xml = to_cib(text, schema)
    if not xml:
        expect(bool(errors_of(text, schema)), name, "there is no CIB, and hakit finds no error")
        return False
    taken = valid(xml, schema)
    found = errors_of(text, schema)
    expect(taken == (not schema_codes(found)), name, f"valid for {schema}: {taken}, hakit finds {found}")
    file = SCRATCH / "text.xml"
    file.write_bytes(xml)
    against = complaints(file)
    expect(not against or bool(found), name, f"crm_verify: {against[:1]}, hakit finds nothing")
    return bool(taken)


def with_status(xml: bytes, nodes: list[str]) -> bytes:
    """All nodes are up, and the cluster has quorum."""
    states = "".join(
        f'<node_state id="{n}" uname="{name}" in_ccm="true" crmd="online" join="member" expected="member"/>'
        for n, name in enumerate(nodes, 1)
    )
    status = f'<status>{states}<tickets><ticket_state id="west" granted="true"/></tickets></status>'
    return xml.replace(b"<status/>", status.encode()).replace(b"<cib ", b'<cib have-quorum="1" ', 1)


def through_text(xml: bytes) -> bytes:
    """The CIB with the configuration that its text stands for; the status and the attributes of <cib> have none."""
    again = to_cib(to_text(xml), schema_of(xml) or DEFAULT_SCHEMA)
    new = re.search(rb"<configuration\b.*</configuration>|<configuration\b[^>]*/>", again, re.DOTALL)
    old = re.search(rb"<configuration\b.*</configuration>|<configuration\b[^>]*/>", xml, re.DOTALL)
    assert new and old
    return xml[: old.start()] + new[0] + xml[old.end() :]


def cibs() -> Iterator[tuple[str, bytes, bool]]:
    """Name, XML, whether something must run there."""
    for number in range(CLUSTERS):
        text, nodes = cluster(number)
        yield f"cluster {number}", with_status(to_cib(text.encode(), DEFAULT_SCHEMA), nodes), True
    for file in sorted(Path(sys.argv[2]).glob("*.xml")):
        yield file.name, file.read_bytes(), False
    if corpus := os.environ.get("HAKIT_CORPUS"):
        every = sorted((Path(corpus) / "cib").glob("*.xml"))
        for file in every[:: max(1, len(every) // 40)]:
            yield file.name, file.read_bytes(), False


def judge_placement(name: str, xml: bytes, runs: bool) -> None:
    before, after = SCRATCH / "before.xml", SCRATCH / "after.xml"
    before.write_bytes(xml)
    after.write_bytes(through_text(xml))
    wanted = simulated(before)
    expect(not runs or b"Start " in wanted and b"Promoted: [ n" in wanted, name, "nothing runs there")
    expect(wanted == simulated(after), name, "crm_simulate comes to another result after the way through text")


def main() -> int:
    if absent := missing("xmllint", "crm_verify", "crm_simulate"):
        print(f"skipped: {absent} not installed")
        return SKIP
    judged = [judge_text(*one) for one in texts()]
    simulations = 0
    for one in cibs():
        judge_placement(*one)
        simulations += 1
    shutil.rmtree(SCRATCH)
    print(f"{len(judged)} texts, {sum(judged)} of them valid CIBs; {simulations} simulations")
    for failure in failures:
        print(failure)
    return 1 if failures else 0


sys.exit(main())
