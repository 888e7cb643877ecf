"""Values that hakit returns: immutable, comparable, hashable, picklable."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Optional

__all__ = ["Applicability", "Diagnostic", "Fix", "NodeKind", "Note", "Severity", "Span", "TextEdit", "Token", "TokenKind"]


class _Name(str, enum.Enum):
    def __str__(self) -> str:
        return str(self.value)


class Severity(_Name):
    """How bad a finding is. Compares equal to its name: ``d.severity == "error"``."""

    ERROR = "error"
    """The real program refuses the file or drops the statement."""
    WARNING = "warning"
    """The real program silently does something else than the text says."""
    HINT = "hint"
    """Accepted as it stands, but suspicious."""


class Applicability(_Name):
    """How sure a fix is."""

    CERTAIN = "certain"
    MAYBE = "maybe"


class TokenKind(_Name):
    """Kinds of tokens."""

    BLANK = "blank"
    NEWLINE = "newline"
    COMMENT = "comment"
    WORD = "word"
    QUOTED = "quoted"
    OPEN = "open"
    CLOSE = "close"
    DIRECTIVE = "directive"
    RAW = "raw"


class NodeKind(_Name):
    """Kinds of nodes."""

    ROOT = "root"
    STATEMENT = "statement"
    DEFINITION = "definition"
    INCLUDE = "include"


@dataclass(frozen=True)
class Span:
    """The bytes ``[begin, end)`` of a text."""

    begin: int
    end: int

    def __len__(self) -> int:
        return self.end - self.begin

    @property
    def slice(self) -> slice:
        """For ``text[span.slice]``."""
        return slice(self.begin, self.end)


@dataclass(frozen=True)
class Token:
    """One token. All tokens of a document, in order, cover every byte exactly once."""

    kind: TokenKind
    span: Span


@dataclass(frozen=True)
class TextEdit:
    """Replace the bytes of ``span`` by ``replacement``."""

    span: Span
    replacement: bytes


@dataclass(frozen=True)
class Fix:
    """Edits, all in the file of the diagnostic, that mend its cause."""

    title: str
    applicability: Applicability
    edits: tuple[TextEdit, ...]


@dataclass(frozen=True)
class Note:
    """A second place that explains the first one; without a place, ``file`` and the others are ``None``."""

    message: str
    file: Optional[str] = None
    span: Optional[Span] = None
    line: Optional[int] = None
    column: Optional[int] = None


@dataclass(frozen=True)
class Diagnostic:
    """One finding. Lines and columns count from 1, columns in code points; ``span`` counts bytes."""

    code: str
    severity: Severity
    message: str
    file: str
    span: Span
    line: int
    column: int
    end_line: int
    end_column: int
    notes: tuple[Note, ...] = ()
    fix: Optional[Fix] = None
    title: str = ""
    help: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.severity}[{self.code}]: {self.message}"
