"""What is written: documents, nodes, tokens, paths, edits."""

import copy
import pickle

import hakit
import pytest


def parse(text, name="<text>"):
    return hakit.parse(text, name, format="keepalived")


@pytest.mark.parametrize("text", [b"", b"}", b"a {", b'"never closed\n', b"x\r\ny\t{ z }", b"\xff\xfe bad {\n}\n", b"a\0b\n"])
def test_every_byte_is_kept(text):
    document = parse(text)
    assert document.text == bytes(document) == text
    assert len(document) == len(text)
    assert b"".join(text[t.span.slice] for t in document.tokens()) == text


def test_memoryview_does_not_copy_and_keeps_the_text_alive(sample):
    view = memoryview(parse(sample))
    assert view.readonly and view.format == "B"
    assert bytes(view) == sample
    with pytest.raises(TypeError):
        view[0] = 0


def test_str_is_encoded_with_surrogateescape():
    assert parse("ä\udcff").text == b"\xc3\xa4\xff"
    node = parse(b"router_id \xff\n").root.children[0]
    assert node.words == ["router_id", "\udcff"]


@pytest.mark.parametrize("make", [bytearray, memoryview])
def test_buffers_are_texts(make):
    assert parse(make(b"a\n")).text == b"a\n"


@pytest.mark.parametrize("wrong", [None, 1, ["a"]])
def test_what_is_no_text(wrong):
    with pytest.raises(TypeError):
        parse(wrong)


def test_nodes(sample):
    document = parse(sample, "x.conf")
    assert document.name == "x.conf" and not document.needs_expansion
    assert [n.name for n in document.root] == ["global_defs", "vrrp_instance", "virtual_server"]
    instance = document.find("vrrp_instance[VI_1]")
    assert instance.words == ["vrrp_instance", "VI_1"] and instance.has_block and instance.kind == "statement"
    assert instance.parent == document.root and document.root.parent is None
    priority = document.find("vrrp_instance[VI_1].priority")
    assert priority.text == b"priority 100" and priority.line == 10
    assert sample[priority.span.slice] == priority.text
    assert document.find(priority.path) == priority
    assert priority.document == document and hash(priority) == hash(document.find(priority.path))
    assert document.position(priority.span.begin) == (10, 5)
    assert len(document.find_all("vrrp_instance")) == 1
    assert "priority" in repr(priority)


def test_a_path_that_names_nothing(sample):
    with pytest.raises(hakit.EditError) as raised:
        parse(sample).find("vrrp_instance[VI_9]")
    assert raised.value.code == "not_found"
    with pytest.raises(hakit.Error) as raised:
        parse(sample).find("a[")
    assert raised.value.code == "syntax"


def test_paths_are_values():
    path = hakit.Path("virtual_server[192.0.2.1:80].real_server[2].weight")
    assert path.steps == (("virtual_server", "192.0.2.1:80"), ("real_server", "2"), ("weight", None))
    assert hakit.Path(str(path)) == path == hakit.Path.from_steps(path.steps)
    assert hash(hakit.Path(str(path))) == hash(path) and path != hakit.Path("weight")
    assert pickle.loads(pickle.dumps(path)) == path == copy.deepcopy(path)
    assert repr(path) == f"hakit.Path({str(path)!r})"


def test_documents_are_values(sample):
    document = parse(sample, "x.conf")
    again = pickle.loads(pickle.dumps(document))
    assert again == document and hash(again) == hash(document) and again.name == "x.conf"
    assert document != parse(sample, "y.conf") and document != parse(b"", "x.conf")
    assert document != 3
    assert "x.conf" in repr(document)


def test_edits_give_a_new_document(sample):
    document = parse(sample, "x.conf")
    word = document.find("vrrp_instance.priority").span
    edit = hakit.TextEdit(hakit.Span(word.end - 3, word.end), b"150")
    changed = document.apply([edit])
    assert changed.text == sample.replace(b"priority 100", b"priority 150") and changed.name == "x.conf"
    assert document.text == sample
    with pytest.raises(hakit.Error) as raised:
        document.apply([edit, edit])
    assert raised.value.code == "invalid_argument"


def test_canonical_layout():
    document = parse(b"global_defs\n{\nrouter_id   x\n}\n").format()
    assert document.text == b"global_defs {\n    router_id x\n}\n"
    assert document.format() == document


def test_problems_of_the_text_alone():
    (finding,) = parse(b"a {\n", "x.conf").diagnostics
    assert finding.file == "x.conf" and finding.code.startswith("KA") and finding.line == 1
    assert finding.title and finding.help and str(finding).startswith("x.conf:1:")


def test_unified_diff():
    assert hakit.unified_diff(b"a\nb\n", "a\nc\n", "old", "new") == b"--- old\n+++ new\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n"
    assert hakit.unified_diff(b"a", b"a") == b""


def test_formats():
    assert "keepalived" in hakit.formats()
    assert hakit.guess_format("/etc/keepalived/keepalived.conf") == "keepalived"
    assert hakit.guess_format("x.conf", "vrrp_instance VI_1 {\n}\n") == "keepalived"
    assert hakit.guess_format("x.conf", "no\n") is None
    with pytest.raises(hakit.Error) as raised:
        hakit.parse("no\n")
    assert raised.value.code == "unsupported"
    assert hakit.parse("no\n", format="keepalived").format_name == "keepalived"
    assert hakit.loads("vrrp_instance VI_1 {\n}\n", strict=False).format_name == "keepalived"
    with pytest.raises(ValueError):
        hakit.check("vrrp_instance VI_1 {\n}\n", format="toml")
