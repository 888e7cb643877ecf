#!/usr/bin/env python3
"""The examples of README.md and the links of all pages hold. Usage: readme.py SOURCE_ROOT HAKIT_COMMAND [PYTHON_PATH]

C and C++ are parts of tested examples, word for word; the shell commands and the Python program are run.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run(command: list[str], source: str, cwd: str, env: dict[str, str]) -> list[str]:
    done = subprocess.run(command, input=source, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    return [] if done.returncode == 0 else [f"fails with {done.returncode}:\n{source}{done.stdout}{done.stderr}"]


def main() -> int:
    root, hakit = Path(sys.argv[1]), Path(sys.argv[2])
    readme = (root / "README.md").read_text(encoding="utf-8")
    blocks: dict[str, list[str]] = {}
    for language, text in BLOCK.findall(readme):
        blocks.setdefault(language, []).append(text)
    problems = []

    examples = "".join(path.read_text(encoding="utf-8") for path in root.glob("examples/*/*.c*"))
    for text in blocks["c"] + blocks["cpp"]:
        if text not in examples:
            problems.append(f"not in examples/:\n{text}")
    for page in [*root.glob("*.md"), *root.glob("docs/*.md")]:
        prose = BLOCK.sub("", page.read_text(encoding="utf-8"))
        for link in re.findall(r"\]\(([^)#:]+)\)", prose):
            if not (page.parent / link).exists():
                problems.append(f"{page.relative_to(root)}: no such file: {link}")

    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(root / "examples", Path(folder) / "examples")
        env = {**os.environ, "PATH": f"{hakit.parent}:{os.environ['PATH']}"}
        scripts, session = blocks["sh"][:2]
        problems += [f"no such file: {s}" for s in re.findall(r"^(\S+)", scripts, re.MULTILINE) if not (root / s).exists()]
        problems += run(["bash", "-eu"], session, folder, env)
        if len(sys.argv) > 3:
            env["PYTHONPATH"] = sys.argv[3]
            problems += run([sys.executable, "-"], blocks["python"][0], folder, env)

    print("\n".join(problems) or "README.md and all links hold")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
