"""Checks the log that text_test writes against the schema: sarif_schema.py TEXT_TEST SCHEMA. Exits 77 without jsonschema."""

import json
import os
import subprocess
import sys
import tempfile

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is not installed")
    sys.exit(77)

program, schema_file = sys.argv[1:]
with open(schema_file, encoding="utf-8") as stream:
    schema = json.load(stream)
with tempfile.TemporaryDirectory() as folder:
    log_file = os.path.join(folder, "log.sarif")
    subprocess.run(
        [program, "--test-case=the example log is written for the schema check"],
        env={**os.environ, "HAKIT_SARIF_OUT": log_file},
        check=True,
    )
    with open(log_file, encoding="utf-8") as stream:
        log = json.load(stream)

validator = jsonschema.Draft7Validator(schema)
validator.check_schema(schema)
problems = [f"{list(e.absolute_path)}: {e.message}" for e in validator.iter_errors(log)]
for problem in problems:
    print(problem)

# The schema must be able to say no.
broken = json.loads(json.dumps(log))
broken["runs"][0]["results"][0]["level"] = "hint"
if validator.is_valid(broken):
    problems.append("a level that SARIF does not know was accepted")
sys.exit(1 if problems else 0)
