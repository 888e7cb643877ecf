"""The table of differences on purpose: differences.tsv."""

import dataclasses
import re

HEADER = ["file", "target", "result", "pattern", "reason"]


@dataclasses.dataclass
class row:
    """`file` is a case or corpus file without its ending, or * for all; `pattern` a regular expression on the text."""

    file: str
    target: str
    result: str
    pattern: str
    reason: str
    used: int = 0

    def explains(self, finding):
        return (self.file in ("*", finding.name) and self.target == finding.target and self.result == finding.result
                and re.search(self.pattern, finding.text) is not None)


def read(path):
    """Reads the table. Raises ValueError for a line that has not five fields or no reason."""
    lines = [line.split("\t") for line in path.read_text().splitlines() if line and not line.startswith("#")]
    if lines[:1] != [HEADER]:
        raise ValueError(f"{path}: the first line must be: " + " ".join(HEADER))
    rows = []
    for fields in lines[1:]:
        if len(fields) != len(HEADER) or not fields[-1].strip():
            raise ValueError(f"{path}: five fields separated by tabs are wanted: {fields}")
        rows.append(row(*fields))
    return rows


def unused(rows, names):
    """Rows that explained nothing although their file was looked at."""
    return [r for r in rows if not r.used and (r.file == "*" or r.file in names)]
