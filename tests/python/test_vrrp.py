"""VRRP from Python."""

import struct

import pytest

import hakit

ADVERT = (
    "01005e000012020000000002080045c0002c00010000ff70d03f0a4d0002e0000012213364020101d7b80a4d00"
    "640a4d006567616e7a53696368"
)


def test_a_dump_a_packet_and_a_file_say_the_same():
    frame = bytes.fromhex(ADVERT)
    capture = struct.pack("<IHHIIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1) + struct.pack("<IIII", 9, 0, *[len(frame)] * 2) + frame
    dump, packet, file = hakit.decode_vrrp(ADVERT), hakit.decode_vrrp(frame), hakit.decode_vrrp(capture)
    assert dump == packet
    assert dump[0]["advert"] == file[0]["advert"]
    assert file[0]["time_ns"] == 9_000_000_000
    assert dump[0]["advert"]["vrid"] == 51
    assert dump[0]["advert"]["interval_ns"] == 1_000_000_000
    assert dump[0]["problems"] == []


def test_the_password_is_checked_and_hidden():
    assert hakit.decode_vrrp(ADVERT, password="ganzSicheresPasswort")[0]["problems"] == []
    assert hakit.decode_vrrp(ADVERT, password=b"x")[0]["problems"][0]["code"] == "auth_password"
    assert hakit.decode_vrrp(ADVERT)[0]["advert"]["password_hex"] is None
    assert bytes.fromhex(hakit.decode_vrrp(ADVERT, secrets=True)[0]["advert"]["password_hex"]) == b"ganzSich"


def test_what_is_no_packet_raises():
    with pytest.raises(hakit.Error):
        hakit.decode_vrrp("neither")
    assert hakit.decode_vrrp(b"\x45")[0]["problems"][0]["code"] == "not_vrrp"
