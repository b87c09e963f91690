"""The search index: one per language, made by Pagefind from our own data.

Why we talk to the program behind the ``pagefind`` wheel ourselves: its Python client takes one
answer each tenth of a second (30 seconds for 300 records, against 0.3), and its ``write_files``
returns before the last file is whole. The service reads base64 of JSON, each message closed by
a comma, and answers in the same form.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rolebook.site import cbor
from rolebook.site.contents import Edition, PageSource
from rolebook.views.document import Block, Document, Fact, Item, Line, Section

#: Of the bundle, what our own search box loads; Pagefind's own boxes and styles stay out.
_WANTED = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")
_SIGNATURE = b"pagefind_dcd"


class SearchError(Exception):
    """Pagefind could not make the index; the message says why."""


def write_index(edition: Edition, folder: Path) -> None:
    """Write the index of an edition below ``folder``. Raises SearchError."""
    pages = [page for page in edition.pages if page.searched]
    files = canonical(_index(edition.lang, [record(page, edition) for page in pages]))
    for name, content in sorted(files.items()):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def record(page: PageSource, edition: Edition) -> dict[str, Any]:
    """What is searched of a page: its titles, which weigh more, and every word that it shows."""
    document = page.document
    meta = {"title": document.title, "kind": document.label}
    if page.alternative_titles:
        meta["also"] = " · ".join(page.alternative_titles)
    return {
        "url": page.address,
        "content": " · ".join(text for text in _Words(edition).of(document) if text.strip()),
        "language": document.lang,
        "meta": meta,
        "filters": {key: sorted(values) for key, values in sorted(page.filters.items()) if values},
        "sort": {"title": document.title.casefold()},
    }


class _Words:
    """The words that a document shows, in its order."""

    def __init__(self, edition: Edition) -> None:
        self._edition = edition

    def of(self, document: Document) -> Iterator[str]:
        if document.facts:
            yield from self._facts(document.facts.rows)
        yield from self._sections(document.sections)

    def _sections(self, sections: Iterable[Section]) -> Iterator[str]:
        for section in sections:
            if section.computed:
                continue
            yield section.title
            for block in section.blocks:
                yield from self._block(block)
            yield from self._sections(section.sections)

    def _block(self, block: Block) -> Iterator[str]:
        match block.block:
            case "paragraph":
                yield self._line(block.line)
            case "facts":
                yield from self._facts(block.rows)
            case "listing":
                yield from self._items(block.items)
            case "table" if block.style == "matrix":
                return  # signs, no words
            case "table":
                yield block.caption
                for row in block.rows:
                    for cell in row.cells:
                        for group in cell.groups():
                            yield from map(self._line, group.lines)
            case "notice" | "signatures" | "deadlines":
                return  # said of the document, not by it
            case "drawing":
                yield block.description

    def _facts(self, facts: Iterable[Fact]) -> Iterator[str]:
        for fact in facts:
            yield f"{fact.label}: {'; '.join(map(self._line, fact.values))}"

    def _items(self, items: Iterable[Item]) -> Iterator[str]:
        for item in items:
            yield f"{item.number} {self._line(item.line)}".strip()
            yield from self._facts(item.details)
            yield from self._items(item.items)

    def _line(self, line: Line) -> str:
        return "".join(map(self._edition.text_of, line.spans))


def _index(lang: str, records: Sequence[Mapping[str, Any]]) -> dict[str, bytes]:
    """Let Pagefind index the records; its files by name."""
    payloads: list[dict[str, Any]] = [{"type": "NewIndex", "config": {"force_language": lang}}]
    payloads += [
        {"type": "AddRecord", "index_id": 0, "file_path": None, **record} for record in records
    ]
    payloads.append({"type": "GetFiles", "index_id": 0})
    for answer in _ask(payloads):
        if answer["type"] == "Error":
            raise SearchError(f"the search index could not be made: {answer.get('message')}")
        if answer["type"] == "GetFiles":
            return {
                file["path"].replace("\\", "/"): base64.b64decode(file["content"])
                for file in answer["files"]
            }
    raise SearchError("the search index could not be made: Pagefind stopped early")


def _ask(payloads: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """Send all messages at once and give the answers as they come."""
    from pagefind.service import get_executable

    executable = get_executable()
    if executable is None:
        raise SearchError("Pagefind is not installed: pip install 'pagefind[bin]'")
    message = b"".join(
        base64.b64encode(json.dumps({"message_id": number, "payload": payload}).encode()) + b","
        for number, payload in enumerate(payloads, start=1)
    )
    process = subprocess.Popen(
        [str(executable), "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert isinstance(process.stdout, io.BufferedReader)
    # The service ends, answers unsent, when its input is closed: it stays open until the last.
    sender = threading.Thread(target=_send, args=(process.stdin, message), daemon=True)
    sender.start()
    try:
        rest = b""
        while chunk := process.stdout.read1(1 << 20):
            *answers, rest = (rest + chunk).split(b",")
            for answer in answers:
                yield json.loads(base64.b64decode(answer))["payload"]
    finally:
        process.kill()
        process.wait()
        sender.join()
        process.stdout.close()


def _send(stream: Any, message: bytes) -> None:
    try:
        stream.write(message)
        stream.flush()
    except OSError:
        pass  # the service has ended: the reader sees that no answer came


def canonical(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files that the search box loads, the same bytes for the same records.

    A filter file is ``[name, [[value, [page, ...]], ...]]``; the meta file ends on
    ``[[filter name, hash], ...], [[sort name, [page, ...]], ...], [meta name, ...]``. What comes
    out of a hash map there is sorted, and the hashes in names follow the new bytes.
    Raises SearchError when Pagefind's files have another form.
    """
    meta_name = next((name for name in files if name.endswith(".pf_meta")), "")
    lang = meta_name.removeprefix("pagefind.").partition("_")[0]
    try:
        renamed, filters = {}, {}
        for name, content in files.items():
            if name.startswith("filter/"):
                label, values = _unpack(content)
                packed = _pack([label, sorted(values)])
                hash_ = f"{lang}_{hashlib.sha256(packed).hexdigest()[:7]}"
                filters[label] = hash_
                renamed[f"filter/{hash_}.pf_filter"] = packed
            elif name.startswith(("fragment/", "index/", "wasm.")) or name in _WANTED:
                renamed[name] = content
        version, pages, chunks, _, sorts, fields = _unpack(files[meta_name])
        meta = _pack(
            [
                version,
                pages,
                chunks,
                [[k, filters[k]] for k in sorted(filters)],
                sorted(sorts),
                fields,
            ]
        )
        entry = json.loads(files["pagefind-entry.json"])
        hash_ = f"{lang}_{hashlib.sha256(meta).hexdigest()[:10]}"
        entry["languages"][lang]["hash"] = hash_
    except (KeyError, ValueError, TypeError, IndexError, OSError, EOFError) as error:
        raise SearchError(f"the search index has an unknown form: {error}") from error
    renamed[f"pagefind.{hash_}.pf_meta"] = meta
    renamed["pagefind-entry.json"] = json.dumps(entry, sort_keys=True).encode()
    return renamed


def _unpack(content: bytes) -> Any:
    data = gzip.decompress(content)
    if not data.startswith(_SIGNATURE):
        raise ValueError("signature missing")
    return cbor.decode(data[len(_SIGNATURE) :])


def _pack(value: Any) -> bytes:
    return gzip.compress(_SIGNATURE + cbor.encode(value), mtime=0)
