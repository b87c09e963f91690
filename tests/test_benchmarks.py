"""The invented handbooks of benchmarks/ stay right as the model and its checks grow."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

from rolebook.cli.common import checked
from rolebook.findings import Severity

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


def run(script: str, *arguments: object) -> str:
    done = subprocess.run(
        [sys.executable, BENCHMARKS / script, *map(str, arguments)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def files(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_an_invented_handbook_has_nothing_to_mend(tmp_path: Path) -> None:
    run("generate.py", 40, tmp_path / "hb", "--translated", 0)
    handbook, findings = checked(tmp_path / "hb", date(2026, 1, 1))
    assert {f.code for f in findings} <= {"no-decision"}
    assert handbook is not None
    assert (len(handbook.roles), len(handbook.procedures)) == (40, 4)


def test_a_translated_one_has_no_error_and_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        run("generate.py", 12, tmp_path / name, "--translated", 0.5)
    assert files(tmp_path / "one") == files(tmp_path / "two")
    _, findings = checked(tmp_path / "one", date(2026, 1, 1))
    assert Severity.ERROR not in {f.severity for f in findings}


def test_measuring_prints_a_table() -> None:
    printed = run("measure.py", "--roles", 3, "--runs", 1, "--stages", "check")
    head, rule, row = printed.splitlines()[:3]
    assert head.startswith("| stage | CPU s, N=3 |")
    assert set(rule) <= set("|-:")
    assert row.startswith("| check |")
    assert float(row.split("|")[2]) > 0


def test_a_print_run_is_measured_beside_its_rivals() -> None:
    printed = run("printing.py", "--employees", 2, "--sample", 0)
    head, _, first, again = printed.splitlines()[:4]
    assert head == "| way | papers | CPU ms a paper | peak MB |"
    assert first.startswith("| print run | 2 |")
    assert again.startswith("| the same run again, all papers kept | 2 |")
    assert float(first.split("|")[3]) > 0
