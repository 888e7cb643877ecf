#!/usr/bin/env python3
"""Tests of the harness itself: verdicts, classes, matching, the table of differences. Needs neither keepalived nor hakit."""

import pathlib
import tempfile
import unittest

import classes
import differences
import matching
import normal
import sandbox
import verdict

PLACE = "(/etc/keepalived/keepalived.conf: Line {}) {}"
TEXT = "vrrp_instance V {\n    colour red\n    priority 300\n}\n}\n"


def diag(line, code="KA0200", severity="error", end=None, message="m"):
    return {"code": code, "severity": severity, "message": message, "file": "case.conf", "line": line, "column": 1,
            "end_line": end or line, "end_column": 9}


def results(messages, diagnostics, code=5, text=TEXT):
    answer = verdict.verdict(tuple(messages), code)
    found = matching.file_judge("case", text, answer, diagnostics).judge()
    return sorted(((f.target, f.result, f.line) for f in found), key=str)


UNKNOWN = PLACE.format(2, "Unknown keyword 'colour'")
RANGE = PLACE.format(3, "number '300' outside range [1, 255]")


class verdict_test(unittest.TestCase):
    def test_a_verdict_survives_writing_and_reading_byte_for_byte(self):
        data = b"(Line 1) Unknown keyword '\xfc'\nno line\nrc=5\n"
        self.assertEqual(verdict.parse(data).render(), data)

    def test_a_file_without_an_exit_code_is_refused(self):
        self.assertRaises(ValueError, verdict.parse, b"(Line 1) Unknown keyword 'x'\n")

    def test_copies_of_each_process_are_one_record_with_the_file_name(self):
        answer = verdict.parse(b"(Line 9) Unknown keyword 'x'\n" + b"(/a/b.conf: Line 9) Unknown keyword 'x'\n" * 3 + b"rc=5\n")
        self.assertEqual(answer.records(), [verdict.record("/a/b.conf", 9, "Unknown keyword 'x'", 4)])

    def test_the_same_message_in_two_files_is_two_records(self):
        answer = verdict.parse(b"(/a: Line 9) x\n(/b: Line 9) x\nrc=5\n")
        self.assertEqual([r.file for r in answer.records()], ["/a", "/b"])

    def test_normal_text_has_no_names_or_numbers(self):
        self.assertEqual(normal.normal("(VI_1) track script chk not found, ignoring..."),
                         normal.normal("(web) track script other not found, ignoring..."))
        self.assertEqual(normal.normal("number '300' outside range [1, 255]"), normal.normal("number '9' outside range [2, 7]"))


class classes_test(unittest.TestCase):
    def test_kinds(self):
        for text, kind in [("Unknown keyword 'x'", classes.UNKNOWN), ("Extra '}' found", classes.STRUCTURE),
                           ("SECURITY VIOLATION - scripts are being executed", classes.HOST),
                           ("Invalid smtp server mail.example.com 25", classes.HOST),
                           ("Invalid smtp server 192.0.2.25 70000", classes.TEXT),
                           ("Truncating auth_pass to 8 characters", classes.TEXT)]:
            self.assertEqual(classes.classify(text)[0], kind, text)

    def test_a_message_is_no_consequence_of_itself(self):
        text = "Unmatched quote: 'x'"
        self.assertFalse(classes.is_consequence(text, [text]))


