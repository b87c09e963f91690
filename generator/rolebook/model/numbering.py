"""Numbers that are computed from where a thing stands: A, A.3, step 4."""

from __future__ import annotations

from collections.abc import Iterator

from rolebook.model.base import Path


def letter(n: int) -> str:
    """A, B, ... Z, AA, AB for 1, 2, ... 26, 27, 28."""
    name = ""
    while n:
        n, rest = divmod(n - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def spoken(path: Path) -> str:
    """A place in a file as people name it: ``A.3``, ``A, criteria 2``, ``step 4, detail 1``."""
    match path:
        case ("responsibilities", int(area), "tasks", int(task), *rest):
            start = [f"{letter(area + 1)}.{task + 1}"]
        case ("responsibilities", int(area), *rest):
            start = [letter(area + 1)]
        case ("steps", int(step), *rest):
            start = [f"step {step + 1}"]
        case _:
            start, rest = [], list(path)
    return ", ".join([*start, *_rest([key for key in rest if key not in _CLEAR])]) or "the file"


_CLEAR = ("area", "task", "step", "text")
"""Keys that name the main text of an entry: nothing is gained by saying them."""


def _rest(keys: list[str | int]) -> Iterator[str]:
    for index, key in enumerate(keys):
        if isinstance(key, str):
            after = keys[index + 1] if index + 1 < len(keys) else None
            name = key.replace("_", " ")
            yield f"{name} {after + 1}" if isinstance(after, int) else name
