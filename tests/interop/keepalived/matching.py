"""Compares keepalived's verdict on one file with the diagnostics of hakit. No input, no output: lists of findings."""

import dataclasses
import pathlib
import re

import classes
import normal
import sandbox

UNKNOWN_CODES = {"KA0101", "KA0102", "KA0103"}  # unknown keyword, misplaced keyword, unknown block
DIAGNOSTIC_LIMIT = 100  # hakit stops a file there; what lies behind the last one is not judged
ABORTED = 2  # keepalived stopped reading at its last message
CRASHED = (124, 134, 139, 143)


@dataclasses.dataclass(frozen=True)
class finding:
    """One comparison. `target` is unknown, text or error; `result` matched, missing, extra, cascade or consequence."""

    target: str
    result: str
    name: str
    line: int | None
    text: str


def block_start(lines, closing):
    """Line number of the block that closes on line `closing`; `closing` itself when that line closes none."""
    if closing > len(lines) or not lines[closing - 1].lstrip().startswith("}"):
        return closing
    depth = 0
    for number in range(closing, 0, -1):
        text = re.split(r"[#!]", lines[number - 1])[0]
        if number == closing:
            text = "}"
        depth += text.count("}") - text.count("{")
        if depth <= 0:
            return number
    return closing


class file_judge:
    """All findings about one file. `text` is its content, `diagnostics` the list out of hakit's JSON."""

    def __init__(self, name, text, answer, diagnostics):
        self.name, self.lines, self.answer = name, text.split("\n"), answer
        self.diagnostics = diagnostics
        self.records = answer.records()
        self.findings = []
        self.spent = set()  # diagnostics that explain a message already
        self.said = {}
        structure = [r for r in self.records if classes.classify(r.text)[0] == classes.STRUCTURE]
        self.unbalanced = any(r.line is None for r in structure)
        self.damage = min([r.line for r in structure if r.line is not None], default=None)
        self.horizon = max((d["line"] for d in diagnostics), default=0) if len(diagnostics) >= DIAGNOSTIC_LIMIT else None

    def judge(self):
        kinds = [(r, classes.classify(r.text)[0]) for r in self.records]
        self._unknown([r for r, kind in kinds if kind == classes.UNKNOWN])
        self._extra({(self._own(r.file), r.line) for r, kind in kinds if kind == classes.UNKNOWN})
        complaints = [r for r, kind in kinds if kind in (classes.TEXT, classes.STRUCTURE)]
        for record in [r for r in complaints if self._exact(r)] + [r for r in complaints if not self._exact(r)]:
            self._complaint(record)
        if not self.answer.messages and self.answer.code == 0:
            for d in self.diagnostics:
                if d["severity"] == "error":
                    self._add("error", "extra", d["line"], f"{d['code']} {d['message']}")
        return self.findings

    def _add(self, target, result, line, text):
        self.findings.append(finding(target, result, self.name, line, text))

    @staticmethod
    def _own(file):
        """Base name of an included file, '' for the file itself."""
        return "" if file in (None, sandbox.CONF) else pathlib.PurePath(file).name

    def _covers(self, d, record, first=None):
        place = pathlib.PurePath(d.get("file") or "").name
        same = record.file is None or place in ("", self._own(record.file)) or (
            self._own(record.file) == "" and place in (self.name + ".conf", "keepalived.conf"))
        last = d.get("end_line") or d["line"]
        return same and d["line"] <= record.line and last >= (first or record.line)

    def _is_cascade(self, line):
        """True behind damaged braces, once hakit has reported the damage or what stands before it."""
        if self.unbalanced:
            return any(d["severity"] == "error" for d in self.diagnostics)
        if self.damage is None or line is not None and line <= self.damage:
            return False
        return any(d["severity"] == "error" and d["line"] <= self.damage for d in self.diagnostics)

    def _beyond(self, line):
        return self.horizon is not None and (line is None or line > self.horizon)

    def _unknown(self, records):
        for line, record in {(self._own(r.file), r.line): r for r in records}.items():
            found = [d for d in self.diagnostics if self._covers(d, record)]
            self.spent.update(id(d) for d in found)
            if found or self._beyond(record.line):
                result = "matched"
            else:
                result = "cascade" if self._is_cascade(record.line) else "missing"
            self._add("unknown", result, line[1], record.text)

    def _extra(self, known):
        end = max((r.line or 0 for r in self.records), default=0)
        for d in self.diagnostics:
            place = pathlib.PurePath(d.get("file") or "").name
            own = "" if place in (self.name + ".conf", "keepalived.conf") else place
            if d["code"] not in UNKNOWN_CODES or (own, d["line"]) in known or ("", d["line"]) in known:
                continue
            if self.answer.code in CRASHED or self.answer.code == ABORTED and d["line"] > end:
                continue  # keepalived never came here
            result = "cascade" if self._is_cascade(d["line"]) else "extra"
            self._add("unknown", result, d["line"], f"{d['code']} {d['message']}")

    def _exact(self, record):
        """True when the diagnostic must stand at the line of the message itself, not just in the block that ends there."""
        structure = classes.classify(record.text)[0] == classes.STRUCTURE
        return record.line is not None and (structure or block_start(self.lines, record.line) == record.line)

    def _complaint(self, record):
        spoken = [d for d in self.diagnostics if d["severity"] != "hint"]
        if self._exact(record):
            first = record.line
            if record.text.startswith("Missing '{'"):  # the block keyword stands before the line of the message
                first = max((n for n in range(1, record.line) if self.lines[n - 1].strip()), default=record.line)
                found = [d for d in spoken if first <= d["line"] <= record.line]
            else:
                found = [d for d in self.diagnostics if self._covers(d, record)]
        else:
            found = self._loose(record, [d for d in spoken if id(d) not in self.spent])
            if record.line is not None:  # one line may make many blocks; the same words about each count once
                found = self.said.setdefault((record.line, normal.normal(record.text)), found)
        self.spent.update(id(d) for d in found)
        if found or self._beyond(record.line):
            result = "matched"
        elif classes.is_consequence(record.text, [r.text for r in self.records]):
            result = "consequence"
        else:
            result = "cascade" if self._is_cascade(record.line) else "missing"
        self._add("text", result, record.line, record.text)

    def _loose(self, record, free):
        """The best of the free diagnostics for a message at a closing brace or without a line; at most one."""
        if record.line is not None:
            start = block_start(self.lines, record.line)
            free = [d for d in free if start <= d["line"] <= record.line]
        words = set(re.findall(r"[\w.:-]{2,}", record.text))
        return sorted(free, key=lambda d: -len(words & set(re.findall(r"[\w.:-]{2,}", d["message"]))))[:1]
