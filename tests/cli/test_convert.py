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


def test_what_the_cluster_would_refuse_is_told_and_what_it_would_not_is_not(hakit):
    hakit.write("cluster.crm", TEXT + "location l nobody inf: n1\n")
    refused = hakit("convert", "--to", "cib", "cluster.crm")
    assert refused.returncode == 2 and "CB0202" in refused.stderr and 'rsc="nobody"' in refused.stdout
    hakit.write("cluster.crm", TEXT + "primitive b Dummy\norder o1 a b\norder o2 b a\n")
    taken = hakit("convert", "--to", "cib", "cluster.crm")
    assert (taken.returncode, taken.stderr) == (0, "")


def test_text_for_crmsh_holds_no_words_of_ours(hakit):
    rule = '<rule id="r" score="INFINITY"><op_expression id="e" name="start"/></rule>'
    cib = hakit("convert", "--to", "cib", "-", "--format", "crm", stdin=TEXT + "op_defaults timeout=5s\n").stdout
    hakit.write("cib.xml", cib.replace('<meta_attributes id="op-options">', f'<meta_attributes id="op-options">{rule}'))
    ours = hakit("convert", "--to", "crm", "cib.xml")
    assert "operation name=start" in ours.stdout and ours.stderr == ""
    for release in ("4.4", "5.0"):
        theirs = hakit("convert", "--to", "crm", "--crmsh", release, "cib.xml")
        assert theirs.returncode == 0 and "xml <op_defaults>" in theirs.stdout
        assert theirs.stderr == "hakit: 1 of 3 objects are xml\n"
    assert hakit("convert", "--to", "crm", "--crmsh", "3", "cib.xml").returncode == 3
    assert hakit("convert", "--to", "cib", "--crmsh", "4.4", "cib.xml").returncode == 3
