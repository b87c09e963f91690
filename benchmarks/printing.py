#!/usr/bin/env python3
"""What a print run costs, beside other ways to the same papers, measured in the same run.

    python benchmarks/printing.py                     1,000 employees
    python benchmarks/printing.py --employees 100 --sample 5

The example handbook is copied, with a roster of invented employees in two languages; every third
has another job of the company. The rivals make a sample of the same papers, one after the other:

- `rolebook print`, one process a paper;
- pandoc turns each paper's DOCX into Typst, Typst into PDF (pandoc's way to Typst);
- LibreOffice turns all DOCX of the sample into PDF in one go (the way of a mail merge).
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
LANGUAGES = ("nl", "de")
FIRST = [
    "Ada",
    "Bram",
    "Clara",
    "Daan",
    "Eefje",
    "Floor",
    "Gijs",
    "Hanna",
    "Ilse",
    "Jasper",
    "Karin",
    "Lotte",
    "Maud",
    "Zoë",
]
LAST = [
    "Lindeman",
    "Vos",
    "Ottink",
    "Berghuis",
    "Nijland",
    "Krüger",
    "Tebbe",
    "Wolters",
    "Zwiers",
    "Dopp",
]


@dataclass(frozen=True)
class Cost:
    """CPU seconds of a command and all its children; the most memory that all of them held at a
    time, in MB (shared pages counted once)."""

    cpu: float
    peak: float


def roster(file: Path, jobs: list[str], employees: int) -> None:
    """Invented employees, the same each time."""
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(
            ["Number", "Employee", "Role", "Manager", "Location", "Start", "Hours", "Language"]
        )
        for n in range(employees):
            name = f"{FIRST[n % len(FIRST)]} {LAST[n // len(FIRST) % len(LAST)]}"
            chief = f"{FIRST[n // 12 % len(FIRST)]} {LAST[n // 12 % len(LAST)]}"
            writer.writerow([1000 + n, name, jobs[n % len(jobs)], chief, f"Branch {n % 3 + 1}",
                             f"2026-{n % 12 + 1:02}-01", 36, LANGUAGES[n % 2]])  # fmt: skip


def four_pages(handbook: Path) -> list[str]:
    """The company jobs whose paper has about four pages."""
    script = (
        "import sys,io,pikepdf\n"
        "from pathlib import Path\nfrom datetime import date\n"
        "from rolebook.cli.common import usable\n"
        "from rolebook.paper.papers import Paper, make\n"
        "book,_,records=usable(Path(sys.argv[1]),date(2027,1,1))\n"
        "papers=[Paper('role',i,'nl','pdf') for i,r in book.roles.items() if r.kind=='company']\n"
        "for p,b in make(book,records,papers,processes=1):\n"
        "    n=len(pikepdf.open(io.BytesIO(b)).pages)\n"
        "    if n in (3,4): print(p.id)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, handbook], check=True,
                          capture_output=True, text=True)  # fmt: skip
    return done.stdout.split()


def measured(run: Callable[[], None]) -> Cost:
    """What the processes that ``run`` starts cost."""
    most, over = [0.0], threading.Event()

    def watch() -> None:
        while not over.wait(0.1):
            most[0] = max(most[0], sum(map(_memory, _below(os.getpid()))))

    watcher = threading.Thread(target=watch)
    watcher.start()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        run()
    finally:
        over.set()
        watcher.join()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(spent, most[0])


def _below(process: int) -> list[int]:
    """The processes below one, at any depth."""
    found: list[int] = []
    for thread in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = [int(child) for child in thread.read_text().split()]
        except OSError:
            continue
        for child in children:
            found += [child, *_below(child)]
    return found


def _memory(process: int) -> float:
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def quietly(*command: str | Path, cwd: Path) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")


def rolebook(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "rolebook", *arguments)


_TYPESET = (
    "import sys,typst,pypandoc\n"
    "text=pypandoc.convert_file(sys.argv[1],'typst',extra_args=['--standalone','--extract-media=.'])\n"
    "open('paper.typ','w').write(text)\n"
    "typst.compile('paper.typ',output='paper.pdf')\n"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--employees", type=int, default=1000)
    parser.add_argument("--sample", type=int, default=10, help="papers that each rival makes")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="rolebook-") as name:
        handbook = Path(name, "handbook")
        wanted = ("mkdocs.yml", "roles", "procedures", "pages", "records")
        handbook.mkdir()
        for part in wanted:
            source = ROOT / part
            (shutil.copytree if source.is_dir() else shutil.copyfile)(source, handbook / part)
        (handbook / "private").mkdir()
        jobs = four_pages(handbook)
        roster(handbook / "private/people.csv", jobs, options.employees)
        run = rolebook("print", "--roster", "private/people.csv", "--by", "manager")
        print(table(handbook, run, jobs, options.employees, options.sample))


def table(handbook: Path, run: tuple[str, ...], jobs: list[str], count: int, sample: int) -> str:
    began = time.monotonic()
    rows = [_row("print run", measured(lambda: quietly(*run, cwd=handbook)), count)]
    wall = time.monotonic() - began
    folder = handbook / "private/print-runs/people"
    papers = json.loads((folder / "manifest.json").read_text("utf-8"))["papers"]
    again = measured(lambda: quietly(*run, cwd=handbook))
    rows.append(_row("the same run again, all papers kept", again, count))
    if sample:
        rows += rivals(handbook, jobs, sample)
    size = (folder / "printer.pdf").stat().st_size
    apart = sum(file.stat().st_size for file in (folder / "papers").iterdir())
    pages = sum(paper["pages"] for paper in papers) / count
    return "\n".join(
        [
            "| way | papers | CPU ms a paper | peak MB |", "|---|---|---|---|", *rows, "",
            f"{pages:.1f} pages a paper; {wall:.0f} s; the file for the printer has "
            f"{size / 1e6:.1f} MB, the papers apart {apart / 1e6:.1f} MB.",
        ]
    )  # fmt: skip


def _row(way: str, cost: Cost, papers: int) -> str:
    return f"| {way} | {papers} | {1000 * cost.cpu / papers:.0f} | {cost.peak:.0f} |"


def rivals(handbook: Path, jobs: list[str], sample: int) -> list[str]:
    """A row for each other way, of a sample of papers."""
    chosen = [(jobs[n % len(jobs)], LANGUAGES[n % 2]) for n in range(sample)]

    def each() -> None:
        for job, lang in chosen:
            quietly(*rolebook("print", job, "--lang", lang, "--out", "one"), cwd=handbook)

    rows = [_row("`rolebook print`, one process a paper", measured(each), sample)]
    for number, (job, lang) in enumerate(chosen):
        words = rolebook("print", job, "--lang", lang, "--to", "docx", "--out", f"words/{number}")
        quietly(*words, cwd=handbook)
    files = sorted((handbook / "words").glob("*/*.docx"))

    def typeset() -> None:
        for file in files:
            quietly(sys.executable, "-c", _TYPESET, file, cwd=handbook)

    rows.append(_row("DOCX, pandoc to Typst, one process a paper", measured(typeset), sample))
    if office := shutil.which("soffice"):
        together = handbook / "together"
        together.mkdir()
        copies = [shutil.copyfile(f, together / f"{n}.docx") for n, f in enumerate(files)]
        command = (office, f"-env:UserInstallation=file://{handbook}/office", "--headless",
                   "--convert-to", "pdf", *map(str, copies))  # fmt: skip
        cost = measured(lambda: quietly(*command, cwd=together))
        rows.append(_row("DOCX, LibreOffice, all in one process", cost, sample))
    return rows


if __name__ == "__main__":
    main()
