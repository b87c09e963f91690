"""Makes the documents of tests/importing/documents/ out of the contents in shapes/.

Twenty-four documents: four traditions, three languages, one carefully made and one sloppy each; as
DOCX, ODT, HTML, Markdown, PDF and text, some of them through LibreOffice, whose numbering and
tables are not ours. They lie in the repository, so that tests need no LibreOffice; `expected.yml`
says what stands in which field.

    python tests/importing/make_shapes.py
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path
from typing import Any

import yaml

from rolebook.paper.pandoc import program

HERE = Path(__file__).parent
DOCUMENTS = HERE / "documents"

Block = tuple[Any, ...]
Expected = list[list[str]]

FORMS = {
    ("job-instruction", "good"): {"en": "docx", "nl": "odt", "de": "html"},
    ("job-instruction", "sloppy"): {"en": "txt", "nl": "docx via odt", "de": "pdf"},
    ("reference", "good"): {"en": "md", "nl": "docx", "de": "docx via odt"},
    ("reference", "sloppy"): {"en": "txt", "nl": "html", "de": "docx"},
    ("result-table", "good"): {"en": "docx", "nl": "html", "de": "pdf"},
    ("result-table", "sloppy"): {"en": "txt", "nl": "docx via html", "de": "docx"},
    ("dealer-standard", "good"): {"en": "odt", "nl": "docx", "de": "md"},
    ("dealer-standard", "sloppy"): {"en": "txt", "nl": "docx via odt", "de": "txt"},
}


def main() -> None:
    DOCUMENTS.mkdir(exist_ok=True)
    for old in DOCUMENTS.iterdir():
        old.unlink()
    expected = {}
    for (tradition, quality), forms in FORMS.items():
        contents = yaml.safe_load((HERE / "shapes" / f"{tradition}.yml").read_text("utf-8"))
        for lang, form in forms.items():
            make = globals()[f"{tradition}_{quality}".replace("-", "_")]
            blocks, fields = make(contents[lang])
            name = f"{tradition}-{quality}-{lang}.{form.split()[0]}"
            write(DOCUMENTS / name, blocks, form, contents[lang]["title"], quality)
            expected[name] = [list(map(str, pair)) for pair in fields]
            print(name, file=sys.stderr)
    text = yaml.safe_dump(expected, allow_unicode=True, sort_keys=True, width=98)
    (HERE / "expected.yml").write_text(text, encoding="utf-8")


# The contents as blocks: ("h", level, text), ("p", text), ("b", text) for a bold line,
# ("ol", items), ("ul", items), ("table", rows of cells of paragraphs, heading row?),
# ("raw", text) as it stands.


def enumerated(parts: list[str], word: str) -> str:
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}" if len(parts) > 1 else parts[0]


def sentences(c: dict[str, Any]) -> dict[str, str]:
    given = {**c, "occasions": ", ".join(c.get("occasions", ()))}
    return {key: text.format(**given) for key, text in c["sentences"].items()}


def instruction_fields(c: dict[str, Any]) -> Expected:
    return [
        ["title", c["title"]], ["category", c["category"]],
        ["reports_to", c["reports_to"]], ["reports_to", c["instructions"]],
        ["provisions", sentences(c)["appointment"]],
        ["provisions.by", c["by"]], ["provisions.proposed_by", c["proposed_by"]],
        ["deputised_by", c["deputy"]], ["deputised_by.takes_over", c["takes_over"]],
        *(["deputised_by.occasions", one] for one in c["occasions"]),
        ["requirements", c["requirement"]],
        *(["must_know", one] for one in c["must_know"]),
        ["responsibilities.area", c["headings"]["duties"]],
        *(["responsibilities.tasks", one] for one in c["duties"]),
        *(["rights", one] for one in c["rights"]),
        *(["liabilities", one] for one in c["liabilities"]),
        *(["performance_criteria", one] for one in c["criteria"]),
        ["provisions", c["copies"]], ["provisions", c["amendment"]],
    ]  # fmt: skip


def job_instruction_good(c: dict[str, Any]) -> tuple[list[Block], Expected]:
    h, s = c["headings"], sentences(c)
    blocks: list[Block] = [
        ("h", 1, f"{c['document']}: {c['title']}"),
        ("h", 2, h["general"]),
        ("ol", [s["category"], c["requirement"], s["appointment"], s["reports_to"], s["deputy"]]),
        ("p", f"{h['must_know']}:"), ("ul", c["must_know"]),
        ("h", 2, h["duties"]), ("ol", c["duties"]),
        ("h", 2, h["rights"]), ("p", f"{h['rights_lead']}:"), ("ol", c["rights"]),
        ("h", 2, h["liabilities"]), ("p", f"{h['liabilities_lead']}:"), ("ol", c["liabilities"]),
        ("h", 2, h["criteria"]), ("ul", c["criteria"]),
        ("h", 2, h["provisions"]), ("ol", [c["copies"], c["amendment"]]),
    ]  # fmt: skip
    return blocks, instruction_fields(c)


def job_instruction_sloppy(c: dict[str, Any]) -> tuple[list[Block], Expected]:
    h, s = c["headings"], sentences(c)
    adverts = {
        "Job": "Download our free template here",
        "Fun": "Download hier gratis een voorbeeld",
        "Ste": "Kostenlose Vorlage hier herunterladen",
    }
    number = iter(range(1, 20))
    text: list[Block] = [
        ("raw", "____________________ 00.00.20__"),
        ("b", f"{c['document'].upper()}: {c['title'].upper()}"),
        ("b", f"1. {slip(h['general'])}"),
        *(("p", f"1.{next(number)}.{one}") for one in
          (s["category"], c["requirement"], s["appointment"], s["reports_to"])),
        ("p", f"1.{next(number)} {h['must_know']}:"),
        *(("p", f"-{one};") for one in c["must_know"]),
        ("p", f"1.{next(number)}. {s['deputy']}"),
        ("b", f"2. {h['duties']}"),
        *(("p", f"2.{at}. {one}") for at, one in enumerate(c["duties"], 1)),
        ("b", f"3. {h['rights']}"), ("p", f"{h['rights_lead']}:"),
        *(("p", f"3.{at}.{one[0].upper()}{one[1:]}") for at, one in enumerate(c["rights"], 1)),
        ("b", f"4. {h['liabilities']}"), ("p", f"{h['liabilities_lead']}:"),
        *(("p", f"4.{at}. {one};") for at, one in enumerate(c["liabilities"], 1)),
        ("raw", adverts[c["document"][:3]]),
        ("b", f"5. {slip(h['criteria'])}"),
        *(("p", f"• {one}") for one in c["criteria"]),
        ("b", f"6. {h['provisions']}"),
        ("p", f"6.1. {c['copies']}"), ("p", f"6.2. {c['amendment']}"),
        ("raw", c["signature"]),
    ]  # fmt: skip
    fields = [*instruction_fields(c), ["sign", "seen"], ["sign", "received"]]
    return text, fields


def slip(heading: str) -> str:
    """A heading with a letter missing in the middle of its longest word."""
    word = max(heading.split(), key=len)
    middle = len(word) // 2
    return heading.replace(word, word[:middle] + word[middle + 1 :])


def reference_fields(c: dict[str, Any]) -> Expected:
    low, high = re.findall(r"\d+", c["leadership"])
    return [
        ["title", c["title"]], ["grade", c["grade"]],
        *(["context.grades", one] for one in c["grades"]),
        *(["reports_to", one] for one in c["alternatives"]),
        ["purpose", c["purpose"]], ["context.text", c["context"]],
        *(["occurs_in", one] for one in c.get("occurs_in", ())),
        *(["responsibilities.area", area] for area, _ in c["areas"]),
        *(["responsibilities.tasks", task] for _, tasks in c["areas"] for task in tasks),
        ["characteristics.complexity", c["complexity"]],
        ["characteristics.complexity.knowledge", c["knowledge"]],
        ["characteristics.autonomy", c["autonomy"]],
        ["characteristics.autonomy.internal-contacts", c["internal"]],
        ["characteristics.autonomy.leadership", c["leadership"]],
        ["characteristics.consequence-of-error", c["error"]],
        ["characteristics.consequence-of-error.external-contacts", c["external"]],
        ["characteristics.physical-aspects", c["physical"]],
        ["span_of_control.min", low], ["span_of_control.max", high],
        ["span_of_control", c["leadership"]],
        ["grading.lighter.grade", c["grades"][0]], ["grading.lighter.rule", c["lighter"]],
        ["grading.lighter.examples", c["lighter_example"]],
        ["grading.equal.grade", c["grade"]], ["grading.equal.rule", c["equal"]],
        ["grading.heavier.rule", c["heavier"]], ["grading.heavier.examples", c["heavier_example"]],
    ]  # fmt: skip


def reference_good(c: dict[str, Any]) -> tuple[list[Block], Expected]:
    h = c["headings"]
    blocks: list[Block] = [
        ("h", 1, c["title"]),
        ("table", [[[h["family"]], [c["family"]]], [[h["grade"]], [c["grade"]]],
                   [[h["grades"]], [" - ".join(c["grades"])]]], False),
        ("h", 2, h["organisation"]), ("p", c["organisation"]),
        ("h", 2, h["purpose"]), ("p", c["purpose"]),
        ("h", 2, h["duties"]),
    ]  # fmt: skip
    for area, tasks in c["areas"]:
        blocks += [("h", 3, area), ("ol", tasks)]
    blocks += [
        ("h", 2, h["complexity"]), ("p", c["complexity"]), ("p", c["knowledge"]),
        ("h", 2, h["autonomy"]), ("p", c["autonomy"]), ("p", c["internal"]), ("p", c["leadership"]),
        ("h", 2, h["error"]), ("p", c["external"]), ("p", c["error"]),
        ("h", 2, h["physical"]), ("p", c["physical"]),
        ("h", 2, h["context"]), ("p", c["context"]),
        ("h", 2, h["rules"]),
        ("table", [[[h["lighter"]], [c["lighter"], c["lighter_example"]], [c["grades"][0]]],
                   [[h["equal"]], [c["equal"]], [c["grade"]]],
                   [[h["heavier"]], [c["heavier"], c["heavier_example"]], []]], False),
    ]  # fmt: skip
    return blocks, reference_fields(c)


def reference_sloppy(c: dict[str, Any]) -> tuple[list[Block], Expected]:
    h = c["headings"]
    long = max(c["purpose"].split(), key=len)
    broken = c["purpose"].replace(long, f"{long[:4]}- {long[4:]}", 1)
    blocks: list[Block] = [
        ("p", h["family"]), ("p", c["family"]), ("p", h["title"]), ("p", c["title"]),
        ("p", h["grade"]), ("p", c["grade"]), ("p", h["grades"]), ("p", "-".join(c["grades"])),
        ("b", h["organisation"]), ("p", c["organisation"]),
        ("b", slip(h["purpose"])), ("p", broken),
        ("b", h["duties"]),
    ]  # fmt: skip
    for letter, (area, tasks) in zip("AB", c["areas"], strict=True):
        blocks += [("p", f"{letter}. {area}")]
        blocks += [("p", f" {at}. {task}") for at, task in enumerate(tasks, 1)]
    blocks += [
        ("b", h["complexity"]), ("p", f"{c['complexity']} {c['knowledge']}"),
        ("b", h["autonomy"]), ("p", c["autonomy"]), ("p", c["internal"]), ("p", c["leadership"]),
        ("b", h["error"]), ("p", c["external"]), ("p", c["error"]),
        ("b", h["physical"]), ("p", c["physical"]),
        ("b", h["context"]), ("p", c["context"]),
        ("b", h["rules"]),
        ("p", f"{h['lighter']}{c['lighter']} {c['lighter_example']}{c['grades'][0]}"),
        ("p", f"{h['equal']}{c['equal']}{c['grade']}"),
        ("p", f"{h['heavier']}{c['heavier']} {c['heavier_example']}"),
    ]  # fmt: skip
    return blocks, reference_fields(c)


def result_fields(c: dict[str, Any]) -> Expected:
    return [
        ["title", c["title"]], ["code", c["code"]], ["discipline", c["discipline"]],
        ["context.text", c["context"]], *(["reports_to", one] for one in c["reports_to"]),
        ["supervises", "none"], ["purpose", c["purpose"]],
        *(["responsibilities.area", area] for area, _, _ in c["rows"]),
        *(["responsibilities.tasks", one] for _, tasks, _ in c["rows"] for one in tasks),
        *(["responsibilities.criteria", one] for _, _, found in c["rows"] for one in found),
        ["inconveniences", c["inconvenience"]],
    ]  # fmt: skip


def result_table_good(c: dict[str, Any]) -> tuple[list[Block], Expected]:
    h = c["headings"]
    table = [[[h["area"]], [h["tasks"]], [h["criteria"]]]]
    table += [[[area], ["• ", *tasks], ["• ", *found]] for area, tasks, found in c["rows"]]
    blocks: list[Block] = [
        ("h", 1, c["title"]),
        ("p", f"{h['code']}: {c['code']}"), ("p", f"{h['discipline']}: {c['discipline']}"),
        ("h", 2, h["context"]), ("p", c["context"]),
        ("h", 2, h["organisation"]),
        ("p", f"{c['reports_label']}: {enumerated(c['reports_to'], c['or'])}"),
        ("p", f"{c['supervises_label']}: {c['none']}"),
        ("h", 2, h["purpose"]), ("p", c["purpose"]),
        ("h", 2, h["results"]), ("table", table, True),
        ("h", 2, h["inconvenience"]), ("ul", [c["inconvenience"]]),
    ]  # fmt: skip
    return blocks, result_fields(c)


def result_table_sloppy(c: dict[str, Any]) -> tuple[list[Block], Expected]:
    h = c["headings"]
    table = [[[h["area"]], [h["tasks"]], [h["criteria"]]]]
    table += [[[area], ["- ", *tasks], ["- ", *found]] for area, tasks, found in c["rows"]]
    blocks: list[Block] = [
        ("b", h["context"]), ("p", c["context"]),
        ("b", slip(h["organisation"])),
        ("p", f"{c['reports_label']} {', '.join(c['reports_to'])}"),
        ("p", f"{c['supervises_label']} {c['none']}"),
        ("b", h["purpose"]), ("p", c["purpose"]),
        ("b", h["results"]), ("table", table, False),
        ("b", h["inconvenience"]), ("p", f"- {c['inconvenience']}"),
        ("table", [[[h["title"]], [c["title"]], [c["code"]]],
                   [[h["discipline"]], [c["discipline"]], []]], False),
    ]  # fmt: skip
    return blocks, result_fields(c)


def dealer_fields(c: dict[str, Any]) -> Expected:
    return [
        ["title", c["title"]],
        *(["responsibilities.area", area] for area, _ in c["groups"]),
        *(["responsibilities.tasks", one] for _, tasks in c["groups"] for one in tasks),
        *(["authorities", one] for one in c["powers"]),
        ["reports_to", c["reports_to"]], *(["supervises", one] for one in c["supervises"]),
    ]  # fmt: skip


def dealer_sentences(c: dict[str, Any]) -> tuple[str, str]:
    up, down = c["sentences"]["up"], c["sentences"]["down"]
    return up.format(**c), down.format(supervises=", ".join(c["supervises"]))


def dealer_standard_good(c: dict[str, Any]) -> tuple[list[Block], Expected]:
    h = c["headings"]
    blocks: list[Block] = [
        ("h", 1, f"{c['document']}: {c['title']}"), ("h", 2, f"A. {h['duties']}"),
    ]  # fmt: skip
    for area, tasks in c["groups"]:
        blocks += [("h", 3, area), ("ol", tasks)]
    blocks += [
        ("h", 2, f"B. {h['powers']}"), ("ul", c["powers"]),
        *(("p", one) for one in dealer_sentences(c)),
    ]  # fmt: skip
    return blocks, dealer_fields(c)


def dealer_standard_sloppy(c: dict[str, Any]) -> tuple[list[Block], Expected]:
    h = c["headings"]
    parts = [f"A. {h['duties']}"]
    for number, (area, tasks) in enumerate(c["groups"], 1):
        parts.append(f"{number} {area}")
        parts += [f"{number}.{at}) {task};" for at, task in enumerate(tasks, 1)]
    first = " ".join(parts).rstrip(";") + "."
    blocks: list[Block] = [
        ("p", f"{c['document']} {c['title']}"),
        ("p", first),
        ("p", f"B. {h['powers']}"),
        *(("p", f"- {one}") for one in c["powers"]),
        *(("p", one) for one in dealer_sentences(c)),
    ]  # fmt: skip
    return blocks, dealer_fields(c)


# Blocks as files


def write(path: Path, blocks: list[Block], form: str, title: str, quality: str) -> None:
    if form == "txt":
        path.write_text(as_text(blocks, path.name), encoding="utf-8")
        return
    tree = json.dumps({"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": nodes(blocks)})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if form in ("docx", "odt", "html", "md"):
            pandoc(tree, path)
            if form == "html" and quality == "good":  # one with a page's own styles is enough
                page = path.read_text("utf-8")
                path.write_text(re.sub(r"  <style>.*?</style>\n", "", page, flags=re.S), "utf-8")
            return
        through = {"pdf": "docx"}.get(form) or form.split()[-1]
        between = folder / f"{path.stem}.{through}"
        pandoc(tree, between, drawn=form == "pdf")
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", "docx:MS Word 2007 XML" if path.suffix == ".docx" else "pdf",
             "--outdir", name, str(between)],
            check=True, capture_output=True,
        )  # fmt: skip
        path.write_bytes((folder / path.name).read_bytes())


def pandoc(tree: str, path: Path, *, drawn: bool = False) -> None:
    to = {".md": "markdown-simple_tables-multiline_tables-pipe_tables"}
    form = to.get(path.suffix, path.suffix[1:])
    options = ["--standalone"] if path.suffix == ".html" else []
    if path.suffix == ".md":
        options = ["--wrap=none"]
    subprocess.run(
        [program(), "-f", "json", "-t", form, *options, "--metadata", "pagetitle=x",
         "-o", str(path)],
        input=tree, text=True, check=True,
    )  # fmt: skip
    if drawn:
        draw_borders(path)


def draw_borders(path: Path) -> None:
    """Lines around the cells, as in a form; pandoc's own tables have none."""
    import zipfile

    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    xml = parts["word/document.xml"].decode()
    xml = xml.replace("</w:tblPr>", f"<w:tblBorders>{sides}</w:tblBorders></w:tblPr>")
    parts["word/document.xml"] = xml.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def nodes(blocks: list[Block]) -> list[Any]:
    result: list[Any] = []
    for kind, *rest in blocks:
        match kind:
            case "h":
                result.append({"t": "Header", "c": [rest[0], ["", [], []], inlines(rest[1])]})
            case "p" | "raw":
                result.append({"t": "Para", "c": inlines(rest[0])})
            case "b":
                result.append({"t": "Para", "c": [{"t": "Strong", "c": inlines(rest[0])}]})
            case "ol":
                style = [1, {"t": "Decimal"}, {"t": "Period"}]
                result.append({"t": "OrderedList", "c": [style, items(rest[0])]})
            case "ul":
                result.append({"t": "BulletList", "c": items(rest[0])})
            case "table":
                result.append(table(rest[0], rest[1]))
    return result


