"""Where personal output goes: below the handbook's private/, or outside it and every git work tree.

What names a person must never reach the site, the search or git. private/ keeps itself out of git
by its own .gitignore, which is written first where it is missing.
"""

from __future__ import annotations

from pathlib import Path

import click

from rolebook.cli.writing import shown
from rolebook.disk import KEPT_EMPTY, OWN, create, replace_with

FOLDER = "private"


def personal_folder(root: Path | None, asked: Path | None, below: str) -> Path:
    """The folder to write to: the one asked for, else ``below`` in private/. It is made where it
    is missing. Without a handbook (``root``) there has to be one asked for. Exits with 2 for one
    that git or the site could see. Raises OSError."""
    if root is None:
        assert asked is not None
        folder = asked.resolve()
        if tree := _work_tree(folder):
            raise click.UsageError(_seen_by_git(folder, tree))
        own_folder(folder)
        return folder
    private = root / FOLDER
    folder = (asked or private / below).resolve()
    there = private.resolve()
    if there != root.resolve() / FOLDER and there.is_relative_to(root.resolve()):
        raise click.UsageError(f"{FOLDER}/ leads to {shown(there)}, where it is not kept apart")
    inside = folder.is_relative_to(there)
    if not inside and folder.is_relative_to(root.resolve()):
        raise click.UsageError(
            f"{shown(folder)} lies in the handbook; what names a person goes below {FOLDER}/, or "
            "outside the handbook"
        )
    tree = _work_tree(folder)
    kept_out = inside and there.parent == root.resolve()
    if tree and not kept_out:
        raise click.UsageError(_seen_by_git(folder, tree))
    if inside:
        private.mkdir(exist_ok=True)
        _keep_out(private / ".gitignore")
    own_folder(folder)
    return folder


def own_folder(folder: Path) -> None:
    """Make a folder and those above it, as far as they are missing, for its owner only. Raises
    OSError."""
    if not folder.parent.is_dir():
        own_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def write_personal(path: Path, content: bytes, *, over: bool = True) -> None:
    """Write a file that only its owner may read, whole or not at all. Raises OSError, and
    FileExistsError where a file stands there and is not to be written ``over``."""
    (replace_with if over else create)(path, content, mode=OWN)


def _seen_by_git(folder: Path, tree: Path) -> str:
    return (
        f"{shown(folder)} lies in the git work tree {shown(tree)}; what names a person goes "
        f"below {FOLDER}/ of the handbook, or outside every work tree"
    )


def _keep_out(ignore: Path) -> None:
    """Have private/ ignored by git before anything is written to it."""
    if not ignore.exists() or not ignore.stat().st_size:  # empty: somebody was cut off
        replace_with(ignore, KEPT_EMPTY.encode())


def _work_tree(folder: Path) -> Path | None:
    """The git work tree that a folder lies in."""
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), None)
