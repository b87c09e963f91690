"""The same bytes for the same records: Pagefind's files, put in order.

Pagefind fills parts of its files from hash maps. What comes out of one is sorted here, and the
hashes in names follow the new bytes.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from rolebook.site import cbor

#: Of the bundle, what our own search box loads; Pagefind's own boxes, styles and
#: its worker, which is the same program once more, stay out.
_WANTED = ("pagefind.js", "pagefind-entry.json")
_SIGNATURE = b"pagefind_dcd"


class SearchError(Exception):
    """Pagefind could not make the index; the message says why."""


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
            elif name.startswith(("index/", "wasm.")) or name in _WANTED:
                renamed[name] = content
        version, pages, chunks, _, sorts, fields = _unpack(files[meta_name])
        names = _names(lang, [files[f"fragment/{hash_}.pf_fragment"] for hash_, _ in pages])
        for (hash_, _), name in zip(pages, names, strict=True):
            renamed[f"fragment/{name}.pf_fragment"] = files[f"fragment/{hash_}.pf_fragment"]
        pages = [[name, count] for name, (_, count) in zip(names, pages, strict=True)]
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


def _names(lang: str, fragments: Sequence[bytes]) -> list[str]:
    """Names of the pages' fragments: all from one hash, then in order. The list of them, which is
    loaded first of all, is compressed to a fifth of what as many hashes take."""
    whole = hashlib.sha256(b"".join(hashlib.sha256(each).digest() for each in fragments))
    return [f"{lang}_{whole.hexdigest()[:8]}{number:05}" for number in range(len(fragments))]


def _unpack(content: bytes) -> Any:
    data = gzip.decompress(content)
    if not data.startswith(_SIGNATURE):
        raise ValueError("signature missing")
    return cbor.decode(data[len(_SIGNATURE) :])


def _pack(value: Any) -> bytes:
    return gzip.compress(_SIGNATURE + cbor.encode(value), mtime=0)
