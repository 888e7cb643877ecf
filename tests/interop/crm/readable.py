#!/usr/bin/env python3
"""crmsh reads the text that `hakit convert --to crm --crmsh 4.4` writes, and makes the CIB of it that it was written of,
ids included. Usage: readable.py HAKIT SAMPLES

The CIBs are those of the clusters drawn at random, the samples, and HAKIT_CORPUS/cib when that names a folder. One crm
process reads all of a schema. Objects may be in another order, and members and the docker of a container behind its own parts. CIBs with
podman or rkt are left out: crmsh 4.4 dies of them, in whatever form.
"""

import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import oracle
from clusters import cluster

CLUSTERS = 20
NEWEST = (3, 9)  # that the installed Pacemaker knows
ANYWHERE = ("primitive", "group", "clone", "master", "docker")

hakit = sys.argv[1]
oracle.OPTIONS += ["-o", "core.obscure_pattern=none"]


def run(*arguments: str, stdin: str) -> str:
    return subprocess.run([hakit, *arguments, "-"], input=stdin, capture_output=True, text=True, check=False).stdout


def cibs() -> Iterator[tuple[str, str]]:
    for number in range(CLUSTERS):
        yield f"cluster {number}", run("convert", "--format", "crm", "--to", "cib", stdin=cluster(number)[0])
    for file in sorted(Path(sys.argv[2]).glob("*.xml")):
        yield file.name, file.read_text()
    if corpus := os.environ.get("HAKIT_CORPUS"):
        for file in sorted((Path(corpus) / "cib").glob("*.xml")):
            yield file.name, file.read_text()


def key(element: ET.Element) -> tuple:
    attributes = dict(element.attrib)
    if element.tag == "cluster_property_set":
        attributes.pop("score", None)  # crmsh drops it, also from XML
    parts = [child for child in element if isinstance(child.tag, str)]
    return (
        element.tag,
        tuple(sorted(attributes.items())),
        tuple(key(part) for part in parts if part.tag not in ANYWHERE),
        tuple(sorted((key(part) for part in parts if part.tag in ANYWHERE), key=lambda part: part[0] == "docker")),
    )


def objects(sections: str) -> list[tuple]:
    root = ET.fromstring(f"<sections>{sections}</sections>")
    return sorted((key(one) for section in root for one in section if isinstance(one.tag, str)), key=repr)


def main() -> int:
    if shutil.which("crm") is None:
        print("skipped: there is no crmsh here")
        return 77
    by_schema: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, xml in cibs():
        schema = re.search(r'validate-with="pacemaker-(\d+)\.(\d+)"', xml)
        if re.search(r"<(podman|rkt)\b", xml):
            continue
        if schema and (1, 0) < (int(schema[1]), int(schema[2])) <= NEWEST:
            by_schema[f"{schema[1]}.{schema[2]}"].append((name, xml))
    wrong = 0
    for schema, some in by_schema.items():
        texts = [run("convert", "--format", "cib", "--to", "crm", "--crmsh", "4.4", stdin=xml) for _, xml in some]
        cases = [oracle.Case(name, schema, text, "", "") for (name, _), text in zip(some, texts, strict=True)]
        for (name, xml), answer in zip(some, oracle.ask(cases, schema), strict=True):
            wanted, got = objects(oracle.sections(xml)), objects(answer)
            if wanted == got:
                continue
            wrong += 1
            print(f"{name}: crmsh makes another CIB of it")
            for sign, these, those in (("-", wanted, got), ("+", got, wanted)):
                for one in these:
                    if one not in those:
                        print(sign, one)
    print(f"{sum(map(len, by_schema.values()))} CIBs, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
