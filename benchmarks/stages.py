"""What is measured. `measure.py` runs each stage in a process of its own:
`python stages.py STAGE HANDBOOK FOLDER` prepares it, runs it and prints what it cost as JSON.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rolebook.handbook import Handbook
    from rolebook.records import Records
    from rolebook.site.contents import Edition

Run = Callable[[], object]


@dataclass(frozen=True)
class Stage:
    """``prepare(handbook, folder)`` gives what is measured; what it does itself is not.
    ``beside`` names a stage whose time this one is given as a share of."""

    name: str
    prepare: Callable[[Path, Path], Run]
    beside: str = ""


def _command(*arguments: str, out: str = "") -> Callable[[Path, Path], Run]:
    """A command of the program, from its start to its end."""

    def prepare(handbook: Path, folder: Path) -> Run:
        target = [out, str(folder / "out")] if out else []
        command = [sys.executable, "-m", "rolebook", *arguments, *target]
        return lambda: _quietly(command, handbook)

    return prepare


def _quietly(command: list[str], folder: Path) -> None:
    """Raises RuntimeError with what the command said when it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def _loaded(root: Path) -> tuple[Handbook, Records]:
    from rolebook.handbook import load
    from rolebook.records import read_records

    handbook = load(root).handbook
    assert handbook is not None
    records, _ = read_records(root)
    return handbook, records


def _edition(root: Path) -> Edition:
    from rolebook.site.editions import edition

    handbook, records = _loaded(root)
    return edition(handbook, records, "Handbook", papers=False)


def _views(root: Path, folder: Path) -> Run:
    from rolebook.site.editions import edition

    handbook, records = _loaded(root)
    return lambda: edition(handbook, records, "Handbook", papers=False)


def _bodies(root: Path, folder: Path) -> Run:
    from rolebook.site.pages import Pages

    edition = _edition(root)

    def run() -> None:
        pages = Pages(edition)
        for page in edition.pages:
            pages.body(page)

    return run


def _index(root: Path, folder: Path) -> Run:
    from rolebook.site.search import write_index

    edition = _edition(root)
    return lambda: write_index(edition, folder / "pagefind")


def _stock(root: Path, folder: Path) -> Run:
    from stock_site import write_stock_site

    write_stock_site(_edition(root), folder)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "site"]
    return lambda: _quietly(command, folder)


STAGES = (
    Stage("check", _command("check", "--today", "2026-01-01")),
    Stage("views", _views),
    Stage("page bodies", _bodies),
    Stage("search index", _index),
    Stage("site build", _command("build", "--no-papers", out="--out"), beside="stock site"),
    Stage("stock site", _stock),
    Stage("PDF", _command("print", "--all", "--to", "pdf", out="--out")),
    Stage("DOCX", _command("print", "--all", "--to", "docx", out="--out")),
)


def _cpu() -> float:
    """CPU seconds of this process and of its children that have ended."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, who))


def _peak() -> float:
    """The most memory, in MB, that this process or one of its children held at a time."""
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return max(resource.getrusage(each).ru_maxrss for each in who) / unit


def main() -> None:
    name, handbook, folder = sys.argv[1:]
    stage = next(stage for stage in STAGES if stage.name == name)
    run = stage.prepare(Path(handbook).resolve(), Path(folder).resolve())
    before = _cpu()
    run()
    print(json.dumps({"cpu": _cpu() - before, "memory": _peak()}))


if __name__ == "__main__":
    main()
