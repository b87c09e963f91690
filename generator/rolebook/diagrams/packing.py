"""Things in a row, cut into groups (sheets of paper, columns of a chart) or put side by side."""

from __future__ import annotations

from collections.abc import Sequence


def packed(sizes: Sequence[int], most: int) -> list[int]:
    """How many things go into each group: at most so many groups, the largest as small as can be.
    Their order stays."""
    if not sizes:
        return []
    low, high = max(sizes), sum(sizes)
    while low < high:
        middle = (low + high) // 2
        if len(filled(sizes, middle)) <= most:
            high = middle
        else:
            low = middle + 1
    return filled(sizes, low)


def filled(sizes: Sequence[int], room: int) -> list[int]:
    """How many things go into each group when each is filled up. What is larger than the room has
    a group of its own."""
    groups: list[int] = []
    taken = room + 1
    for size in sizes:
        if taken + size > room:
            groups.append(0)
            taken = 0
        groups[-1] += 1
        taken += size
    return groups


def tracks(spans: Sequence[tuple[int, int]]) -> list[int]:
    """A track for each span, the first ones innermost, so that no two on one track touch."""
    taken: list[list[tuple[int, int]]] = []
    found = []
    for low, high in spans:
        track = 0
        while track < len(taken) and any(
            low <= there[1] and there[0] <= high for there in taken[track]
        ):
            track += 1
        if track == len(taken):
            taken.append([])
        taken[track].append((low, high))
        found.append(track)
    return found
