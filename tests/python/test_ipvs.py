import asyncio
import json
import os

import pytest

import hakit
import hakit.aio

WEB = {
    "services": [
        {
            "protocol": "tcp",
            "address": "192.0.2.1",
            "port": 80,
            "scheduler": "wrr",
            "destinations": [
                {"address": "198.51.100.1", "port": 80, "weight": 3},
                {"address": "198.51.100.2", "port": 80},
            ],
        }
    ]
}
SERVICE = {"protocol": "tcp", "address": "192.0.2.1", "port": 80}


def test_a_desired_state():
    table = hakit.MemoryTable()
    assert [s["kind"] for s in table.plan(WEB)["steps"]] == ["add_service", "add_destination", "add_destination"]
    assert table.state()["services"] == []
    report = table.apply(WEB)
    assert report["ok"] and report["made"] == 3
    assert table.list() == {"tcp 192.0.2.1:80": {"198.51.100.1:80": 3, "198.51.100.2:80": 1}}
    assert table.plan(json.dumps(WEB))["steps"] == []
    assert table.apply(table.state())["made"] == 0  # what a table says, it takes
    assert table.listing()["services"][0]["counters"]["connections"] == 0


def test_what_is_not_owned_stays():
    table = hakit.MemoryTable()
    table.apply(WEB)
    assert table.plan({"services": []}, owned={"addresses": ["203.0.113.0/24"]})["steps"] == []
    assert len(table.plan({"services": []}, owned={"services": [SERVICE]})["steps"]) == 1


def test_a_draining_destination_gets_weight_0_first():
    table = hakit.MemoryTable()
    table.apply(WEB)
    less = json.loads(json.dumps(WEB))
    del less["services"][0]["destinations"][0]
    table.apply(less, drain=True)
    assert table.list()["tcp 192.0.2.1:80"]["198.51.100.1:80"] == 0
    table.apply(less, drain=True)
    assert "198.51.100.1:80" not in table.list()["tcp 192.0.2.1:80"]


def test_single_changes_and_their_errors():
    table = hakit.MemoryTable()
    one = {**SERVICE, "scheduler": "rr", "destinations": [{"address": "198.51.100.9", "port": 80, "weight": 2}]}
    with pytest.raises(hakit.Error):
        table.remove_service(SERVICE)
    table.add_service(one)
    with pytest.raises(hakit.Error):
        table.add_destinations(one)
    one["destinations"][0]["weight"] = 7
    table.edit_destinations(one)
    assert table.list() == {"tcp 192.0.2.1:80": {"198.51.100.9:80": 7}}
    table.zero(SERVICE)
    table.zero()
    table.remove_destinations(one)
    assert table.list() == {"tcp 192.0.2.1:80": {}}
    with pytest.raises(hakit.Error, match="destination"):
        table.add_destinations(SERVICE)
    table.flush()
    assert table.list() == {}


@pytest.mark.parametrize("bad", ["", "{", "[]", {"service": []}, {"services": [{"port": 80}]}])
def test_what_is_no_state_is_refused(bad):
    with pytest.raises(hakit.Error):
        hakit.MemoryTable().apply(bad)


def test_from_asyncio():
    async def reconcile():
        table = hakit.MemoryTable()
        return await asyncio.to_thread(table.apply, WEB)

    assert asyncio.run(reconcile())["ok"]


def test_a_namespace_that_is_not_there():
    with pytest.raises((hakit.Error, OSError)):
        hakit.KernelTable(netns="/nonexistent/netns", consistency="service")
    with pytest.raises(ValueError, match="'table' or 'service', not 'both'"):
        hakit.KernelTable(consistency="both")
    with pytest.raises(ValueError):
        hakit.KernelTable(netns="a", pid=os.getpid())


def test_a_difference_of_states():
    less = json.loads(json.dumps(WEB))
    del less["services"][0]["destinations"][0]
    assert [s["text"] for s in hakit.table_diff(WEB, less)["steps"]] == [
        "tcp 192.0.2.1:80: remove destination 198.51.100.1:80"
    ]
    assert hakit.table_diff(WEB, json.dumps(WEB))["steps"] == []
    with pytest.raises(hakit.Error):
        hakit.table_diff(WEB, {"services": 1})


def test_reports_tell_what_drains():
    table = hakit.MemoryTable()
    table.apply(WEB)
    report = table.apply({"services": []}, drain=True)
    assert [d["destination"]["address"] for d in report["draining"]] == ["198.51.100.1", "198.51.100.2"]
    assert table.apply({"services": []}, drain=True)["draining"] == []
    assert table.connections() == {"schema": "hakit-ipvs-connections-1", "connections": []}


def test_coroutines():
    async def session():
        async with hakit.aio.AsyncTable(hakit.MemoryTable()) as table:
            assert (await table.apply(WEB))["made"] == 3
            assert (await table.plan(WEB))["steps"] == []
            one = {**SERVICE, "destinations": [{"address": "198.51.100.1", "port": 80, "weight": 9}]}
            await table.edit_destinations(one)
            assert (await table.list())["tcp 192.0.2.1:80"]["198.51.100.1:80"] == 9
            assert (await table.state())["services"] == [
                {k: v for k, v in s.items() if k != "counters"} for s in (await table.state())["services"]
            ]
            with pytest.raises(hakit.Error):
                await table.add_service(SERVICE)
            rounds = [report async for report in table.apply_and_drain({"services": []}, interval=0)]
            assert [r["made"] for r in rounds] == [2, 1]
            await table.flush()
            await table.zero()
            assert (await table.listing())["services"] == []

    asyncio.run(session())


def test_watching():
    async def session():
        async with hakit.aio.AsyncTable(hakit.MemoryTable()) as table:
            seen = []

            async def watch():
                async for steps in table.watch(interval=0):
                    seen.extend(step["kind"] for step in steps)
                    if "remove_service" in seen:
                        return

            watching = asyncio.create_task(watch())
            await asyncio.sleep(0)
            await table.list()  # behind the first reading, as a table keeps the order of its calls
            await table.apply(WEB)
            while "add_service" not in seen:
                await asyncio.sleep(0)
            await table.remove_service(SERVICE)
            await watching
            assert seen == ["add_service", "add_destination", "add_destination", "remove_service"]

    asyncio.run(session())
