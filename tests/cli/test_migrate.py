"""hakit migrate, of crm shell text and CIBs; that of corosync.conf is in test_cluster.py."""

import json

OLD = """\
# the disk
primitive d ocf:linbit:drbd \\
	op monitor interval=10s role=Master
ms m d \\
	meta master-max=1 target-role=Started
property cib-bootstrap-options: \\
	expected-quorum-votes=2 \\
	stonith-enabled=false
"""
CIB = """\
<cib validate-with="pacemaker-2.10" admin_epoch="0" epoch="1" num_updates="0">
  <configuration>
    <crm_config/>
    <nodes/>
    <resources>
      <master id="m">
        <primitive id="d" class="ocf" provider="linbit" type="drbd"/>
      </master>
    </resources>
    <constraints/>
  </configuration>
  <status/>
</cib>
"""


def test_text_in_the_words_of_a_newer_schema(hakit):
    hakit.write("old.crm", OLD)
    done = hakit("migrate", "--target", "pacemaker-2.10", "--to", "pacemaker-3.9", "old.crm")
    assert done.returncode == 0
    assert "clone m d" in done.stdout and "promotable=true" in done.stdout and "promoted-max=1" in done.stdout
    assert "role=Promoted" in done.stdout and "# the disk" in done.stdout
    assert "$" not in done.stdout and "expected-quorum-votes" not in done.stdout
    assert "old.crm:4:1: converted master[m]: becomes a clone with promotable=true\n" in done.stderr
    hakit.write("new.crm", done.stdout)
    again = hakit("migrate", "--to", "3.9", "new.crm")
    assert (again.returncode, again.stdout, again.stderr) == (0, done.stdout, "")


def test_text_in_the_words_of_an_older_schema(hakit):
    hakit.write("new.crm", "primitive d ocf:linbit:drbd \\\n\top monitor interval=9s role=Promoted\n"
                           "clone m d \\\n\tmeta promotable=true\nproperty stonith-enabled=false\n")
    done = hakit("migrate", "--to", "2.10", "--output", "json", "new.crm")
    assert done.returncode == 0 and "ms m d" in done.stdout and "role=Master" in done.stdout
    steps = json.loads(done.stderr)
    assert steps["schema"] == "hakit-migration-1" and {s["kind"] for s in steps["steps"]} == {"converted"}
    assert [s["line"] for s in steps["steps"]] == [3, 2]


def test_a_cib_up_and_down(hakit):
    path = hakit.write("cib.xml", CIB)
    done = hakit("migrate", "--in-place", "cib.xml")
    new = path.read_text()
    assert done.returncode == 0 and "converted master[m]" in done.stderr and done.stdout == ""
    assert 'validate-with="pacemaker-4.0"' in new and '<clone id="m">' in new and "<master" not in new
    back = hakit("migrate", "--to", "pacemaker-2.10", "cib.xml")
    assert back.returncode == 0 and '<master id="m">' in back.stdout and path.read_text() == new


def test_what_is_left_to_decide_is_an_error(hakit):
    hakit.write("cib.xml", CIB.replace("<crm_config/>", '<crm_config unknown="1"/>'))
    done = hakit("migrate", "--to", "3.0", "cib.xml")
    assert done.returncode == 2 and "manual" in done.stderr and "unknown" in done.stdout


def test_what_cannot_be_migrated_is_refused(hakit):
    hakit.write("damaged.crm", "primitive a Dummy\n\nmeta target-role=Started\n")
    damaged = hakit("migrate", "damaged.crm")
    assert (damaged.returncode, damaged.stdout) == (2, "") and "CR0" in damaged.stderr
    hakit.write("cut.xml", CIB[:300])
    assert hakit("migrate", "cut.xml").returncode == 2
    hakit.write("cib.xml", CIB)
    assert hakit("migrate", "--to", "3.99", "cib.xml").returncode == 3
    assert hakit("migrate", "--no-encryption", "cib.xml").returncode == 3
    hakit.write("sysctl.conf", "kernel.panic = 1\n")
    assert hakit("migrate", "sysctl.conf").returncode == 3
