"""The recorded verdict of keepalived on one file: NAME.oracle, all its messages, then `rc=N`."""

import dataclasses
import re

PREFIX = re.compile(r"^\((?:(?P<file>[^():\n]*): )?Line (?P<line>\d+)\) (?P<text>.*)$", re.S)


@dataclasses.dataclass(frozen=True)
class record:
    """One message. `file` and `line` are None where keepalived names none; `count` says how often it was printed."""

    file: str | None
    line: int | None
    text: str
    count: int = 1


@dataclasses.dataclass(frozen=True)
class verdict:
    messages: tuple[str, ...]
    code: int

    def render(self):
        """The bytes of a NAME.oracle file."""
        return ("".join(m + "\n" for m in self.messages) + f"rc={self.code}\n").encode("utf-8", "surrogateescape")

    def records(self):
        """Distinct messages in order; the copies that each of keepalived's processes prints are collapsed."""
        groups = {}
        for message in self.messages:
            match = PREFIX.match(message)
            file, line, text = (match["file"], int(match["line"]), match["text"]) if match else (None, None, message)
            groups.setdefault((line, text), []).append(file)
        result = []
        for (line, text), files in groups.items():
            named = list(dict.fromkeys(f for f in files if f))  # the first pass names no file, the later ones do
            for file in named or [None]:
                result.append(record(file, line, text, sum(f in (None, file) for f in files)))
        return result

    def as_json(self):
        return {"rc": self.code, "messages": [dataclasses.asdict(r) for r in self.records()]}


def parse(data):
    """Reads the bytes of a NAME.oracle file."""
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    body, last = lines[:-2], lines[-2]
    if lines[-1] or not last.startswith("rc="):
        raise ValueError("last line is not rc=N")
    return verdict(tuple(body), int(last[3:]))


def from_run(output, code):
    """Makes a verdict of what the sandbox returns."""
    text = output.decode("utf-8", "surrogateescape")
    return verdict(tuple(text.removesuffix("\n").split("\n")) if text else (), code)