class matching_test(unittest.TestCase):
    def test_reported_lines_match(self):
        self.assertEqual(results([UNKNOWN, RANGE], [diag(2, "KA0101"), diag(3)]), [("text", "matched", 3), ("unknown", "matched", 2)])

    def test_silence_is_missing(self):
        self.assertEqual(results([UNKNOWN, RANGE], []), [("text", "missing", 3), ("unknown", "missing", 2)])

    def test_a_diagnostic_over_several_lines_covers_them(self):
        self.assertEqual(results([UNKNOWN, RANGE], [diag(1, "KA0103", end=4)]),
                         [("text", "matched", 3), ("unknown", "extra", 1), ("unknown", "matched", 2)])

    def test_another_line_does_not_match(self):
        self.assertEqual(results([RANGE], [diag(2)]), [("text", "missing", 3)])

    def test_an_unknown_keyword_that_keepalived_knows_is_extra(self):
        self.assertIn(("unknown", "extra", 3), results([UNKNOWN], [diag(2, "KA0101"), diag(3, "KA0102")]))

    def test_behind_the_point_where_keepalived_stopped_nothing_is_extra(self):
        message = PLACE.format(2, "*** Configuration line starting `colour` is missing a parameter")
        self.assertEqual(results([message], [diag(2), diag(3, "KA0101")], code=2), [("text", "matched", 2)])

    def test_an_error_where_keepalived_is_silent(self):
        self.assertEqual(results([], [diag(2), diag(3, severity="warning")], code=0), [("error", "extra", 2)])

    def test_a_message_at_a_closing_brace_is_met_in_its_block(self):
        message = PLACE.format(4, "(V) something about the block")
        self.assertEqual(results([message], [diag(1, message="this block")]), [("text", "matched", 4)])
        self.assertEqual(results([message], [diag(1, message="else")]), [("text", "missing", 4)])
        self.assertEqual(results([message], [diag(5, message="this block")]), [("text", "missing", 4)])

    def test_one_diagnostic_explains_one_message_without_line(self):
        found = [diag(1, message="'V' first")]
        self.assertEqual(results(["(V) first one", "(V) second one"], found), [("text", "matched", None), ("text", "missing", None)])

    def test_messages_without_line_do_not_take_each_others_diagnostics(self):
        found = [diag(1, message="no peer, no address"), diag(2, message="no peer")]
        self.assertEqual(results(["peer missing", "peer and address missing", "second peer"], found),
                         [("text", "matched", None), ("text", "matched", None), ("text", "missing", None)])

    def test_a_message_at_its_line_takes_the_nearest_diagnostic_alone(self):
        found = [diag(3, message="outside the range"), diag(3, message="no peer")]
        self.assertEqual({r[1] for r in results([RANGE, "(V) peer"], found)}, {"matched"})

    def test_a_hint_does_not_explain_a_message_without_line(self):
        self.assertEqual(results(["(V) first"], [diag(1, severity="hint")]), [("text", "missing", None)])

    def test_behind_a_reported_brace_error_the_rest_is_a_cascade(self):
        messages = [PLACE.format(2, "Unexpected '{' - ignoring"), PLACE.format(5, "Unknown keyword '}'")]
        self.assertEqual(results(messages, [diag(2)]), [("text", "matched", 2), ("unknown", "cascade", 5)])
        self.assertEqual(results(messages, []), [("text", "missing", 2), ("unknown", "missing", 5)])

    def test_messages_about_the_host_are_left_out(self):
        self.assertEqual(results(["Non-existent interface specified in configuration"], []), [])

    def test_an_included_file_has_lines_of_its_own(self):
        message = "(/etc/keepalived/inc/a.conf: Line 2) Unknown keyword 'x'"
        own, other = diag(2, "KA0101"), dict(diag(2, "KA0101"), file="inc/a.conf")
        self.assertEqual(results([message], [other]), [("unknown", "matched", 2)])
        self.assertIn(("unknown", "missing", 2), results([message], [own]))


class sandbox_test(unittest.TestCase):
    def test_names_out_of_the_text(self):
        text = "$IF=bond0\ninterface eth7\n# interface eth8\ntrack_interface {\n  eth9 weight 3\n}\nuse_vmac vrrp.1\nscript \"/a/b c\"\n"
        self.assertEqual(sandbox.interfaces_of(text), ["eth0", "eth1", "eth2", "eth7", "eth9", "bond0"])
        self.assertEqual(sandbox.scripts_of(text), ["/a/b"])


class differences_test(unittest.TestCase):
    def table(self, text):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "t.tsv")
            path.write_text(text)
            return differences.read(path)

    def test_a_row_needs_a_reason(self):
        head = "\t".join(differences.HEADER) + "\n"
        self.assertRaises(ValueError, self.table, head + "*\ttext\tmissing\tx\t \n")
        self.assertRaises(ValueError, self.table, "*\ttext\tmissing\tx\ty\n")

    def test_a_row_explains_its_file_target_result_and_pattern(self):
        row = self.table("\t".join(differences.HEADER) + "\na\ttext\tmissing\t^no VIP\twe say nothing\n")[0]
        self.assertTrue(row.explains(matching.finding("text", "missing", "a", None, "no VIP here")))
        for other in [("unknown", "missing", "a"), ("text", "extra", "a"), ("text", "missing", "b")]:
            self.assertFalse(row.explains(matching.finding(*other, None, "no VIP here")))
        self.assertEqual(differences.unused([row], {"a"}), [row])
        self.assertEqual(differences.unused([row], {"b"}), [])

    def test_the_committed_table_is_well_formed(self):
        differences.read(pathlib.Path(__file__).with_name("differences.tsv"))


if __name__ == "__main__":
    unittest.main()
