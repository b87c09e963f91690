"""Make an invented handbook of N roles and N/10 procedures: `python benchmarks/generate.py N DIR`.

The same arguments give the same bytes. `rolebook check` finds no error in it. Everything a real
handbook has is there: a line of superiors written on both sides, reference jobs with application
rules, company jobs based on them, about 60 texts per role, procedures with decisions, a scheme,
and Dutch and German translations for a share of the documents.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from invent import Document, Handbook
from words import Words


def generate(number: int, folder: Path, *, translated: float = 0.3, seed: int = 1) -> int:
    """Write the handbook; gives back how many files. ``translated`` is a share from 0 to 1."""
    files = 0
    for path, text in _files(number, translated, seed):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
        files += 1
    return files


def _files(number: int, translated: float, seed: int) -> Iterator[tuple[str, str]]:
    languages = ["en", "nl", "de"] if translated else ["en"]
    yield "mkdocs.yml", _MKDOCS.format(languages=", ".join(languages))
    for lang in languages:
        ending = "" if lang == "en" else f".{lang}"
        yield f"pages/index{ending}.md", "# Handbook\n\nAn invented handbook, to measure.\n"
    handbook = Handbook(number, seed)
    chosen = random.Random(seed)
    for path, document in handbook.lists():
        yield from _editions(path, document, bool(translated))
    for path, document in handbook.documents():
        yield from _editions(path, document, chosen.random() < translated)


def _editions(path: str, document: Document, translated: bool) -> Iterator[tuple[str, str]]:
    """The governing file, and its translations."""
    folder, name = path.rsplit("/", 1)
    kinds = {"roles": "role", "procedures": "procedure", "roles/grading": "scheme"}
    schema = f"{'../' * (folder.count('/') + 1)}schemas/{kinds.get(folder, name)}"
    head = f"# yaml-language-server: $schema={schema}"
    yield f"{path}.yml", f"{head}.json\n{_yaml(_governing(document))}"
    for lang in ("nl", "de") if translated else ():
        if texts := _translation(document, lang):
            yield f"{path}.{lang}.yml", f"{head}.translation.json\n{_yaml(texts)}"


def _governing(value: Any) -> Any:
    """The document as its governing file states it."""
    if isinstance(value, Words):
        return value.en
    if isinstance(value, dict):
        return {key: _governing(item) for key, item in value.items()}
    return [_governing(item) for item in value] if isinstance(value, list) else value


def _translation(value: Any, lang: str) -> Any:
    """Its texts in another language, with the ids by which list entries find each other; None
    where there is nothing to translate."""
    if isinstance(value, Words):
        return getattr(value, lang)
    if isinstance(value, dict):
        texts = {k: text for k, v in value.items() if (text := _translation(v, lang)) is not None}
        return ({"id": value["id"]} if "id" in value else {}) | texts if texts else None
    if isinstance(value, list):
        items = [_translation(item, lang) for item in value]
        return items if any(item is not None for item in items) else None
    return None


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes each list and text out; no anchors for texts that occur twice."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _yaml(value: Any) -> str:
    text: str = yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100, encoding=None
    )
    return text


_MKDOCS = """\
# yaml-language-server: $schema=schemas/settings.json
site_name: Invented handbook
docs_dir: pages
site_dir: .rolebook/preview
theme:
  name: material
plugins:
  - rolebook

extra:
  handbook:
    organisation:
      name: Invented Company
    languages: [{languages}]
    grading:
      scheme: house-grades
    sign:
      - {{by: employee, meaning: [seen, received]}}
      - {{by: manager, meaning: [agreed]}}
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("number", type=int, metavar="N", help="how many roles")
    parser.add_argument("folder", type=Path, metavar="DIR", help="a new or an empty folder")
    parser.add_argument(
        "--translated", type=float, default=0.3, metavar="SHARE",
        help="the share of documents with Dutch and German, from 0 to 1 (default: 0.3)",
    )  # fmt: skip
    parser.add_argument("--seed", type=int, default=1, help="another seed, other words")
    arguments = parser.parse_args()
    if arguments.number < 1 or not 0 <= arguments.translated <= 1:
        parser.error("N is at least 1, and SHARE lies between 0 and 1")
    if arguments.folder.exists() and any(arguments.folder.iterdir()):
        parser.error(f"{arguments.folder} is not empty")
    files = generate(
        arguments.number, arguments.folder, translated=arguments.translated, seed=arguments.seed
    )
    print(f"{arguments.folder}: {files} files")


if __name__ == "__main__":
    main()
