"""hakit: understand, check and change the configuration of Linux HA software.

>>> import hakit
>>> report = hakit.check("vrrp_instance VI_1 {\\n  priorty 100\\n}\\n")
>>> report.ok
False
>>> hakit.set("vrrp_instance VI_1 {\\n  priority 100  # low\\n}\\n", "vrrp_instance[VI_1].priority", "150", force=True)
b'vrrp_instance VI_1 {\\n  priority 150  # low\\n}\\n'

The format of a text is guessed by its name and content; `format="keepalived"` says it. Texts are bytes; str is accepted and encoded as UTF-8 with surrogateescape. The GIL is released while hakit works.
"""

from __future__ import annotations

import os
from typing import Any, Optional, Union

from . import _hakit
from ._hakit import (
    AbortCheck,
    ChangeTable,
    Config,
    Director,
    Document,
    Event,
    KernelTable,
    MemoryTable,
    Node,
    Path,
    RepairTable,
    Report,
    RunScript,
    StartCheck,
    Table,
    TableReport,
    VirtualRouters,
    VrrpRunner,
    VrrpWatch,
    Workspace,
    __version__,
    apply_real_server,
    change_cluster,
    cib_patch,
    decode_vrrp,
    formats,
    guess_format,
    json_schema,
    keywords,
    make_authkey,
    migrate_cib,
    migrate_corosync,
    parse,
    plan_real_server,
    remove_from_cib,
    rename_in_cib,
    table_diff,
    unified_diff,
    verify_real_server,
    vrrp_announcement,
    write_authkey,
)
from .errors import ConfigError, EditError, Error, LimitError, SystemError_
from .values import Applicability, Diagnostic, Fix, NodeKind, Note, Severity, Span, TextEdit, Token, TokenKind

__all__ = [
    "AbortCheck",
    "Applicability",
    "ChangeTable",
    "Config",
    "ConfigError",
    "Diagnostic",
    "Director",
    "Document",
    "EditError",
    "Error",
    "Event",
    "Fix",
    "KernelTable",
    "LimitError",
    "MemoryTable",
    "Node",
    "NodeKind",
    "Note",
    "Path",
    "RepairTable",
    "Report",
    "RunScript",
    "Severity",
    "Span",
    "StartCheck",
    "SystemError_",
    "Table",
    "TableReport",
    "TextEdit",
    "Token",
    "TokenKind",
    "VirtualRouters",
    "VrrpRunner",
    "VrrpWatch",
    "Workspace",
    "__version__",
    "apply_real_server",
    "change_cluster",
    "check",
    "check_file",
    "cib_patch",
    "comment_out",
    "decode_vrrp",
    "diff",
    "emit",
    "fix",
    "formats",
    "get",
    "guess_format",
    "insert",
    "json_schema",
    "keywords",
    "load",
    "loads",
    "make_authkey",
    "migrate_cib",
    "migrate_corosync",
    "parse",
    "plan_real_server",
    "remove",
    "remove_from_cib",
    "rename_in_cib",
    "set",
    "table_diff",
    "unified_diff",
    "verify_real_server",
    "vrrp_announcement",
    "write_authkey",
]

_Text = Union[str, bytes, bytearray, memoryview, Document]
_PathLike = Union[str, Path]
_File = Union[str, "os.PathLike[str]"]


def _workspace(text: _Text, name: Optional[str]) -> Workspace:
    if name is None:
        name = text.name if isinstance(text, Document) else "<text>"
    files = Workspace()
    files.add(name, bytes(text) if isinstance(text, Document) else text)
    return files


def check(text: _Text, *, name: Optional[str] = None, **options: Any) -> Report:
    """Everything that is wrong with a configuration. Options are those of `Workspace.check`."""
    return _workspace(text, name).check(**options)


def check_file(path: _File, **options: Any) -> Report:
    """The same for a file of the disk and the files it includes."""
    files = Workspace("disk")
    return files.check(files.open(path), **options)


def loads(text: _Text, *, name: Optional[str] = None, strict: bool = True, **options: Any) -> Config:
    """The configuration as values. With `strict`, errors in it raise `ConfigError`."""
    return _config(check(text, name=name, **options), strict)


def load(path: _File, *, strict: bool = True, **options: Any) -> Config:
    """The same for a file of the disk and the files it includes."""
    return _config(check_file(path, **options), strict)


def _config(report: Report, strict: bool) -> Config:
    if strict and not report.ok:
        errors = tuple(d for d in report if d.severity == Severity.ERROR)
        raise ConfigError(str(errors[0]), "config", errors)
    return report.config


def emit(config: Config, *, secrets: bool = True, target: Optional[str] = None) -> bytes:
    """A configuration file with that meaning, in canonical layout."""
    return config.emit(secrets=secrets, target=target)


def get(text: _Text, path: _PathLike, *, secrets: bool = False, format: Optional[str] = None) -> str:
    """The words behind the keyword that the path names."""
    return _workspace(text, None).get(path, secrets=secrets, format=format)


def set(text: _Text, path: _PathLike, words: str, *, force: bool = False, **options: Any) -> bytes:
    """The text with other words behind a keyword; all other bytes stay.

    Raises `EditError` when the path names nothing or when the result has errors that the text has not.
    """
    return _workspace(text, None).set(path, words, force=force, **options)


def insert(text: _Text, parent: _PathLike, statement: str, *, force: bool = False, **options: Any) -> bytes:
    """The text with a statement more at the end of a block; `""` is the file."""
    return _workspace(text, None).insert(parent, statement, force=force, **options)


def remove(text: _Text, path: _PathLike, *, force: bool = False, **options: Any) -> bytes:
    """The text without a statement and its lines."""
    return _workspace(text, None).remove(path, force=force, **options)


def comment_out(text: _Text, path: _PathLike, *, force: bool = False, **options: Any) -> bytes:
    """The text with a comment character before each line of a statement."""
    return _workspace(text, None).comment_out(path, force=force, **options)


def fix(text: _Text, **options: Any) -> bytes:
    """The text with all fixes that are certain applied."""
    files = _workspace(text, "<text>")
    return files.fix(**options).get("<text>", bytes(text) if not isinstance(text, str) else text.encode("utf-8", "surrogateescape"))


def diff(
    before: Union[_Text, Config], after: Union[_Text, Config], *, secrets: bool = False, **options: Any
) -> list[dict[str, str]]:
    """What changes in meaning, and what a reload would do about it."""
    old = before if isinstance(before, Config) else loads(before, strict=False, **options)
    new = after if isinstance(after, Config) else loads(after, strict=False, **options)
    return old.diff(new, secrets=secrets)
