"""The compiled part of hakit. Import hakit instead.

Checking options, taken by all functions with ``**options``:

- ``target``: release of the program, such as ``"2.3"``; default 2.2.7, of Debian 12
- ``features``: names of what its build contains, such as ``["VRRP", "LVS"]``; default what Debian 12 builds, which
  ``["-BFD", "+IPTABLES"]`` changes
- ``config_id``: for ``@id`` lines
- ``environment``: a dict for ``${_ENV NAME}``
- ``random_seed``: for ``$_RANDOM``
- ``threads``: that a keepalived.conf of some 100 kB and more may take, the caller's among them; default 1; 0: one for
  each processor, but at most 8. The result is the same
- ``facts``: what is known about the host: ``{"interfaces": {"eth0": {"mtu": 1500}}, "users": [...], ...}``
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Literal, Optional, Protocol, Union

from .values import Diagnostic, NodeKind, Span, TextEdit, Token

__version__: str

_Bytes = Union[str, bytes, bytearray, memoryview]
_PathLike = Union[str, Path]

class _Loader(Protocol):
    def read(self, path: str) -> _Bytes: ...

class Path:
    """A name for a statement, such as ``vrrp_instance[VI_1].priority``."""
    def __init__(self, path: _PathLike) -> None: ...
    @staticmethod
    def from_steps(steps: Iterable[tuple[str, Optional[str]]]) -> Path: ...
    @property
    def steps(self) -> tuple[tuple[str, Optional[str]], ...]:
        """(name, selector) of each step."""
    def __str__(self) -> str: ...
    def __eq__(self, other: object) -> bool: ...
    def __hash__(self) -> int: ...
    def __getstate__(self) -> tuple[str]: ...
    def __setstate__(self, state: tuple[str], /) -> None: ...

class Document:
    """A text, losslessly read. Immutable; supports the buffer protocol: ``memoryview(document)`` does not copy."""
    def __init__(self, text: _Bytes, name: str = "<text>", format: Optional[str] = None) -> None: ...
    @property
    def format_name(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def text(self) -> bytes:
        """Byte for byte what was read."""
    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What the grammar alone sees: quotes, braces, bytes."""
    @property
    def needs_expansion(self) -> bool:
        """Whether includes, definitions or conditions make the meaning differ from what is written."""
    @property
    def root(self) -> Node: ...
    def tokens(self) -> list[Token]:
        """They cover every byte, in order."""
    def find(self, path: _PathLike) -> Node:
        """The one statement that the path names; raises `Error` or `EditError`."""
    def find_all(self, path: _PathLike) -> list[Node]: ...
    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a byte, both from 1."""
    def apply(self, edits: Iterable[TextEdit]) -> Document:
        """A new document; raises `Error` when edits overlap."""
    def format(self) -> Document:
        """The same in canonical layout."""
    def __bytes__(self) -> bytes: ...
    def __len__(self) -> int: ...
    def __eq__(self, other: object) -> bool: ...
    def __hash__(self) -> int: ...
    def __getstate__(self) -> tuple[bytes, str, str]: ...
    def __setstate__(self, state: tuple[bytes, str, str], /) -> None: ...

class Node:
    """A statement of a document, which it keeps alive."""
    @property
    def kind(self) -> NodeKind: ...
    @property
    def name(self) -> str:
        """The first word."""
    @property
    def words(self) -> list[str]:
        """The words before the block, without quotes."""
    @property
    def text(self) -> bytes: ...
    @property
    def span(self) -> Span: ...
    @property
    def line(self) -> int: ...
    @property
    def has_block(self) -> bool: ...
    @property
    def parent(self) -> Optional[Node]: ...
    @property
    def children(self) -> list[Node]: ...
    @property
    def path(self) -> Path:
        """A path that names this statement alone."""
    @property
    def document(self) -> Document: ...
    def __iter__(self) -> Iterator[Node]: ...
    def __eq__(self, other: object) -> bool: ...
    def __hash__(self) -> int: ...

def parse(text: _Bytes, name: str = "<text>", format: Optional[str] = None) -> Document:
    """Reads any bytes as a format, by default the one that they look like; raises `Error` when they look like none."""

def formats() -> tuple[str, ...]:
    """The names of all formats."""

def guess_format(name: str, text: _Bytes = b"") -> Optional[str]:
    """What a file of that name and content looks like."""

def unified_diff(before: _Bytes, after: _Bytes, old_name: str = "a", new_name: str = "b") -> bytes:
    """The difference of two texts as patch(1) reads it."""

class Report:
    """What a check found: a sequence of `Diagnostic`, sorted by file and place. Always true; see `ok`."""
    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]: ...
    @property
    def errors(self) -> int:
        """How many, also those that are left out."""
    @property
    def warnings(self) -> int: ...
    @property
    def hints(self) -> int: ...
    @property
    def left_out(self) -> int:
        """How many did not fit into the limit of 100 a file; the worst ones are there."""
    @property
    def ok(self) -> bool:
        """Whether there is no error."""
    @property
    def config(self) -> Config:
        """What the program would make of the text."""
    @property
    def expanded(self) -> Document:
        """The text with includes and definitions carried out."""
    def to_text(self, *, colour: bool = False, show_source: bool = True, secrets: bool = False) -> str: ...
    def to_json(self, *, secrets: bool = False) -> str: ...
    def to_sarif(self, *, secrets: bool = False) -> str: ...
    def __len__(self) -> int: ...
    def __bool__(self) -> bool: ...
    def __iter__(self) -> Iterator[Diagnostic]: ...
    def __getitem__(self, index: int) -> Diagnostic: ...

class Workspace:
    """The files of one configuration.

    ``loader`` brings included files in: None for none, ``"disk"``, or an object with ``read(path)`` and perhaps
    ``glob(pattern)``. What it raises ends the call, but for OSError: the file is not there then.
    """
    def __init__(self, loader: Optional[Union[str, _Loader]] = None) -> None: ...
    def add(self, name: str, text: _Bytes) -> int:
        """Takes a text that is at hand; returns its number, 0 for the first one."""
    def open(self, path: Union[str, os.PathLike[str]]) -> int:
        """Reads a file through the loader, anew each time."""
    def __len__(self) -> int: ...
    def document(self, file: int = 0, format: Optional[str] = None) -> Document: ...
    def check(self, file: int = 0, **options: Any) -> Report:
        """With ``for_run=True`` also, of keepalived.conf, what hakit itself would refuse, leave out or repair if it ran the
        file (codes HR01xx)."""
    def get(self, path: _PathLike, file: int = 0, *, secrets: bool = False, format: Optional[str] = None) -> str: ...
    def set(self, path: _PathLike, words: str, file: int = 0, *, force: bool = False, **options: Any) -> bytes:
        """The new text; the workspace keeps the old one. Raises `EditError`."""
    def insert(self, parent: _PathLike, statement: str, file: int = 0, *, force: bool = False, **options: Any) -> bytes: ...
    def remove(self, path: _PathLike, file: int = 0, *, force: bool = False, **options: Any) -> bytes: ...
    def comment_out(self, path: _PathLike, file: int = 0, *, force: bool = False, **options: Any) -> bytes: ...
    def fix(self, file: int = 0, **options: Any) -> dict[str, bytes]:
        """The files that change, with their new texts."""

class Config:
    """The meaning of a configuration. Made from a dict or JSON as `to_dict` gives it."""
    def __init__(self, data: Union[dict[str, Any], str, bytes]) -> None: ...
    @property
    def format_name(self) -> str: ...
    def to_dict(self, *, secrets: bool = False) -> dict[str, Any]:
        """Plain dicts and lists, as `json_schema` describes them; secrets are None unless asked for."""
    def emit(self, *, secrets: bool = True, target: Optional[str] = None) -> bytes: ...
    def convert(self, to: str) -> Config:
        """The same as "crm" or "cib"; ValueError or Unsupported for other formats."""
    def diff(self, after: Config, *, secrets: bool = False) -> list[dict[str, str]]: ...
    def __eq__(self, other: object) -> bool: ...
    def __getstate__(self) -> tuple[dict[str, Any]]: ...
    def __setstate__(self, state: tuple[dict[str, Any]], /) -> None: ...

class VirtualRouters:
    """The virtual routers of a configuration, without sockets or clock.

    Tell it what happens, do what it asks, and call ``on_time`` when ``wake_at`` has come. Times are nanoseconds of one
    clock that does not go back. Each call returns actions in their order, dicts whose ``action`` is ``send``
    (``interface``, ``source``, ``destination``, ``packet``: an IP packet), ``add_address`` and ``remove_address``
    (``interface``, ``address``), ``add_route``, ``remove_route``, ``add_rule``, ``remove_rule``, ``announce``
    (``interface``, ``address``; see ``vrrp_announcement``), ``tracker_script`` (``name``, ``argv``, ``timeout``: tell its
    end with ``on_script``), ``run_script`` (``subject``, ``argv``), ``line`` (``text``, for notify FIFOs) or ``event``
    (``kind``, ``router``, ``state``, ``text``).
    """
    def __init__(self, config: Config, *, ignore_unsupported: bool = False) -> None: ...
    def start(self, now: int) -> list[dict[str, Any]]: ...
    @property
    def wake_at(self) -> Optional[int]: ...
    def on_time(self, now: int) -> list[dict[str, Any]]: ...
    def on_packet(self, interface: str, packet: _Bytes, now: int) -> list[dict[str, Any]]: ...
    def on_interface(self, name: str, up: bool, now: int) -> list[dict[str, Any]]: ...
    def on_source(self, interface: str, address: str, there: bool, now: int) -> list[dict[str, Any]]: ...
    def on_script(self, name: str, ok: bool, now: int) -> list[dict[str, Any]]: ...
    def on_file(self, name: str, value: int, now: int) -> list[dict[str, Any]]: ...
    def on_processes(self, name: str, count: int, now: int) -> list[dict[str, Any]]: ...
    def reload(self, config: Config, now: int) -> list[dict[str, Any]]: ...
    def shutdown(self, now: int) -> list[dict[str, Any]]: ...
    def state(self, now: int) -> dict[str, Any]: ...

class VrrpRunner:
    """Virtual routers on raw sockets, netlink and the clock of this host.

    Works in the network namespace of the thread that starts it, and needs CAP_NET_ADMIN and CAP_NET_RAW. It has no
    threads: it lives while ``run`` is running, which lets other threads of Python run, and peers take over when a master
    pauses for three intervals. Use it from one thread at a time; only ``stop`` may be called from any, and from
    ``on_event``, which gets dicts with ``kind``, ``router``, ``state`` and ``text``. What ``on_event`` raises comes out
    of the call that it happened in.
    """
    def __init__(self, on_event: Optional[Callable[[dict[str, Any]], object]] = None, *, ignore_unsupported: bool = False,
                 script_user: str = "") -> None: ...
    def start(self, config: Config) -> None:
        """Opens what is needed and begins; once. Raises `Error` for what hakit does not carry out, `SystemError_`
        without the capabilities; nothing has happened then."""
    def reload(self, config: Config) -> None:
        """Changes over; routers that stay the same keep state and timers."""
    def run(self, timeout: Optional[float] = None) -> bool:
        """Runs for that many seconds, or without end; 0 does what is due and does not wait. True when it has stopped.
        Handlers of signals run within 0.1 s."""
    def stop(self) -> None:
        """Masters resign and give everything back; ``run`` does that, and returns when it is done."""
    def state(self) -> dict[str, Any]:
        """As in docs/vrrp.md."""

class VrrpWatch:
    """Who is master of which virtual router on the segments of this host. It listens only.

    Without ``interfaces`` it takes all that are up and can multicast. Works in the network namespace of the thread that
    creates it, and needs CAP_NET_RAW. It has no threads: ``run`` does the work and lets other threads of Python run; what
    comes between two runs waits, as much as fits. Use it from one thread at a time; only ``stop`` may be called from any,
    and from ``on_event``, which gets a dict for every change as in docs/vrrp.md, and with ``line`` the same for people.
    What ``on_event`` raises comes out of ``run``.
    """
    def __init__(self, interfaces: Union[list[str], tuple[str, ...]] = (), on_event: Optional[Callable[[dict[str, Any]], object]] = None) -> None:
        """Raises `Error` for an interface that is not there, `SystemError_` without the capability."""
    def run(self, timeout: Optional[float] = None) -> bool:
        """Watches for that many seconds, or without end; 0 takes what is there and does not wait. True when it was
        stopped. Handlers of signals run within 0.1 s."""
    def stop(self) -> None:
        """Ends ``run``."""
    @property
    def interfaces(self) -> list[str]: ...
    def state(self) -> dict[str, Any]:
        """As in docs/vrrp.md."""

def vrrp_announcement(mac: str, address: str) -> bytes:
    """The Ethernet frame that announces an address: gratuitous ARP, or an unsolicited neighbour advertisement."""

def decode_vrrp(data: _Bytes, *, password: Optional[_Bytes] = None, secrets: bool = False) -> list[dict[str, Any]]:
    """Explains VRRP packets, and says what is wrong with each: one dict a packet, as in docs/vrrp.md.

    ``data`` is a pcap or pcapng file, the bytes of one packet, or, as a str, a dump in hexadecimal. ``password`` is that
    of version 2, or the key of AH, to check packets with. Raises `Error` for damaged files.
    """

def plan_real_server(
    request: Union[dict[str, Any], str, bytes],
    *,
    config: Optional[Config] = None,
    server: Optional[str] = None,
    undo: bool = False,
    output: str = "json",
) -> Any:
    """What prepares a host as a real server: a dict, or with ``output`` "text", "shell", "powershell" or "netsh" a str,
    with "reg" the bytes of a file for regedit.

    ``request`` is {"host": {...}, "services": [...]}, see docs/realserver.md. With ``config``, a keepalived.conf, its
    services of direct routing and tunnels count as well; with ``server`` only those of that real server.
    """

def verify_real_server(
    request: Union[dict[str, Any], str, bytes],
    *,
    config: Optional[Config] = None,
    server: Optional[str] = None,
    netns: Optional[str] = None,
    pid: Optional[int] = None,
) -> dict[str, Any]:
    """Whether this Linux host is prepared, and what would spoil it. Changes nothing."""

def apply_real_server(
    request: Union[dict[str, Any], str, bytes],
    *,
    config: Optional[Config] = None,
    server: Optional[str] = None,
    undo: bool = False,
    netns: Optional[str] = None,
    pid: Optional[int] = None,
    root: str = "",
) -> dict[str, Any]:
    """Prepares this Linux host; when a step fails, those before it are taken back, and the report says so.

    Raises Error with code "refused", and changes nothing, when a service is refused or a capability is missing.
    """

def migrate_cib(config: Config, *, to: str = "4.0") -> tuple[Config, list[dict[str, str]]]:
    """A cib or crm configuration in the words of another schema, and the steps taken: kind, path, message.

    A step of kind "manual" is left to a person: the schema refuses what stands there. "lost" ones had a meaning.
    """

def cib_patch(before: Config, after: Config) -> bytes:
    """What ``cibadmin --patch`` takes to make ``after`` of ``before``; with secrets.

    One of them may be crm text, read for the schema of the other: it counts as an edited text of that CIB, and what it
    has no words for stays as it is.
    """

def rename_in_cib(config: Config, id: str, new_id: str) -> Config:
    """The configuration with another id for an object, in all references and in the ids made of it. Raises `Error`."""

def remove_from_cib(config: Config, id: str) -> tuple[Config, list[str]]:
    """The configuration without an object and what cannot be without it, and what went. Raises `Error`."""

def migrate_corosync(
    text: _Bytes,
    *,
    to: str = "3.1.7",
    node_names: Iterable[str] = (),
    nodes: dict[str, Sequence[str]] = ...,
    encrypt: bool = True,
) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """A corosync.conf of releases 1 and 2 for release 3, and what a person has to decide or know. Raises `Error`.

    ``nodes`` are the addresses by name, link by link, of a file that does not have them since it used multicast.
    """

def change_cluster(
    text: _Bytes,
    change: dict[str, Any],
    *,
    force: bool = False,
    keep_quorum: bool = False,
    keep_version: bool = False,
    target: Optional[str] = None,
) -> bytes:
    """Adds, removes or numbers a node or a link of a corosync.conf: the whole new text. Raises `Error`.

    ``{"change": "add_node", "name": "n3", "addresses": ["10.0.0.3"]}``; docs/corosync.md lists the changes.
    """

def make_authkey(size: int = 256) -> bytes:
    """A key that corosync's nodes share: 128 to 4096 random bytes."""

