"""The examples of docs/command.md, in their order. To renew the output: HAKIT_RENEW_GUIDE=1, then read the difference."""

import os
import pathlib
import re

GUIDE = pathlib.Path(__file__).parents[2] / "docs" / "command.md"


def test_the_guide(hakit):
    page = GUIDE.read_text()
    hakit.write("keepalived.conf", re.search(r"^```keepalived\n(.*?)^```", page, re.MULTILINE | re.DOTALL)[1])
    code = 0

    def session(block: re.Match) -> str:
        nonlocal code
        shown = ""
        for command in re.findall(r"^\$ (.*)", block[1], re.MULTILINE):
            done = hakit.bash(f"exec 2>&1\n(exit {code})\n{command}")
            code = done.returncode
            shown += f"$ {command}\n{done.stdout}"
        return f"```console\n{shown}```\n"

    run = re.sub(r"^```console\n(.*?)^```\n", session, page, flags=re.MULTILINE | re.DOTALL)
    if os.environ.get("HAKIT_RENEW_GUIDE"):
        GUIDE.write_text(run)
    assert run == page
    assert page.count("\n$ hakit ") > 15