def inlines(text: str) -> list[Any]:
    words = text.split(" ")
    found: list[Any] = []
    for at, word in enumerate(words):
        if at:
            found.append({"t": "Space"})
        if word:
            found.append({"t": "Str", "c": word})
    return found


def items(texts: list[str]) -> list[Any]:
    return [[{"t": "Plain", "c": inlines(text)}] for text in texts]


def cell(paragraphs: list[str], columns: int = 1) -> list[Any]:
    if paragraphs and paragraphs[0] == "• ":
        content = [{"t": "BulletList", "c": items(paragraphs[1:])}]
    elif paragraphs and paragraphs[0] == "- ":
        content = [{"t": "Para", "c": inlines(f"- {text}")} for text in paragraphs[1:]]
    else:
        content = [{"t": "Para", "c": inlines(text)} for text in paragraphs]
    return [["", [], []], {"t": "AlignDefault"}, 1, columns, content]


def table(rows: list[list[list[str]]], head: bool) -> Any:
    width = max(len(row) for row in rows)
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": 1 / width}] for _ in range(width)]
    made = []
    for row in rows:
        cells = [cell(one) for one in row]
        if len(row) > 2 and not row[-1]:  # merged with the cell before it
            cells = [*(cell(one) for one in row[:-2]), cell(row[-2], 2)]
        made.append([["", [], []], cells])
    body = made[1:] if head else made
    return {
        "t": "Table",
        "c": [["", [], []], [None, []], columns, [["", [], []], made[:1] if head else []],
              [[["", [], []], 0, [], body]], [["", [], []], []]],
    }  # fmt: skip