def write_authkey(path: Union[str, os.PathLike[str]], size: int = 256, *, replace: bool = False) -> None:
    """Writes a new key with mode 0400. Raises `Error` when there is a file, unless ``replace`` is set."""

def keywords(format: str = "keepalived") -> list[dict[str, Any]]:
    """Every keyword of a format: path, block, values, default, since, deprecated, secret, repeatable, help."""

def json_schema(format: str = "keepalived") -> dict[str, Any]:
    """A JSON Schema of `Config.to_dict`."""

class StartCheck:
    """Begin one attempt; tell its end with `Director.on_outcome`."""
    @property
    def probe(self) -> int: ...
    @property
    def attempt(self) -> int: ...
    @property
    def url(self) -> int: ...
    @property
    def checker(self) -> str:
        """``"TCP_CHECK"``, ``"HTTP_GET"`` and so on."""
    @property
    def subject(self) -> str: ...
    @property
    def target(self) -> Optional[tuple[str, int]]:
        """Address and port; None for MISC_CHECK."""
    @property
    def request(self) -> Optional[bytes]:
        """What to send, for HTTP_GET and SSL_GET."""
    @property
    def command(self) -> Optional[list[str]]:
        """What to run, for MISC_CHECK."""
    @property
    def deadline(self) -> Optional[int]: ...

