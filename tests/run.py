#!/usr/bin/env python3
"""Run all the tests: `python3 tests/run.py` (further arguments go to pytest).

Installs what they need first: the Python packages into the virtual environment in use (or into
.venv, which is made when there is none), npm's into tests/node_modules, and Debian's packages
where that is allowed; else it says the one line to type. Needs Python 3.11 and its standard
library only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Program -> the Debian package that brings it.
SYSTEM = {
    "chromium": "chromium",
    "libreoffice": "libreoffice-writer-nogui",
    "node": "nodejs",
    "npm": "npm",
    "java": "default-jre-headless",
    "pdfsig": "poppler-utils",
    "qpdf": "qpdf",
}
# Debian's own Python, which knows this module only where the package is installed.
UNO = (["/usr/bin/python3", "-c", "import uno"], "python3-uno")
# No lock file, which would keep a registry's address: package.json names exact versions, which need
# nothing else. No scripts: that of vnu-jar would fetch a Java of its own.
NPM = ["npm", "install", "--prefix", "tests", "--no-package-lock", "--ignore-scripts"]
STEPS = (
    ("format", ["ruff", "format", "--check", "."]),
    ("lint", ["ruff", "check", "."]),
    ("types", ["mypy"]),
    ("rooms", ["lint-imports"]),
)


def main() -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 (this file may be tried with any Python)
        print("Rolebook needs Python 3.11 or later.", file=sys.stderr)
        return 2
    if sys.prefix == sys.base_prefix:
        return in_own_environment()
    install_system_packages()
    run([sys.executable, "-m", "pip", "install", "--quiet", "--editable", f"{ROOT}[test]"])
    run([*NPM, "--no-audit", "--no-fund", "--silent"])
    scripts = Path(sys.executable).parent
    failed = [
        name
        for name, (program, *arguments) in STEPS
        if not passes(name, [str(scripts / program), *arguments])
    ]
    tests = [sys.executable, "-m", "pytest", "-n", "auto", "--dist", "loadfile", *sys.argv[1:]]
    if not passes("tests", tests):
        failed.append("tests")
    if failed:
        print(f"\nFailed: {', '.join(failed)}", file=sys.stderr)
    return int(bool(failed))


def in_own_environment() -> int:
    """Outside a virtual environment: make .venv and go on in it."""
    folder = ROOT / ".venv"
    python = folder / "bin" / "python"
    if not python.exists():
        print(f"Making a virtual environment in {folder.name}/", flush=True)
        venv.create(folder, with_pip=True)
    return subprocess.call([str(python), __file__, *sys.argv[1:]], cwd=ROOT)


def install_system_packages() -> None:
    """Debian's packages for what is missing: installed where we may, else named."""
    missing = {package for program, package in SYSTEM.items() if not shutil.which(program)}
    if not answers(UNO[0]):
        missing.add(UNO[1])
    if not missing:
        return
    line = f"apt-get install -y --no-install-recommends {' '.join(sorted(missing))}"
    if not shutil.which("apt-get") or os.geteuid() != 0:
        sys.exit(f"The tests need programs that are not here. Install them, then run this again:\n"
                 f"    sudo {line}")  # fmt: skip
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    run(["apt-get", "update", "-qq"], environment)
    run([*line.split(), "-qq"], environment)


def run(command: list[str], environment: dict[str, str] | None = None) -> None:
    print("$", " ".join(command), flush=True)
    subprocess.run(command, cwd=ROOT, env=environment, check=True)


def answers(command: list[str]) -> bool:
    """Whether a command is there and ends well."""
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def passes(name: str, command: list[str]) -> bool:
    print(f"\n== {name}", flush=True)
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        sys.exit(f"This failed: {' '.join(map(str, error.cmd))}")
