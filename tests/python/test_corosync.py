"""Cluster files of corosync: migration, nodes and links, keys."""

import os
import stat
from pathlib import Path

import pytest

import hakit

OLD = """totem {
    version: 2
    secauth: off
    transport: udpu
    interface {
        ringnumber: 0
        member {
            memberaddr: 10.0.0.1
        }
        member {
            memberaddr: 10.0.0.2
        }
    }
}
"""


def test_migrated_files_are_good_and_say_what_is_left_to_decide() -> None:
    text, decisions = hakit.migrate_corosync(OLD, node_names=["alpha", "beta"])
    assert b"transport: knet" in text and b"name: beta" in text
    assert {d.code for d in decisions} >= {"CS0603", "CS0604", "CS0607"}
    space = hakit.Workspace()
    space.add("corosync.conf", text)
    assert [d for d in space.check(format="corosync") if d.severity == hakit.Severity.ERROR] == []
    assert b"crypto" not in hakit.migrate_corosync(OLD, encrypt=False)[0]
    with pytest.raises(hakit.Error):
        hakit.migrate_corosync("totem {\n")
    with pytest.raises(hakit.Error):
        hakit.migrate_corosync(OLD, to="2.4")


def test_multicast_files_get_the_nodes_that_are_given() -> None:
    old = "totem {\n    version: 2\n    interface {\n        bindnetaddr: 10.0.0.0\n        mcastaddr: 239.1.1.1\n    }\n}\n"
    assert "CS0605" in {d.code for d in hakit.migrate_corosync(old)[1]}
    text, decisions = hakit.migrate_corosync(old, nodes={"n1": ["10.0.0.1"], "n2": ["10.0.0.2"]})
    assert "CS0605" not in {d.code for d in decisions}
    assert b"name: n2" in text and b"ring0_addr: 10.0.0.2" in text and b"mcastaddr" not in text


def test_nodes_and_links_change_as_wholes() -> None:
    text, _ = hakit.migrate_corosync(OLD, node_names=["alpha", "beta"])
    three = hakit.change_cluster(text, {"change": "add_node", "name": "gamma", "addresses": ["10.0.0.3"]})
    assert b"nodeid: 3" in three and b"two_node" not in three
    assert b"two_node" in hakit.change_cluster(
        text, {"change": "add_node", "name": "gamma", "addresses": ["10.0.0.3"]}, keep_quorum=True
    )
    two = hakit.change_cluster(three, {"change": "remove_node", "node": "gamma"})
    assert b"two_node: 1" in two
    linked = hakit.change_cluster(text, {"change": "add_link", "addresses": {"alpha": "10.1.0.1", "beta": "10.1.0.2"}})
    assert b"ring1_addr: 10.1.0.2" in linked
    with pytest.raises(hakit.Error):
        hakit.change_cluster(text, {"change": "add_node", "name": "alpha", "addresses": ["10.0.0.3"]})


def test_keys_are_random_and_for_their_owner_alone(tmp_path: Path) -> None:
    assert len(hakit.make_authkey()) == 256 and hakit.make_authkey() != hakit.make_authkey()
    path = tmp_path / "authkey"
    hakit.write_authkey(path)
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o400
    with pytest.raises(hakit.Error):
        hakit.write_authkey(path)
    hakit.write_authkey(path, 128, replace=True)
    assert path.stat().st_size == 128
    with pytest.raises(hakit.Error):
        hakit.make_authkey(1)


def test_the_format_is_known_everywhere() -> None:
    assert "corosync" in hakit.formats()
    space = hakit.Workspace()
    space.add("corosync.conf", "totem {\n    version: 2\n    config_version: 1\n    tokken: 3000\n}\n")
    assert "CS0101" in {d.code for d in space.check()}
    assert b"config_version: 2" in space.set("totem.token", "5000", force=True)
    assert hakit.guess_format("corosync.conf", "") == "corosync"
