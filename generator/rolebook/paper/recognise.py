"""What a file that somebody holds is: one of our papers, and which; or not, and why.

Whatever the bytes, there is an answer: a file that is damaged, cut off, encrypted or somebody
else's is told as that. What stands printed on the paper is not read: nobody but the reader compares
the words.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Literal

from rolebook.paper.quiet import libraries_quiet
from rolebook.records.embedded import NAME, Claim, claim_of

if TYPE_CHECKING:
    from pikepdf import Pdf

Condition = Literal["whole", "damaged", "encrypted", "foreign"]

_LARGEST = 20_000_000  # bytes of data inside a file; ours are some thousands
_PLACE = re.compile(r"(?:stream )?<[^<>]* object at 0x[0-9a-f]+>:?")
_HEAD = 1024  # bytes in which a PDF says that it is one (ISO 32000-1, Annex H)


@dataclass(frozen=True, slots=True)
class Recognised:
    """``claim``: what one of our files says it is, also a damaged one where that can still be read.
    ``remark``: what is wrong, in words. ``signed``: it bears a digital signature, be it valid or
    not."""

    condition: Condition
    claim: Claim | None = None
    remark: str = ""
    signed: bool = False


def recognise(content: bytes) -> Recognised:
    """What the bytes of a file are. Never fails."""
    if b"%PDF-" in content[:_HEAD]:
        with libraries_quiet():
            return _pdf(content)
    if content[:2] == b"PK":
        return _docx(content)
    return Recognised("foreign", remark="it is neither a PDF nor a Word document")


def _pdf(content: bytes) -> Recognised:
    import pikepdf

    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False) as opened:
            claim = _claim(opened)
            if claim is None:
                return Recognised("foreign", remark="it holds no data of a handbook")
            if faults := opened.check_pdf_syntax():
                return Recognised("damaged", claim, _first_line(faults[0]))
            return Recognised("whole", claim, signed=_is_signed(opened))
    except pikepdf.PasswordError:
        return Recognised("encrypted", remark="it can be opened with a password only")
    except Exception as error:  # whatever a library says of bytes that anybody may have made
        return Recognised("damaged", _what_is_left(content), _first_line(error))


def _what_is_left(content: bytes) -> Claim | None:
    """The claim of a damaged PDF, where it can be put together again so far."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=True) as opened:
            return _claim(opened)
    except Exception:  # nothing can be read any more
        return None


def _claim(opened: Pdf) -> Claim | None:
    """What the data in a PDF claim. Raises ValueError where there are data of ours that do not
    hold together, and whatever the library raises."""
    if NAME not in opened.attachments:
        return None
    file = opened.attachments[NAME].get_file()
    if file.size > _LARGEST:
        raise ValueError("the data in it are too large")
    claim = claim_of(file.read_bytes())
    if claim is None:
        raise ValueError("the data in it cannot be read")
    return claim


def _is_signed(opened: Pdf) -> bool:
    form = opened.Root.get("/AcroForm")
    fields = form.get("/Fields", ()) if form is not None else ()
    return any(field.get("/FT") == "/Sig" and "/V" in field for field in fields)


def _docx(content: bytes) -> Recognised:
    from rolebook.paper.finishing import FACT, FACTS

    try:
        with zipfile.ZipFile(BytesIO(content)) as opened:
            if not {FACTS, "word/document.xml"} <= set(opened.namelist()):
                return Recognised("foreign", remark="it holds no data of a handbook")
            if any(entry.flag_bits & 1 for entry in opened.infolist()):
                return Recognised("encrypted", remark="it can be opened with a password only")
            if opened.getinfo(FACTS).file_size > _LARGEST:
                raise ValueError("the data in it are too large")
            facts = dict(_facts(opened.read(FACTS), FACT.format("")))
            if "fingerprint" not in facts:
                return Recognised("foreign", remark="it holds no data of a handbook")
            broken = opened.testzip()
    except Exception as error:  # as above
        return Recognised("damaged", remark=_first_line(error))
    claim = Claim(
        document=facts.get("id", ""),
        language=facts.get("language", ""),
        fingerprint=facts["fingerprint"],
        version=facts.get("version", ""),
    )
    if broken:
        return Recognised("damaged", claim, f"{broken} in it is damaged")
    return Recognised("whole", claim)


def _facts(part: bytes, prefix: str) -> Iterator[tuple[str, str]]:
    from rolebook.paper.ooxml import find_all, parse

    for fact in find_all(parse(part), "op:property"):
        key = fact.get("name", "")
        if key.startswith(prefix):
            yield key.removeprefix(prefix), "".join(str(text) for text in fact.itertext())


def _first_line(said: object) -> str:
    """What a library says, without the place in memory that it names."""
    text = _PLACE.sub("", str(said)).strip()
    return text.splitlines()[0] if text else "it cannot be read"
