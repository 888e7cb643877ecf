"""Compares keepalived's verdict on one file with the diagnostics of hakit. No input, no output: lists of findings."""

import collections
import dataclasses
import functools
import pathlib
import re

import classes
import normal
import sandbox

UNKNOWN_CODES = {"KA0101", "KA0102", "KA0103"}  # unknown keyword, misplaced keyword, unknown block
UNDEFINED_CODE = "KA0020"  # of "${NAME}" the braces stay, and open a block
BRACE_CODES = {"KA0003", "KA0024"}  # a '}' too many, a '{' that is missing: a note says where the other end is
ABORTED = 2  # keepalived stopped reading at its last message
FILLERS = set("an and are as at be for from has have is it its keepalived no not of on or than that the this to with".split())
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
    """Line number of the outermost block that closes on line `closing`; `closing` itself when that line closes none."""
    if closing > len(lines):
        return closing
    text = re.split(r"[#!]", lines[closing - 1])[0]
    depth = 1 if text.lstrip().startswith("}") and "{" in text else text.count("}") - text.count("{")
    start, open_yet = closing, depth
    for number in range(closing - 1, 0, -1):
        if open_yet <= 0:
            break
        text = re.split(r"[#!]", lines[number - 1])[0]
        depth += text.count("}") - text.count("{")
        if depth < open_yet:
            open_yet, start = depth, number
    if lines[start - 1].lstrip().startswith("{"):  # its keyword stands before
        start = max((n for n in range(1, start) if lines[n - 1].strip()), default=start)
    return start


@functools.cache
def base_name(path):
    return pathlib.PurePath(path).name


@functools.cache
def words(text):
    """The words of a text, long ones by their beginning: 'check' and 'checker' are alike."""
    found = re.findall(r"[\w.:-]{2,}", text.lower())
    return {w[:7] if w.replace("_", "").isalpha() else w for w in found if w not in FILLERS}


def likeness(record, d):
    """How many words a message and a diagnostic share."""
    return len(words(record.text) & words(d["message"]))


