"""IPVS tables in asyncio: the calls of `hakit.Table` as coroutines, and its changes as they happen.

Each table has one thread, in which its calls are carried out in their order; the event loop is never held up.

>>> import asyncio, hakit.aio
>>> async def main():
...     async with hakit.aio.AsyncTable(hakit.MemoryTable()) as table:
...         return (await table.apply({"services": [{"fwmark": 7}]}))["made"]
>>> asyncio.run(main())
1
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Optional, TypeVar, Union

from ._hakit import Table, table_diff

__all__ = ["AsyncTable"]

_Json = Union[dict[str, Any], str, bytes]
_Steps = list[dict[str, Any]]  # a class with a method list() has no other list
_T = TypeVar("_T")


class AsyncTable:
    """A table in a thread of its own. The table given must not be used by others any more.

    A call that is cancelled is still carried out when it has begun. End it with close(), or as a context manager.
    """

    def __init__(self, table: Table):
        self._table = table
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="hakit-table")

    async def __aenter__(self) -> AsyncTable:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Waits for the calls that have begun; those that wait are dropped."""
        await asyncio.to_thread(self._thread.shutdown, wait=True, cancel_futures=True)

    async def _call(self, function: Callable[..., _T], *arguments: Any, **options: Any) -> _T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, functools.partial(function, *arguments, **options))

    async def list(self) -> dict[str, dict[str, int]]:
        return await self._call(self._table.list)

    async def state(self) -> dict[str, Any]:
        return await self._call(self._table.state)

    async def listing(self) -> dict[str, Any]:
        return await self._call(self._table.listing)

    async def connections(self) -> dict[str, Any]:
        return await self._call(self._table.connections)

    async def plan(self, desired: _Json, *, owned: Optional[_Json] = None, drain: bool = False) -> dict[str, Any]:
        return await self._call(self._table.plan, desired, owned=owned, drain=drain)

    async def apply(
        self, desired: _Json, *, owned: Optional[_Json] = None, drain: bool = False, stop_at_failure: bool = False
    ) -> dict[str, Any]:
        return await self._call(self._table.apply, desired, owned=owned, drain=drain, stop_at_failure=stop_at_failure)

    async def apply_and_drain(
        self, desired: _Json, *, owned: Optional[_Json] = None, interval: float = 1.0
    ) -> AsyncIterator[dict[str, Any]]:
        """Applies with drain=True every `interval` seconds until no connection holds a destination that shall go.

        Gives the report of each round that changed something or failed, and the last one.
        """
        while True:
            report = await self.apply(desired, owned=owned, drain=True)
            last = not report["draining"]
            if last or report["steps"]:
                yield report
            if last:
                return
            await asyncio.sleep(interval)

    async def watch(self, interval: float = 1.0) -> AsyncIterator[_Steps]:
        """What others change: the steps that would have made it, as in plan()["steps"], never none.

        The kernel announces nothing, so the table is read every `interval` seconds; what came and went in between is
        not seen. The first reading is what later ones are compared with.
        """
        known = await self.state()
        while True:
            await asyncio.sleep(interval)
            now = await self.state()
            if steps := table_diff(known, now)["steps"]:
                yield steps
            known = now

    async def add_service(self, service: _Json) -> None:
        await self._call(self._table.add_service, service)

    async def edit_service(self, service: _Json) -> None:
        await self._call(self._table.edit_service, service)

    async def remove_service(self, service: _Json) -> None:
        await self._call(self._table.remove_service, service)

    async def add_destinations(self, service: _Json) -> None:
        await self._call(self._table.add_destinations, service)

    async def edit_destinations(self, service: _Json) -> None:
        await self._call(self._table.edit_destinations, service)

    async def remove_destinations(self, service: _Json) -> None:
        await self._call(self._table.remove_destinations, service)

    async def flush(self) -> None:
        await self._call(self._table.flush)

    async def zero(self, service: Optional[_Json] = None) -> None:
        await self._call(self._table.zero, service)
