"""What hakit raises."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .values import Diagnostic

__all__ = ["ConfigError", "EditError", "Error", "LimitError", "SystemError_"]


class Error(Exception):
    """Base of all errors of hakit. A bad configuration is not an error: its problems are diagnostics.

    ``code`` is a stable name such as ``"not_found"``, ``"syntax"`` or ``"refused"``.
    """

    def __init__(self, message: str, code: str = "internal", diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.diagnostics = diagnostics

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.args[0], self.code, self.diagnostics)


class EditError(Error):
    """A change that was not made: the path names nothing, the words cannot stand there, or the result would be worse.

    With code ``"refused"``, ``diagnostics`` holds all findings of the refused text.
    """


class ConfigError(Error):
    """A configuration with errors where one without was demanded; ``diagnostics`` holds them."""


class LimitError(Error):
    """A limit was hit."""


class SystemError_(Error, OSError):
    """The operating system said no; ``errno`` says why."""

    def __init__(self, message: str, code: str = "system", system_errno: int = 0) -> None:
        super().__init__(message, code)
        self.errno = system_errno

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.args[0], self.code, self.errno)

    def __str__(self) -> str:
        return str(self.args[0])
