"""`hakit cib patch` of a CIB and its edited crm shell text."""

import xml.etree.ElementTree as ET

TEXT = "primitive a ocf:heartbeat:Dummy \\\n\top monitor interval=10s\nproperty stonith-enabled=false\n"


def changes(patch):
    return [(c.get("operation"), c.get("path")) for c in ET.fromstring(patch).iter("change")]


def cluster(hakit):
    """A CIB with what text has no words for, and an id that nobody would make."""
    hakit.write("new.crm", TEXT)
    xml = hakit("convert", "--to", "cib", "--schema", "3.5", "new.crm").stdout
    xml = xml.replace("<cib ", '<cib dc-uuid="1" ').replace('"a-monitor-10s"', '"odd"')
    assert "odd" in xml and "dc-uuid" in xml
    hakit.write("now.xml", xml)
    return hakit("convert", "--to", "crm", "now.xml").stdout


def test_text_that_nobody_edited_changes_the_epoch_alone(hakit):
    hakit.write("wanted.crm", cluster(hakit))
    for sides in (("now.xml", "wanted.crm"), ("wanted.crm", "now.xml")):
        done = hakit("cib", "patch", *sides)
        assert (done.returncode, done.stderr, changes(done.stdout)) == (0, "", [("modify", "/cib")])


def test_an_edit_is_one_change(hakit):
    text = cluster(hakit)
    hakit.write("wanted.crm", text.replace("interval=10s", "interval=20s"))
    done = hakit("cib", "patch", "now.xml", "wanted.crm")
    assert done.returncode == 0 and len(changes(done.stdout)) == 2
    assert changes(done.stdout)[1][1].endswith("/operations/op[@id='odd']")
    hakit.write("wanted.crm", text + "primitive b ocf:heartbeat:Dummy\n")
    assert ("create", "/cib/configuration/resources") in changes(hakit("cib", "patch", "now.xml", "wanted.crm").stdout)


def test_text_may_come_from_standard_input(hakit):
    assert changes(hakit("cib", "patch", "now.xml", "-", stdin=cluster(hakit)).stdout) == [("modify", "/cib")]


def test_no_patch_is_made_of_text_with_errors(hakit):
    text = cluster(hakit)
    hakit.write("wanted.crm", text + "primitve b ocf:heartbeat:Dummy\n")
    done = hakit("cib", "patch", "now.xml", "wanted.crm")
    assert (done.returncode, done.stdout) == (2, "") and "did you mean" in done.stderr
    assert "a patch is made of text without errors" in done.stderr


def test_the_other_verbs_name_the_commands_for_text(hakit):
    cluster(hakit)
    done = hakit("cib", "rename", "new.crm", "a", "b")
    assert done.returncode == 2 and "hakit set, remove and migrate" in done.stderr
