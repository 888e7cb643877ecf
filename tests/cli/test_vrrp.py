"""hakit vrrp: what it prints, and its exit codes."""

import json
import struct

PASS = "01005e000012020000000002080045c0002c00010000ff70d03f0a4d0002e0000012213364020101d7b80a4d00640a4d006567616e7a53696368"
PLAIN = "01005e000012020000000001080045c0002400010000ff70d0480a4d0001e000001231339602006438220a4d00640a4d0065"


def capture(*frames: bytes) -> bytes:
    head = struct.pack("<IHHIIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
    return head + b"".join(struct.pack("<IIII", 3600, n, len(f), len(f)) + f for n, f in enumerate(frames))


def test_digits_on_the_command_line_are_explained(hakit):
    done = hakit("vrrp", "decode", PLAIN)
    assert done.returncode == 0
    assert "VRRPv3 router 51 priority" in done.stdout
    assert "checksum" in done.stdout


def test_a_capture_is_read_and_foreign_packets_are_left_out(hakit):
    foreign = bytes.fromhex("ffffffffffff0200000000018888") + bytes(46)
    hakit.folder.joinpath("a.pcap").write_bytes(capture(bytes.fromhex(PASS), foreign))
    done = hakit("vrrp", "decode", "--output", "json", "a.pcap")
    assert done.returncode == 0
    (packet,) = map(json.loads, done.stdout.splitlines())
    assert packet["advert"]["vrid"] == 51 and packet["time_ns"] == 3600 * 10**9
    assert packet["advert"]["password_hex"] is None
    everything = hakit("vrrp", "decode", "--all", "a.pcap")
    assert everything.stdout.splitlines()[0].startswith("1 01:00:00.000000 ")
    assert "not_ip" in everything.stdout.splitlines()[1]


def test_a_packet_that_routers_reject_makes_the_exit_code_2(hakit):
    done = hakit("vrrp", "decode", "--password", "wrong", PASS)
    assert done.returncode == 2
    assert "auth_password: its password is not ours" in done.stdout
    assert hakit("vrrp", "decode", "--password", "ganzSicheresPasswort", PASS).returncode == 0
    assert "ganzSich" in hakit("vrrp", "decode", "--secrets", PASS).stdout


def test_standard_input_and_what_cannot_be_read(hakit):
    assert "VRRPv3" in hakit("vrrp", "decode", "-", stdin=PLAIN).stdout
    assert hakit("vrrp", "decode", "-", stdin="nonsense").returncode == 2
    missing = hakit("vrrp", "decode", "no-such-file")
    assert missing.returncode == 4 and "no-such-file" in missing.stderr
    hakit.folder.joinpath("cut.pcap").write_bytes(capture(bytes.fromhex(PLAIN))[:-3])
    cut = hakit("vrrp", "decode", "cut.pcap")
    assert cut.returncode == 2 and "damaged at byte 24" in cut.stderr
