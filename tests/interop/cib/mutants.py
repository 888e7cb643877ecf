#!/usr/bin/env python3
"""hakit's verdict and the schema's on CIBs that differ from a good one in one place. Usage: mutants.py HAKIT SAMPLE

Each attribute is taken away, each attribute that the element may have is added, children are taken away, doubled, and
swapped for a reference. Pacemaker's RELAX NG schema takes the outcome exactly when hakit finds nothing that it refuses.
"""

import copy
import re
import shutil
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from pacemaker import SCRATCH, SKIP, missing, run, schema_codes, valid

SCHEMAS = ("3.9", "3.0", "2.10")
# What these elements call 'id' is the id of another one.
POINTERS = {"resource_ref", "obj_ref", "role"}
# An id of the sample of the same kind, for references.
SAME_KIND = {"rule": "l2-rule", "instance_attributes": "ip-instance_attributes"}

hakit = Path(sys.argv[1])


def known_attributes() -> dict[str, dict[str, str]]:
    """What hakit's tables say that an element may have: by its name, the attributes and what they hold."""
    found: dict[str, dict[str, str]] = {}
    for line in run(hakit, "keywords", "--format", "cib").stdout.decode().splitlines():
        if row := re.match(r"(\S+)/([\w-]+)/([\w-]+)  (.+)|([\w-]+)/([\w-]+)  (.+)", line):
            owner, name, values = (row[2], row[3], row[4]) if row[2] else (row[5], row[6], row[7])
            found.setdefault(owner, {})[name] = values
    return found


def value_for(name: str, values: str) -> str:
    if name == "id":
        return "fresh-id"
    if "id of" in values:
        return "ip"
    if "|" in values:
        return values.split("|")[0]
    return "1" if re.search(r"\d|number", values) else "x"


def elements(root: ET.Element) -> list[ET.Element]:
    return list(root.iter())


def mutants(root: ET.Element, known: dict[str, dict[str, str]]) -> Iterator[tuple[str, bytes]]:
    tried = set()
    for i, original in enumerate(elements(root)):

        def changed(what: str, change) -> tuple[str, bytes]:  # type: ignore[no-untyped-def]
            twin = copy.deepcopy(root)
            change(elements(twin)[i])
            return f"{original.tag} {original.get('id', '')}: {what}", ET.tostring(twin)

        def refer(e: ET.Element, emptied: bool) -> None:
            e.attrib.clear()
            e.set("id-ref", SAME_KIND.get(e.tag, "ip"))
            if emptied:
                e[:] = []

        def double(e: ET.Element, j: int) -> None:
            again = copy.deepcopy(e[j])
            for inner in again.iter():
                if "id" in inner.attrib and inner.tag not in POINTERS:
                    inner.set("id", "again-" + inner.attrib["id"])
            e.append(again)

        for name in original.attrib:
            yield changed(f"without {name}", lambda e: e.attrib.pop(name))
        shape = (original.tag, *sorted(original.attrib), *sorted({child.tag for child in original}))
        for name, values in known.get(original.tag, {}).items():
            if name not in original.attrib and (shape, name) not in tried:
                tried.add((shape, name))
                yield changed(f"with {name}", lambda e: e.set(name, value_for(name, values)))
        if "id-ref" in known.get(original.tag, {}) and "id" in original.attrib:
            yield changed("a reference", lambda e: refer(e, True))
            yield changed("a reference with content", lambda e: refer(e, False))
        if len(original):
            yield changed("empty", lambda e: e.__setitem__(slice(None), []))
        for j, child in enumerate(original):
            yield changed(f"without its <{child.tag}>", lambda e: e.remove(e[j]))
            yield changed(f"a second <{child.tag}>", lambda e: double(e, j))


def main() -> int:
    if absent := missing("xmllint"):
        print(f"skipped: {absent} not installed")
        return SKIP
    known = known_attributes()

    def judged(schema: str, mutant: tuple[str, bytes]) -> tuple[bool, str]:
        name, xml = mutant
        out = run(hakit, "check", "--format", "cib", "--limit", 1000, "-", stdin=xml)
        found = schema_codes(re.findall(rb"error\[(CB\d+)\]", out.stdout + out.stderr))
        taken = valid(xml, schema)
        return bool(taken), "" if taken == (not found) else f"{schema}, {name}: valid: {taken}, hakit finds {found}"

    count = refused = wrong = 0
    with ThreadPoolExecutor(2) as pool:
        for schema in SCHEMAS:
            sample = run(hakit, "cib", "upgrade", "--to", schema, "-", stdin=Path(sys.argv[2]).read_bytes()).stdout
            for taken, complaint in pool.map(lambda m: judged(schema, m), mutants(ET.fromstring(sample), known)):
                count += 1
                refused += not taken
                if complaint:
                    wrong += 1
                    print(complaint)
    shutil.rmtree(SCRATCH)
    print(f"{count} CIBs, {refused} of them refused by their schema, {wrong} judged otherwise by hakit")
    return 1 if wrong or refused in (0, count) else 0


sys.exit(main())
