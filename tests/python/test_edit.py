"""Changes by path, which leave all other bytes alone."""

import hakit
import pytest


def test_get(sample, secret):
    assert hakit.get(sample, "vrrp_instance[VI_1].priority") == "100"
    assert hakit.get(sample, hakit.Path("virtual_server.real_server[1].weight")) == "1"
    assert "geheim" not in hakit.get(secret, "vrrp_instance.authentication.auth_pass")
    assert hakit.get(secret, "vrrp_instance.authentication.auth_pass", secrets=True) == "geheim"


def test_set_changes_one_word(sample):
    assert hakit.set(sample, "vrrp_instance[VI_1].priority", "150") == sample.replace(b"priority 100", b"priority 150")


def test_set_keeps_the_line_endings(sample):
    dos = sample.replace(b"\n", b"\r\n")
    assert hakit.set(dos, "vrrp_instance[VI_1].priority", "150") == dos.replace(b"priority 100", b"priority 150")


def test_insert_remove_comment_out(sample):
    added = hakit.insert(sample, "vrrp_instance[VI_1]", "garp_master_delay 5")
    assert added.replace(b"    garp_master_delay 5\n", b"") == sample
    assert hakit.remove(added, "vrrp_instance[VI_1].garp_master_delay") == sample
    assert hakit.comment_out(sample, "vrrp_instance[VI_1].advert_int") == sample.replace(b"    advert_int 1", b"    # advert_int 1")


def test_a_change_for_the_worse_is_refused(sample):
    with pytest.raises(hakit.EditError) as raised:
        hakit.set(sample, "vrrp_instance[VI_1].virtual_router_id", "700")
    assert raised.value.code == "refused"
    assert any(d.severity == "error" for d in raised.value.diagnostics)
    forced = hakit.set(sample, "vrrp_instance[VI_1].virtual_router_id", "700", force=True)
    assert b"virtual_router_id 700\n" in forced


@pytest.mark.parametrize("path, words, code", [
    ("a[", "1", "syntax"),
    ("vrrp_instance[VI_9].priority", "1", "not_found"),
    ("vrrp_instance[VI_1].priority", "1\n2", "invalid_argument"),
])
def test_what_cannot_be_set(sample, path, words, code):
    with pytest.raises(hakit.Error) as raised:
        hakit.set(sample, path, words)
    assert raised.value.code == code


def test_a_refused_change_leaves_the_workspace_alone(sample):
    files = hakit.Workspace()
    files.add("x.conf", sample)
    with pytest.raises(hakit.EditError):
        files.set("vrrp_instance.virtual_router_id", "700")
    assert len(files) == 1 and files.document().text == sample
    with pytest.raises(TypeError):
        files.set(3, "1")