def as_text(blocks: list[Block], name: str) -> str:
    """As it comes out of a clipboard: instructions wrapped with words cut at the line's end; the
    rest one line per paragraph, tables by tabs with their lists as HTML."""
    wrap = name.startswith("job-instruction")
    lines: list[str] = []
    for kind, *rest in blocks:
        if kind == "table":
            for row in rest[0]:
                lines.append("\t".join(as_cell(one) for one in row))
            lines.append("")
        elif wrap and len(rest[0]) > 72:
            lines += hyphenated(rest[0])
        else:
            lines.append(rest[0])
            if kind in ("b", "p") and not wrap:
                lines.append("")
        if kind == "b" and wrap:
            lines.append("")
    return "\n".join(lines) + "\n"


def hyphenated(text: str) -> list[str]:
    lines = textwrap.wrap(text, 72, break_on_hyphens=False)
    for at in range(len(lines) - 1):
        first, _, rest = lines[at + 1].partition(" ")
        room = 72 - len(lines[at]) - 2
        if first.isalpha() and len(first) > 8 and room > 3 and rest:
            lines[at] += f" {first[:room]}-"
            lines[at + 1] = f"{first[room:]} {rest}"
    return lines


def as_cell(paragraphs: list[str]) -> str:
    if paragraphs and paragraphs[0] in ("- ", "• "):
        inside = " ".join(f"- {text}" for text in paragraphs[1:])
        return f'<ul style="list-style-type: none"> {inside} </ul>'
    return " ".join(paragraphs)


if __name__ == "__main__":
    main()
