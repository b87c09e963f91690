"""Somebody who edits papers in LibreOffice: `/usr/bin/python3 office.py FOLDER < ORDERS`.

Debian's own Python runs this, because that is the one which knows `uno`; nothing of ours is
imported. ORDERS is JSON: a list of papers of FOLDER, each with ``file``, ``saved`` (the name under
which it is saved as DOCX), ``tracked`` and ``edits``. An edit is a verb and its words, which are
looked for in the paper as it is by then, with what was deleted still in its place:

- ``replace OLD NEW``: OLD is selected and NEW typed over it
- ``insert AFTER NEW``: NEW is typed behind AFTER
- ``paragraph AFTER NEW``: the cursor stands at the end of the paragraph of AFTER; Enter, and NEW
- ``delete WORDS``: the paragraph of WORDS is selected and deleted
- ``bold WORDS``: WORDS are set bold
- ``down WORDS``: the paragraph of WORDS changes places with the next one
- ``accept``: all changes so far are accepted
- ``comment WORDS NEW``: NEW is said about WORDS
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]

AUTHOR = ("Anna", "Manager")
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="givenname" oor:op="fuse">
<value>{}</value></prop></item>
<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="sn" oor:op="fuse">
<value>{}</value></prop></item>
</oor:items>
"""
PATIENCE = 60  # seconds, for a start on a machine with other things to do


def main(folder: Path, orders: list[dict[str, Any]]) -> None:
    user = folder / "office-user"
    (user / "user").mkdir(parents=True)
    (user / "user/registrymodifications.xcu").write_text(PROFILE.format(*AUTHOR), "utf-8")
    pipe = f"rolebook-{user.stat().st_ino}"
    office = subprocess.Popen(
        ["soffice", "--headless", "--norestore", f"-env:UserInstallation={user.as_uri()}",
         f"--accept=pipe,name={pipe};urp"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    desktop = None
    try:
        desktop = connected(pipe)
        for order in orders:
            edit(desktop, folder, order)
    finally:
        if desktop:
            desktop.terminate()
        else:
            office.terminate()
        office.wait(PATIENCE)


def connected(pipe: str) -> Any:
    resolver = uno.getComponentContext().ServiceManager.createInstance(
        "com.sun.star.bridge.UnoUrlResolver"
    )
    refused = uno.getClass("com.sun.star.connection.NoConnectException")
    end = time.monotonic() + PATIENCE
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
        except refused:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def edit(desktop: Any, folder: Path, order: dict[str, Any]) -> None:
    paper = desktop.loadComponentFromURL(
        (folder / order["file"]).as_uri(), "_blank", 0, (named("Hidden", True),)
    )
    paper.RecordChanges = order["tracked"]
    for verb, *words in order["edits"]:
        place = found(paper, words[0]) if words else None
        VERBS[verb](paper, place, *words[1:])
    paper.storeToURL((folder / order["saved"]).as_uri(), (named("FilterName", "MS Word 2007 XML"),))
    paper.close(True)


def found(paper: Any, words: str) -> Any:
    """The first place where the words stand."""
    search = paper.createSearchDescriptor()
    search.SearchString, search.SearchCaseSensitive = words, True
    place = paper.findFirst(search)
    if place is None:
        raise SystemExit(f"{words!r} does not stand in the paper")
    return place


def replace(paper: Any, place: Any, new: str) -> None:
    place.String = new


def insert(paper: Any, place: Any, new: str) -> None:
    place.Text.insertString(place.End, new, False)


def paragraph(paper: Any, place: Any, new: str) -> None:
    cursor = place.Text.createTextCursorByRange(place)
    cursor.gotoEndOfParagraph(False)
    place.Text.insertControlCharacter(cursor, 0, False)  # PARAGRAPH_BREAK
    place.Text.insertString(cursor, new, False)


def delete(paper: Any, place: Any) -> None:
    cursor = place.Text.createTextCursorByRange(place)
    cursor.gotoStartOfParagraph(False)
    cursor.gotoEndOfParagraph(True)
    cursor.goRight(1, True)
    cursor.String = ""


def bold(paper: Any, place: Any) -> None:
    place.CharWeight = 150.0


def down(paper: Any, place: Any) -> None:
    paper.CurrentController.select(place)
    dispatch(paper, ".uno:MoveDown")


def accept(paper: Any, place: Any) -> None:
    dispatch(paper, ".uno:AcceptAllTrackedChanges")


def dispatch(paper: Any, command: str) -> None:
    """What a menu of LibreOffice does, and done when this returns."""
    frame = paper.CurrentController.Frame
    url = uno.createUnoStruct("com.sun.star.util.URL")
    url.Complete, url.Main, url.Path = command, command, command.removeprefix(".uno:")
    url.Protocol = ".uno:"
    frame.queryDispatch(url, "", 0).dispatch(url, (named("SynchronMode", True),))


def comment(paper: Any, place: Any, new: str) -> None:
    note = paper.createInstance("com.sun.star.text.textfield.Annotation")
    note.Content, note.Author = new, " ".join(AUTHOR)
    place.Text.insertTextContent(place, note, True)


VERBS = {
    verb.__name__: verb
    for verb in (replace, insert, paragraph, delete, bold, down, accept, comment)
}


def named(name: str, value: Any) -> Any:
    prop = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    prop.Name, prop.Value = name, value
    return prop


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), json.load(sys.stdin))