class file_judge:
    """All findings about one file. `text` is its content, `diagnostics` the list out of hakit's JSON."""

    def __init__(self, name, text, answer, diagnostics):
        self.name, self.lines, self.answer = name, text.split("\n"), answer
        self.diagnostics = diagnostics
        self.one_line = collections.defaultdict(list)
        for d in diagnostics:
            if d["end_line"] == d["line"]:
                self.one_line[d["line"]].append(d)
        self.wide = [d for d in diagnostics if d["end_line"] != d["line"]]
        self.records = answer.records()
        self.findings = []
        self.spent = set()  # diagnostics that explain a message at their own line
        structure = [r for r in self.records if classes.classify(r.text)[0] == classes.STRUCTURE]
        self.unbalanced = any(r.line is None for r in structure)
        broken = [r.line for r in structure if r.line is not None]
        broken += [d["line"] for d in diagnostics if d["code"] == UNDEFINED_CODE and "{" in d["message"]]
        # hakit looks for the cause, which stands before the brace at which keepalived notices.
        causes = [n for d in diagnostics if d["code"] in BRACE_CODES for n in self._lines_of(d)]
        if structure:
            broken += causes
        self.explained = set(causes)
        self.damage = min(broken, default=None)

    def judge(self):
        kinds = [(r, classes.classify(r.text)[0]) for r in self.records]
        self._unknown([r for r, kind in kinds if kind == classes.UNKNOWN])
        self._extra({(self._own(r.file), r.line) for r, kind in kinds if kind == classes.UNKNOWN})
        complaints = [r for r, kind in kinds if kind in (classes.TEXT, classes.STRUCTURE)]
        loose = []
        for record in complaints:
            found = self._at_line(record) if self._has_line(record) else []
            if found or self._is_structure(record) and record.line is not None:
                self._complaint(record, found)
            else:
                loose.append(record)
        for record, found in zip(loose, self._assign(loose)):
            self._complaint(record, found)
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
        return "" if file in (None, sandbox.CONF) else base_name(file)

    def _covering(self, record):
        """The diagnostics whose lines hold the line of the message."""
        near = self.one_line.get(record.line, []) + [d for d in self.wide if d["line"] <= record.line <= d["end_line"]]
        return [d for d in near if self._same_file(d, record)]

    def _same_file(self, d, record):
        place = base_name(d.get("file") or "")
        return record.file is None or place in ("", self._own(record.file)) or (
            self._own(record.file) == "" and place in (self.name + ".conf", "keepalived.conf"))

    def _is_cascade(self, line):
        """True behind damaged braces, once hakit has reported the damage or what stands before it."""
        if self.unbalanced:
            return any(d["severity"] == "error" for d in self.diagnostics)
        if self.damage is None or line is not None and line <= self.damage and line not in self.explained:
            return False
        return any(d["severity"] == "error" and min(self._lines_of(d)) <= self.damage for d in self.diagnostics)

    @staticmethod
    def _lines_of(d):
        """The line of a diagnostic about braces, and those of its notes."""
        notes = d.get("notes", []) if d["code"] in BRACE_CODES else []
        return [d["line"], *(n["line"] for n in notes if n.get("line"))]

    def _unknown(self, records):
        for line, record in {(self._own(r.file), r.line): r for r in records}.items():
            found = self._covering(record)
            self._spend(record, [d for d in found if d["code"] in UNKNOWN_CODES] or found)
            result = "matched" if found else "cascade" if self._is_cascade(record.line) else "missing"
            self._add("unknown", result, line[1], record.text)

    def _extra(self, known):
        end = max((r.line or 0 for r in self.records), default=0)
        for d in self.diagnostics:
            place = base_name(d.get("file") or "")
            own = "" if place in (self.name + ".conf", "keepalived.conf") else place
            if d["code"] not in UNKNOWN_CODES or (own, d["line"]) in known or ("", d["line"]) in known:
                continue
            if self.answer.code in CRASHED or self.answer.code == ABORTED and d["line"] > end:
                continue  # keepalived never came here
            result = "cascade" if self._is_cascade(d["line"]) else "extra"
            self._add("unknown", result, d["line"], f"{d['code']} {d['message']}")

    @staticmethod
    def _is_structure(record):
        return classes.classify(record.text)[0] == classes.STRUCTURE

    def _has_line(self, record):
        """True when the message may mean the line that it names, not just the block that ends there."""
        if record.line is None:
            return False
        closes = record.line <= len(self.lines) and self.lines[record.line - 1].lstrip().startswith("}")
        return self._is_structure(record) or not closes or block_start(self.lines, record.line) == record.line

    def _complaint(self, record, found):
        if found:
            result = "matched"
        elif classes.is_consequence(record.text, [r.text for r in self.records]):
            result = "consequence"
        else:
            result = "cascade" if self._is_cascade(record.line) else "missing"
        self._add("text", result, record.line, record.text)

    def _at_line(self, record):
        """The diagnostics for a message that stands at the line it means."""
        if record.text.startswith("Missing '{'"):  # the block keyword stands before the line of the message
            first = max((n for n in range(1, record.line) if self.lines[n - 1].strip()), default=record.line)
            found = [d for d in self.diagnostics if d["severity"] != "hint" and first <= d["line"] <= record.line]
        else:
            found = self._covering(record)
        if not found and record.line in self.explained:
            found = [d for d in self.diagnostics if record.line in self._lines_of(d)]
        self._spend(record, found)
        return found

    def _spend(self, record, found):
        """Of several diagnostics at one line only the nearest in words is taken away from other messages."""
        if found:
            self.spent.add(id(max(found, key=lambda d: likeness(record, d))))

    def _assign(self, records):
        """For each message at a closing brace or without a line one diagnostic of its own, as a list, or an empty one.

        As many messages as possible get one, the likest in words first.
        """
        free = [d for d in self.diagnostics if d["severity"] != "hint" and id(d) not in self.spent]
        groups = {}
        for r in records:
            groups.setdefault(self._subject(r), r)
        choices = {key: self._choices(r, free) for key, r in groups.items()}
        owner = {}

        def place(key, tried):
            for d in choices[key]:
                if id(d) in tried:
                    continue
                tried.add(id(d))
                if id(d) not in owner or place(owner[id(d)], tried):
                    owner[id(d)] = key
                    return True
            return False

        for key in sorted(groups, key=lambda k: -max((likeness(groups[k], d) for d in choices[k]), default=0)):
            place(key, set())
        taken = {owner[id(d)]: [d] for d in free if id(d) in owner}
        return [taken.get(self._subject(r), []) for r in records]

    @staticmethod
    def _subject(record):
        """Messages with the same subject count once: one line may make many blocks, a group has many entries."""
        if record.line is not None:
            return record.line, normal.normal(record.text)
        return classes.without_repeats(record.text)

    def _choices(self, record, free):
        """The diagnostics of the block that ends where the message stands, without a line all; the likest first."""
        if record.line is not None:
            start = block_start(self.lines, record.line)
            free = [d for d in free if start <= d["line"] <= record.line]
        scores = [(likeness(record, d), d) for d in free]
        return [d for score, d in sorted(scores, key=lambda s: -s[0]) if score != 0]
