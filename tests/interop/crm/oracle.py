#!/usr/bin/env python3
"""What crmsh makes of the statements in tests/data/crm/statements.txt.

oracle.py --verify   compares the recorded sections with those of the installed crmsh
oracle.py --write    records them anew

One crm process reads all cases of a schema, each into an empty CIB; it commits nothing. Exit code 77: there is no crmsh.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path

CASES = Path(__file__).resolve().parents[2] / "data" / "crm" / "statements.txt"
DEFAULT_SCHEMA = "3.9"
OPTIONS = ["-D", "plain", "-F", "-o", "core.check_frequency=never", "-o", "core.ignore_missing_metadata=yes"]
EMPTY = (
    '<cib crm_feature_set="3.16.1" validate-with="pacemaker-{}" epoch="1" num_updates="0" admin_epoch="0">'
    "<configuration><crm_config/><nodes/><resources/><constraints/></configuration><status/></cib>"
)


@dataclass
class Case:
    title: str
    schema: str
    text: str
    answer: str
    ours: str  # "hakit: REASON" and what hakit makes of it; empty when that is the same
    head: list[str] = field(default_factory=list)


def read_cases(path: Path = CASES) -> tuple[str, list[Case]]:
    preamble, *blocks = re.split(r"^== ", path.read_text(), flags=re.MULTILINE)
    cases = []
    for block in blocks:
        head, rest = block.split("\n--\n", 1)
        text, answer = re.split(r"^=>\n", rest, maxsplit=1, flags=re.MULTILINE)
        answer, *ours = re.split(r"^(?=hakit: )", answer, maxsplit=1, flags=re.MULTILINE)
        title, *settings = head.split("\n")
        schema = next((s.split()[1] for s in settings if s.startswith("schema ")), DEFAULT_SCHEMA)
        cases.append(Case(title, schema, text, answer.strip("\n"), "".join(ours).strip("\n"), settings))
    return preamble, cases


def sections(cib: str) -> str:
    """The sections that hold something, one element a line."""
    configuration = ET.fromstring(cib, ET.XMLParser(target=ET.TreeBuilder(insert_comments=True))).find("configuration")
    assert configuration is not None
    for element in configuration.iter():
        if element.text and not element.text.strip():
            element.text = None
        element.tail = None
    found = []
    for section in configuration:
        if len(section):
            ET.indent(section, " ")
            found.append(ET.tostring(section, encoding="unicode"))
    return "\n".join(found)


def ask(cases: list[Case], schema: str) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        cib = Path(folder) / "cib.xml"
        cib.write_text(EMPTY.format(schema))
        script = ["configure"]
        for number, case in enumerate(cases):
            file = Path(folder) / f"{number}.crm"
            file.write_text(case.text)
            script += [f"load update {file}", "show xml", "refresh"]
        answer = subprocess.run(
            ["crm", *OPTIONS, "-f", "-"],
            input="\n".join(script) + "\n",
            capture_output=True,
            text=True,
            env={**os.environ, "CIB_file": str(cib)},
            timeout=900,
        )
    found = re.findall(r"<cib .*?</cib>", answer.stdout, re.DOTALL)
    if len(found) != len(cases):
        sys.exit(f"crm answered {len(found)} of {len(cases)} cases\n{answer.stderr}")
    return [sections(one) for one in found]


def main() -> int:
    if shutil.which("crm") is None:
        print("skipped: there is no crmsh here")
        return 77
    preamble, cases = read_cases()
    answers: dict[int, str] = {}
    for schema in sorted({case.schema for case in cases}):
        chosen = [n for n, case in enumerate(cases) if case.schema == schema]
        for n, answer in zip(chosen, ask([cases[n] for n in chosen], schema), strict=True):
            answers[n] = answer
    if sys.argv[1:] == ["--write"]:
        with CASES.open("w") as out:
            out.write(preamble)
            for n, case in enumerate(cases):
                head = "\n".join([case.title, *case.head])
                ours = f"\n{case.ours}" if case.ours else ""
                out.write(f"== {head}\n--\n{case.text}=>\n{answers[n]}{ours}\n\n")
        return 0
    wrong = 0
    for n, case in enumerate(cases):
        recorded = sections(f"<cib><configuration>{case.answer}</configuration></cib>")
        if recorded != answers[n]:
            wrong += 1
            print(f"{case.title}: crmsh says\n{answers[n]}\nrecorded is\n{case.answer}\n")
    print(f"{len(cases)} cases, {wrong} differ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