class AbortCheck:
    """Drop an attempt; its outcome is not wanted any more."""
    @property
    def probe(self) -> int: ...
    @property
    def attempt(self) -> int: ...

class ChangeTable:
    """Change the IPVS table; tell the result with `Director.on_table_report`."""
    @property
    def steps(self) -> list[str]: ...
    def perform(self, table: Table) -> TableReport: ...

class RepairTable:
    """Make some services of the IPVS table as they should be, whatever they are."""
    @property
    def services(self) -> list[str]: ...
    def perform(self, table: Table) -> TableReport: ...

class TableReport:
    @property
    def made(self) -> int: ...
    @property
    def failures(self) -> list[str]: ...

class RunScript:
    """Run a notify script. Those of one subject run one after the other."""
    @property
    def argv(self) -> list[str]: ...
    @property
    def user(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def subject(self) -> str: ...

class Event:
    """Something that happened."""
    @property
    def kind(self) -> str: ...
    @property
    def at(self) -> Optional[int]: ...
    @property
    def service(self) -> str: ...
    @property
    def server(self) -> str: ...
    @property
    def text(self) -> str: ...
    def to_json(self) -> str: ...
    def __str__(self) -> str: ...

_Action = Union[StartCheck, AbortCheck, ChangeTable, RepairTable, RunScript, Event]

class Table:
    """An IPVS table. States, services and reports are dicts as docs/ipvs.md shows them; JSON in str or bytes will do.

    Calls block; hakit.aio.AsyncTable has them as coroutines. One table belongs to one thread at a time.
    """
    def list(self) -> dict[str, dict[str, int]]:
        """For each service the weights of its servers."""
    def state(self) -> dict[str, Any]:
        """The settings of services and destinations, with timeouts and sync daemons."""
    def listing(self) -> dict[str, Any]:
        """The services with their counters and numbers of connections."""
    def connections(self) -> dict[str, Any]:
        """The connections that are balanced at the moment: client, virtual, destination, state, expires."""
    def plan(
        self,
        desired: Union[dict[str, Any], str, bytes],
        *,
        owned: Optional[Union[dict[str, Any], str, bytes]] = None,
        drain: bool = False,
    ) -> dict[str, Any]:
        """What has to change so that the table becomes `desired`; changes nothing."""
    def apply(
        self,
        desired: Union[dict[str, Any], str, bytes],
        *,
        owned: Optional[Union[dict[str, Any], str, bytes]] = None,
        drain: bool = False,
        stop_at_failure: bool = False,
    ) -> dict[str, Any]:
        """Makes that plan and carries it out; gives a report. Steps that fail are in the report."""
    def add_service(self, service: Union[dict[str, Any], str, bytes]) -> None:
        """Adds a service with the destinations that stand in it."""
    def edit_service(self, service: Union[dict[str, Any], str, bytes]) -> None: ...
    def remove_service(self, service: Union[dict[str, Any], str, bytes]) -> None: ...
    def add_destinations(self, service: Union[dict[str, Any], str, bytes]) -> None:
        """Adds each destination that stands in the service."""
    def edit_destinations(self, service: Union[dict[str, Any], str, bytes]) -> None: ...
    def remove_destinations(self, service: Union[dict[str, Any], str, bytes]) -> None: ...
    def flush(self) -> None: ...
    def zero(self, service: Optional[Union[dict[str, Any], str, bytes]] = None) -> None:
        """Counters back to 0, of one service or of all."""

def table_diff(before: Union[dict[str, Any], str, bytes], after: Union[dict[str, Any], str, bytes]) -> dict[str, Any]:
    """The plan that turns one state into the other."""

class MemoryTable(Table):
    """An IPVS table in memory that answers as the kernel's does."""
    def __init__(self) -> None: ...

class KernelTable(Table):
    """The kernel's IPVS table, by netlink, in the network namespace of the process or another one.

    `netns` is a name of ip-netns(8), or a path. SystemError_ without CAP_NET_ADMIN, Error without IPVS.
    What is read while somebody changes the table: with consistency "table" a table that existed (it is read until two
    successive readings agree, `max_readings` times at most); with "service" all services, each as it was at one moment
    of the reading, for half the work.
    """
    def __init__(
        self, *, netns: Optional[str] = None, pid: Optional[int] = None, max_readings: int = 20,
        consistency: Literal["table", "service"] = "table",
    ) -> None: ...

class Director:
    """keepalived's load balancer without sockets or clock: do what the actions ask, and tell how it went.

    All times are nanoseconds of one clock that does not go back. Not for several threads at once.
    """
    def __init__(
        self,
        config: Config,
        *,
        ignore_unsupported_checks: bool = False,
        verify_certificates: bool = False,
        max_attempts: int = 1000,
        seed: int = 0,
        keep_table: bool = False,
    ) -> None: ...
    def start(self, now: int) -> list[_Action]: ...
    @property
    def wake_at(self) -> Optional[int]:
        """When `on_time` wants to be called; None when nothing is due."""
    def on_time(self, now: int) -> list[_Action]: ...
    def on_outcome(
        self,
        check: StartCheck,
        now: int,
        *,
        failure: str = "none",
        phase: str = "connect",
        system_errno: int = 0,
        http_status: int = 0,
        detail: str = "",
        weight: Optional[int] = None,
    ) -> list[_Action]:
        """An attempt ended: ``failure`` is "none", "timed_out", "system", "closed", "status" and so on."""
    def on_table_report(self, report: TableReport, now: int) -> list[_Action]: ...
    def reload(self, config: Config, now: int) -> list[_Action]:
        """Changes over to another configuration and applies only the difference."""
    def shutdown(self, now: int) -> list[_Action]: ...
    def state(self, now: int) -> dict[str, Any]: ...
