"""hakit convert."""

TEXT = "primitive a ocf:heartbeat:Dummy \\\n\tparams x=1\nproperty cib-bootstrap-options: \\\n\tstonith-enabled=false\n"


def test_text_to_xml_and_back(hakit):
    hakit.write("cluster.crm", TEXT)
    xml = hakit("convert", "--to", "cib", "cluster.crm")
    assert xml.returncode == 0 and 'id="a-instance_attributes-x"' in xml.stdout
    back = hakit("convert", "--to", "crm", "-", "--format", "cib", stdin=xml.stdout)
    assert (back.returncode, back.stdout) == (0, TEXT)


def test_the_schema_is_that_of_the_text(hakit):
    hakit.write("cluster.crm", TEXT)
    assert 'validate-with="pacemaker-2.10"' in hakit("convert", "--to", "cib", "--schema", "2.10", "cluster.crm").stdout
    assert hakit("convert", "--to", "cib", "--schema", "9.9", "cluster.crm").returncode == 3
    assert hakit("convert", "--to", "json", "cluster.crm").returncode == 3


def test_errors_are_told_and_the_rest_is_written(hakit):
    hakit.write("cluster.crm", TEXT + "group g b\n")
    done = hakit("convert", "--to", "cib", "cluster.crm")
    assert done.returncode == 2 and "CR0201" in done.stderr and 'id="a"' in done.stdout
