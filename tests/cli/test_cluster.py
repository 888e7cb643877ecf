"""Cluster files of corosync from the command line."""

import json
import re
import stat

import pytest

CLUSTER = """\
# web cluster
totem {
    version: 2
    config_version: 4
    crypto_cipher: aes256
    crypto_hash: sha256
}

nodelist {
    node {
        ring0_addr: 10.0.0.1
        name: n1
        nodeid: 1
    }
    node {
        ring0_addr: 10.0.0.2
        name: n2
        nodeid: 2
    }
}

quorum {
    provider: corosync_votequorum
    two_node: 1
}
"""

OLD = """\
totem {
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


@pytest.fixture
def cluster(hakit):
    return hakit.write("corosync.conf", CLUSTER)


def test_a_good_file_is_clean_and_a_typo_is_named(hakit, cluster):
    assert hakit("check", "--strict", "corosync.conf").returncode == 0
    cluster.write_text(CLUSTER.replace("two_node", "two_nodes"))
    done = hakit("check", "corosync.conf")
    assert "warning[CS0101]: 'two_nodes' is unknown in 'quorum'; did you mean 'two_node'?" in done.stdout


def test_edits_by_path_raise_the_version(hakit, cluster):
    assert hakit("set", "corosync.conf", "totem.token", "5000").returncode == 0
    text = cluster.read_text()
    assert "    token: 5000\n" in text and "config_version: 5" in text and text.startswith("# web cluster\n")
    assert hakit("get", "corosync.conf", "nodelist.node[2].name").stdout == "n2\n"
    refused = hakit("set", "corosync.conf", "nodelist.node[2].nodeid", "1")
    assert refused.returncode == 2 and "CS0306" in refused.stderr
    assert json.loads(hakit("show", "--output", "json", "corosync.conf").stdout)["totem"]["token"] == 5000


def test_addresses_without_a_link_are_those_of_links_in_order(hakit, cluster):
    cluster.write_text(re.sub(r"( *)ring0_addr: 10\.0\.0\.(\d)\n", r"\g<0>\1ring1_addr: 10.1.0.\2\n", CLUSTER))
    added = hakit("node", "add", "--dry-run", "corosync.conf", "--name", "n3", "--address", "10.0.0.3", "--address", "10.1.0.3")
    assert "+        ring0_addr: 10.0.0.3\n+        ring1_addr: 10.1.0.3\n" in added.stdout


def test_nodes_come_and_go(hakit, cluster):
    shown = hakit("node", "add", "--dry-run", "corosync.conf", "--name", "n3", "--address", "10.0.0.3")
    assert "+        name: n3" in shown.stdout and cluster.read_text() == CLUSTER
    assert hakit("node", "add", "corosync.conf", "--name", "n3", "--address", "10.0.0.3").returncode == 0
    assert "two_node" not in cluster.read_text()
    assert hakit("node", "renumber", "corosync.conf", "n3", "9").returncode == 0
    assert "nodeid: 9" in cluster.read_text()
    assert hakit("node", "remove", "corosync.conf", "9").returncode == 0
    assert cluster.read_text() == CLUSTER.replace("config_version: 4", "config_version: 7")
    gone = hakit("node", "remove", "corosync.conf", "n3")
    assert gone.returncode == 2 and "there is no node 'n3'" in gone.stderr


def test_links_come_and_go(hakit, cluster):
    assert hakit("link", "add", "corosync.conf", "n1=10.1.0.1", "n2=10.1.0.2").returncode == 0
    assert "ring1_addr: 10.1.0.2" in cluster.read_text()
    assert hakit("link", "renumber", "corosync.conf", "1", "3").returncode == 0
    assert hakit("link", "remove", "--keep-version", "corosync.conf", "3").returncode == 0
    assert cluster.read_text() == CLUSTER.replace("config_version: 4", "config_version: 6")
    assert hakit("link", "remove", "corosync.conf", "0").returncode == 2


def test_an_old_file_is_migrated(hakit):
    hakit.write("old.conf", OLD)
    done = hakit("migrate", "--to", "3", "--node-name", "a", "--node-name", "b", "old.conf")
    assert done.returncode == 0 and "transport: knet" in done.stdout and "name: b" in done.stdout
    assert "warning[CS0604]" in done.stderr
    hakit.write("new.conf", done.stdout)
    assert hakit("check", "--format", "corosync", "new.conf").returncode == 0
    damaged = hakit.write("damaged.conf", OLD + "}\n")
    assert hakit("migrate", "damaged.conf").returncode == 2
    assert hakit("fix", "--format", "corosync", "damaged.conf").returncode == 0
    assert damaged.read_text().count("}") == OLD.count("}")
    assert hakit("migrate", "--to", "2.4", "old.conf").returncode != 0


def test_keys_are_made_once(hakit):
    assert hakit("authkey", "authkey").returncode == 0
    key = hakit.folder / "authkey"
    assert key.stat().st_size == 256 and stat.S_IMODE(key.stat().st_mode) == 0o400
    again = hakit("authkey", "authkey")
    assert again.returncode == 4 and "is there already" in again.stderr
    assert hakit("authkey", "--force", "--size", "128", "authkey").returncode == 0
    assert key.stat().st_size == 128
    assert hakit("authkey", "--size", "1", "other").returncode != 0
