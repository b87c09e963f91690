"""The little of CBOR (RFC 8949) that Pagefind's index files use: integers from zero, texts,
arrays.

Why: Pagefind writes the values of its filters in the order of a hash map, so the same input
gives other bytes on each run. We read those few small files, sort what has no order of its own,
and write them again.
"""

from __future__ import annotations

from collections.abc import Sequence

Value = int | str | Sequence["Value"]


def decode(data: bytes) -> Value:
    """Read one value. Raises ValueError for what is cut short, left over, or of another type."""
    value, end = _read(data, 0)
    if end != len(data):
        raise ValueError("bytes left over after the value")
    return value


def encode(value: Value) -> bytes:
    """Write a value in its shortest form."""
    if isinstance(value, int):
        return _head(0, value)
    if isinstance(value, str):
        data = value.encode()
        return _head(3, len(data)) + data
    return _head(4, len(value)) + b"".join(map(encode, value))


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    for size_code, width in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << 8 * width:
            return bytes([kind << 5 | size_code]) + number.to_bytes(width, "big")
    raise ValueError("number too large")


def _read(data: bytes, at: int) -> tuple[Value, int]:
    if at >= len(data):
        raise ValueError("cut short")
    kind, number = data[at] >> 5, data[at] & 31
    at += 1
    if number >= 24:
        if number > 27:
            raise ValueError("a length that is not known beforehand")
        width = 1 << number - 24
        number = int.from_bytes(data[at : at + width], "big")
        at += width
    if kind == 0:
        return number, at
    if kind == 3:
        if at + number > len(data):
            raise ValueError("cut short")
        return data[at : at + number].decode(), at + number
    if kind == 4:
        items: list[Value] = []
        for _ in range(number):
            item, at = _read(data, at)
            items.append(item)
        return items, at
    raise ValueError(f"type {kind} is not used here")
