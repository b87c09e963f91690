"""What a handbook of N roles costs: `python benchmarks/measure.py`. See README.md beside this."""

from __future__ import annotations

import argparse
import json
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from generate import generate
from stages import STAGES, Stage

HERE = Path(__file__).parent
Cost = tuple[float, float]
"""CPU seconds and MB."""


def measured(stage: Stage, handbook: Path, runs: int) -> Cost:
    """The medians of several runs, each in a new process and an empty folder."""
    costs = []
    for _ in range(runs):
        with TemporaryDirectory() as folder:
            command = [sys.executable, str(HERE / "stages.py"), stage.name, str(handbook), folder]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                raise SystemExit(f"{stage.name} failed:\n{done.stderr}")
            costs.append(json.loads(done.stdout.splitlines()[-1]))
    return (
        statistics.median(cost["cpu"] for cost in costs),
        statistics.median(cost["memory"] for cost in costs),
    )


def loop() -> float:
    """CPU seconds of a fixed piece of work: how fast this machine is just now."""
    start, table = time.process_time(), {}
    for i in range(2_000_000):
        table[i % 5_000] = str(i)
    return time.process_time() - start


def table(rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; the first row is its head, the first column its labels."""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.rjust(w) if i else cell.ljust(w) for i, (cell, w) in cells) + " |"
        for cells in (list(enumerate(zip(row, widths, strict=True))) for row in rows)
    ]
    rule = "|".join("-" * (w + 1) + (":" if i else "-") for i, w in enumerate(widths))
    return "\n".join([lines[0], f"|{rule}|", *lines[1:]])


def main() -> None:
    names = [stage.name for stage in STAGES]
    parser = argparse.ArgumentParser(description=(__doc__ or "").split(":")[0])
    parser.add_argument("--roles", type=int, nargs="+", default=[100, 1000], metavar="N")
    parser.add_argument("--runs", type=int, default=3, metavar="K", help="medians of K runs")
    parser.add_argument("--stages", nargs="+", choices=names, default=names, metavar="STAGE")
    parser.add_argument(
        "--translated", type=float, default=0, metavar="SHARE",
        help="the share of documents with Dutch and German (default: English only)",
    )  # fmt: skip
    arguments = parser.parse_args()
    stages = [stage for stage in STAGES if stage.name in arguments.stages]
    costs: dict[tuple[str, int], Cost] = {}
    loops = [loop()]
    with TemporaryDirectory() as folder:
        for number in arguments.roles:
            handbook = Path(folder, str(number))
            generate(number, handbook, translated=arguments.translated)
            for stage in stages:
                costs[stage.name, number] = measured(stage, handbook, arguments.runs)
                loops.append(loop())
                print(".", end="", flush=True, file=sys.stderr)
    print(file=sys.stderr)
    head = ["stage"]
    for number in arguments.roles:
        head += [f"CPU s, N={number:,}", f"MB, N={number:,}"]
    rows = [head]
    for stage in stages:
        row = [stage.name]
        for number in arguments.roles:
            cpu, memory = costs[stage.name, number]
            row += [f"{cpu:.2f}", f"{memory:.0f}"]
        rows.append(row)
        if (stage.beside, arguments.roles[0]) in costs:
            row = [f"  as a share of the {stage.beside}"]
            for number in arguments.roles:
                share = costs[stage.name, number][0] / costs[stage.beside, number][0]
                row += [f"{share:.2f}", ""]
            rows.append(row)
    print(table(rows))
    version = platform.python_version()
    print(
        f"\nMedians of {arguments.runs} runs; Python {version}; the fixed loop took "
        f"{min(loops):.2f} to {max(loops):.2f} CPU s meanwhile."
    )


if __name__ == "__main__":
    main()
