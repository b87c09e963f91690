"""The search index: one per language, made by Pagefind from our own data.

Why we talk to the program behind the ``pagefind`` wheel ourselves: its Python client takes one
answer each tenth of a second (30 seconds for 300 records, against 0.3), and its ``write_files``
returns before the last file is whole. The service reads base64 of JSON, each message closed by
a comma, and answers in the same form.

Why each page goes in as a small HTML file of its own and not as a record: only there do texts
have weights and places.
"""

from __future__ import annotations

import base64
import io
import json
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from rolebook.site.canonical import SearchError, canonical
from rolebook.site.companions import Companions, words_of
from rolebook.site.contents import Edition
from rolebook.site.passages import TITLE, Found, found
from rolebook.site.vocabulary import stop_words, vocabulary
from rolebook.translation import sort_key

__all__ = ["SearchError", "write_index"]

#: A word beside another one counts for this share of it. The mark before it keeps it off the
#: screen: search/results.js leaves out what begins so, and Pagefind does not index it.
_SHARE = 0.3
_MARK = "^"


def write_index(edition: Edition, folder: Path, more: Sequence[Found] = ()) -> None:
    """Write the index of an edition below ``folder``; ``more`` are hand-written pages.

    Raises SearchError.
    """
    pages = [found(page, edition) for page in edition.pages if page.searched or page.named]
    # Pagefind numbers the pages as they come: the order of all that a filter leaves.
    pages = sorted([*more, *pages], key=lambda page: (sort_key(page.title), page.address))
    stop = stop_words(edition.lang)
    words = {word for page in pages for text in page.texts() for word in words_of(text)}
    companions = Companions(edition.lang, words, edition.synonyms, stop)
    files = canonical(_index(edition.lang, [record(page, companions) for page in pages]))
    files |= vocabulary(pages, companions, stop)
    for name, content in sorted(files.items()):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def record(page: Found, companions: Companions) -> dict[str, str]:
    """The page as Pagefind's service takes it: its address and an HTML file."""
    html = ElementTree.Element("html")
    head = ElementTree.SubElement(html, "head")
    named = " ".join((page.title, *page.also))
    for key, value in (
        ("kind", page.label),
        ("also", " · ".join(page.also)),
        ("near", " ".join(companions.of(named))),
    ):
        if value:
            _meta(head, "meta", key, value)
    for key, values in page.filters.items():
        for value in values:
            _meta(head, "filter", key, value)
    body = ElementTree.SubElement(html, "body", {"data-pagefind-body": ""})
    title = ElementTree.SubElement(
        body, "h1", {"data-pagefind-meta": "title", "data-pagefind-weight": str(TITLE)}
    )
    title.text = _shown(page.title)
    _beside(body, TITLE, companions.of(page.title))
    for passage in page.passages:
        if passage.anchor:
            ElementTree.SubElement(body, "a", {"id": passage.anchor})
        text = ElementTree.SubElement(body, "p", {"data-pagefind-weight": str(passage.weight)})
        text.text = _shown(passage.text)
        _beside(body, passage.weight, companions.of(passage.text))
    return {"url": page.address, "file_contents": ElementTree.tostring(html, "unicode", "html")}


def _meta(head: ElementTree.Element, kind: str, key: str, value: str) -> None:
    ElementTree.SubElement(
        head, "meta", {f"data-pagefind-{kind}": f"{key}[content]", "content": value}
    )


def _beside(body: ElementTree.Element, weight: float, words: Sequence[str]) -> None:
    if words:
        span = ElementTree.SubElement(
            body, "span", {"data-pagefind-weight": f"{weight * _SHARE:.2f}"}
        )
        span.text = " " + " ".join(_MARK + word for word in words) + " "


def _shown(text: str) -> str:
    return text.replace(_MARK, " ")


def _index(lang: str, records: Sequence[Mapping[str, str]]) -> dict[str, bytes]:
    """Let Pagefind index the records; its files by name."""
    payloads: list[dict[str, Any]] = [{"type": "NewIndex", "config": {"force_language": lang}}]
    payloads += [
        {"type": "AddFile", "index_id": 0, "file_path": None, **record} for record in records
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
