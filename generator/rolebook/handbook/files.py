"""Which files make up a handbook, and what each of them holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from errno import EISDIR
from pathlib import Path

from rolebook.findings import CODES, Finding, Place, Severity, did_you_mean, finding
from rolebook.handbook.problems import BAD_ID
from rolebook.model.base import ID_PATTERN, Model
from rolebook.model.layout import LayoutPlan
from rolebook.model.procedure import Procedure
from rolebook.model.role import Role
from rolebook.model.scheme import Scheme
from rolebook.model.vocabulary import (
    Areas,
    Families,
    Forms,
    Parties,
    Positions,
    Situations,
    Synonyms,
    Terms,
    Units,
)

SETTINGS_FILE = "mkdocs.yml"

ENDING = CODES.define(
    "wrong-ending", Severity.ERROR, "A file that would be passed over",
    """The files of a handbook end in .yml. A file with another ending in these folders would not
    be read. Rename it, or move it elsewhere.""",
    wrong="roles/baker.yaml",
    right="roles/baker.yml",
)  # fmt: skip
UNKNOWN_FILE = CODES.define(
    "unknown-file", Severity.ERROR, "A file that belongs to no list",
    """roles/vocabulary/ and roles/organisation/ hold certain files only: families.yml, areas.yml,
    parties.yml, terms.yml, forms.yml, situations.yml, synonyms.yml; units.yml, positions.yml.""",
    wrong="roles/vocabulary/familys.yml",
    right="roles/vocabulary/families.yml",
)  # fmt: skip
UNKNOWN_LANGUAGE = CODES.define(
    "unknown-language", Severity.ERROR, "A translation into a language the handbook does not have",
    """The languages of the handbook stand in mkdocs.yml under extra, handbook, languages; the first
    one governs. A translation's file is named ID.LANGUAGE.yml.""",
    wrong="roles/baker.fr.yml   with languages: [en, nl]",
    right="roles/baker.nl.yml",
)  # fmt: skip
ORPHAN_TRANSLATION = CODES.define(
    "orphan-translation", Severity.ERROR, "A translation of something that does not exist",
    """A translation lies beside its governing file: aftersales-manager.nl.yml beside
    aftersales-manager.yml.""",
    wrong="roles/bakker.nl.yml  beside roles/baker.yml",
    right="roles/baker.nl.yml",
)  # fmt: skip
UNREADABLE = CODES.define(
    "unreadable-file", Severity.ERROR, "A file cannot be read",
    """The file, or the folder, is there but the system does not let it be read: look at its
    permissions. Or something else has its name: a folder, or a link that leads nowhere. Put the
    file there, or take that away.""",
    wrong="roles/baker.yml may be read by its owner only",
    right="chmod a+r roles/baker.yml",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file. With ``one_each`` every file is one document whose id is the file's name;
    otherwise the file of that name holds the whole list ``name``."""

    name: str
    model: type[Model]
    folder: str
    one_each: bool = False


KINDS = (
    Kind("role", Role, "roles", one_each=True),
    Kind("procedure", Procedure, "procedures", one_each=True),
    Kind("scheme", Scheme, "roles/grading", one_each=True),
    Kind("families", Families, "roles/vocabulary"),
    Kind("areas", Areas, "roles/vocabulary"),
    Kind("parties", Parties, "roles/vocabulary"),
    Kind("terms", Terms, "roles/vocabulary"),
    Kind("forms", Forms, "roles/vocabulary"),
    Kind("situations", Situations, "roles/vocabulary"),
    Kind("synonyms", Synonyms, "roles/vocabulary"),
    Kind("units", Units, "roles/organisation"),
    Kind("positions", Positions, "roles/organisation"),
    Kind("layout", LayoutPlan, "templates/layouts", one_each=True),
)


@dataclass(frozen=True, slots=True)
class File:
    """A file found: its kind, its id (the list's name for a list), and its language or ``""``."""

    kind: Kind
    id: str
    lang: str
    path: str


def root_above(start: Path) -> Path | None:
    """The nearest folder at or above ``start`` that holds mkdocs.yml."""
    start = start.resolve()
    return next((d for d in (start, *start.parents) if (d / SETTINGS_FILE).is_file()), None)


def find(root: Path, languages: tuple[str, ...]) -> tuple[list[File], list[Finding]]:
    """All files of the handbook in a stable order, and what is wrong with their names."""
    files: list[File] = []
    findings: list[Finding] = []
    for folder in dict.fromkeys(kind.folder for kind in KINDS):
        kinds = [kind for kind in KINDS if kind.folder == folder]
        try:
            listed = _listed(root / folder)
        except OSError as error:
            findings.append(unreadable(folder, error))
            continue
        for path in listed:
            name = f"{folder}/{path.name}"
            found = _file(kinds, name, languages)
            (files if isinstance(found, File) else findings).append(found)  # type: ignore[arg-type]
    there = {(file.kind.name, file.id) for file in files if not file.lang}
    for file in files:
        if file.lang and (file.kind.name, file.id) not in there:
            known = [id_ for kind, id_ in there if kind == file.kind.name]
            findings.append(
                finding(ORPHAN_TRANSLATION, Place(file.path),
                        f"there is no {file.kind.folder}/{file.id}.yml that this translates",
                        did_you_mean(file.id, known) or "rename it, or write that file")
            )  # fmt: skip
    return [f for f in files if not f.lang or (f.kind.name, f.id) in there], findings


def content_of(path: Path) -> bytes:
    """What a file holds. Raises OSError, also where something else has its name."""
    if path.exists() and not path.is_file():  # a pipe would be waited for
        raise IsADirectoryError(EISDIR, "it is no file")
    return path.read_bytes()


def unreadable(name: str, error: OSError) -> Finding:
    """The finding that the system does not give a file or a folder."""
    what = "folder" if name in {kind.folder for kind in KINDS} else "file"
    denied = isinstance(error, PermissionError)
    remedy = "look at its permissions" if denied else "put the file there, or take this away"
    message = f"the {what} cannot be read: {(error.strerror or 'the system refuses').lower()}"
    return finding(UNREADABLE, Place(name), message, remedy)


def _listed(folder: Path) -> list[Path]:
    """What could be meant as a file of the handbook. Raises OSError."""
    if not folder.is_dir():
        return []
    return sorted(
        path
        for path in folder.iterdir()
        if not path.name.startswith((".", "~"))
        and path.name != "README.md"
        and (path.suffix in (".yml", ".yaml") or not path.is_dir())
    )


def _file(kinds: list[Kind], path: str, languages: tuple[str, ...]) -> File | Finding:
    name = path.rsplit("/", 1)[1]
    stem, dot, ending = name.rpartition(".")
    if not dot or ending != "yml":
        return finding(ENDING, Place(path), f"{name} does not end in .yml and is not read",
                       "rename it, or move it elsewhere")  # fmt: skip
    id_, dot, lang = stem.partition(".")
    if not re.fullmatch(ID_PATTERN, id_):
        return finding(BAD_ID, Place(path), f'"{id_}" is not written as an id',
                       "use small letters a-z, digits and single hyphens")  # fmt: skip
    if dot and lang not in languages[1:]:
        others = ", ".join(languages[1:]) or "none"
        return finding(UNKNOWN_LANGUAGE, Place(path),
                       f'"{lang}" is no language that this handbook is translated into',
                       f"they are: {others}; mkdocs.yml says so")  # fmt: skip
    kind = next((kind for kind in kinds if kind.one_each or kind.name == id_), None)
    if kind is None:
        known = [kind.name for kind in kinds]
        return finding(UNKNOWN_FILE, Place(path), f"there is no list {id_} in this folder",
                       did_you_mean(id_, known) or f"it holds {', '.join(known)}")  # fmt: skip
    return File(kind, id_, lang, path)
