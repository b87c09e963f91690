"""The SVG of a drawing: text as text, words for those who do not see it, the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from rolebook.diagrams.flow import Flow, Step, Target, Way
from rolebook.diagrams.scene import Label
from rolebook.diagrams.svg import svg
from rolebook.diagrams.swimlanes import swimlanes
from rolebook.diagrams.vertical import vertical

NS = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "</text><script>alert(1)</script>",
    '" onload="alert(1)',
    "&lt;b&gt; ]]> <!-- -- -->",
    "a\x00b\x1b[31m\x9f",
    "\ud800 half a pair",
    "line\nbreak\ttab\r",
]


def flow(text: str = "Check the cover", href: str = "#check-cover") -> Flow:
    label = Label(text)
    end = Way(Target(label=Label("End " + text), href="goodwill.html#a"), label, label)
    step = Step(
        "1", label, 0, (label,), (Way(Target(1), label), end), due=label, form="F-01",
        question=label, href=href,
    )  # fmt: skip
    last = Step("2", Label("Repariert das Auto", "de"), 1, (label,), (Way(Target(0)),), href=href)
    return Flow(
        "en", label, (label, Label("Technician")), (step, last),
        {"to": "on to {n}", "back": "back to {n}", "from": "from {n}"},
    )  # fmt: skip


def drawn(text: str = "Check the cover", href: str = "#check-cover") -> ET.Element:
    return ET.fromstring(svg(swimlanes(flow(text, href)), "_flow", text, text))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    root = drawn(text)
    tags = {element.tag.removeprefix(NS) for element in root.iter()}
    assert tags <= {
        "svg",
        "title",
        "desc",
        "g",
        "a",
        "rect",
        "polygon",
        "polyline",
        "text",
        "tspan",
    }
    assert not any(name.startswith("on") for element in root.iter() for name in element.attrib)
    said = "".join("".join(root.itertext()).split())
    assert "".join(c for c in text if c.isalnum() and c.isascii()) in "".join(
        c for c in said if c.isalnum()
    )


def test_an_address_is_an_attribute_whatever_stands_in_it() -> None:
    root = drawn(href='x"><script>')
    links = [element.get("href") for element in root.iter(f"{NS}a")]
    assert 'x"><script>' in links


def test_a_drawing_without_links_is_an_image_with_a_name_and_a_description() -> None:
    scene = swimlanes(flow(href=""))
    root = ET.fromstring(svg(scene, "_flow", "Flow chart: Warranty", "First this, then that."))
    links = [e for e in root.iter(f"{NS}a") if e.get("href") != "goodwill.html#a"]
    assert links == []
    title, description = root.find(f"{NS}title"), root.find(f"{NS}desc")
    assert title is not None
    assert description is not None
    assert root.get("aria-labelledby") == title.get("id")
    assert root.get("aria-describedby") == description.get("id")
    assert title.text == "Flow chart: Warranty"
    assert description.text == "First this, then that."


def test_links_are_reachable_named_and_in_the_order_of_the_steps() -> None:
    root = drawn()
    assert root.get("role") == "graphics-document"  # children of an image are not reachable
    links = list(root.iter(f"{NS}a"))
    assert [link.get("href") for link in links] == [
        "#check-cover", "goodwill.html#a", "#check-cover",
    ]  # fmt: skip
    name = " ".join("".join(links[0].itertext()).split())
    assert name == "1. Check the cover F-01 · Check the cover", "what is seen is what is heard"


def test_ids_are_those_of_one_drawing() -> None:
    one = svg(swimlanes(flow()), "_flow", "t", "d")
    other = svg(vertical(flow()), "_flow-narrow", "t", "d")
    ids = [e.get("id") for text in (one, other) for e in ET.fromstring(text).iter() if e.get("id")]
    assert len(ids) == len(set(ids)) == 4


def test_lines_of_a_text_read_as_one_text() -> None:
    root = drawn("Record complaint, cause and correction on the repair order of the customer")
    texts = ["".join(text.itertext()) for text in root.iter(f"{NS}text")]
    assert any("cause and correction on the repair order" in text for text in texts)


def test_a_text_in_another_language_says_so() -> None:
    langs = {text.get("lang"): "".join(text.itertext()) for text in drawn().iter(f"{NS}text")}
    assert langs["de"] == "2. Repariert das Auto"


def test_numbers_are_whole_and_typst_finds_the_typeface() -> None:
    root = drawn()
    for element in root.iter():
        for name in ("x", "y", "width", "height", "points", "viewBox"):
            assert "." not in element.get(name, "")
    # A family with a space and a digit has to be quoted, or Typst drops the text.
    assert (root.get("font-family") or "").startswith("'Source Sans 3', ")


def test_meaning_does_not_rest_on_colour() -> None:
    """The way back is dashed, the question has a form of its own, and nothing is but grey."""
    root = drawn()
    assert [line for line in root.iter(f"{NS}polyline") if line.get("stroke-dasharray")]
    colours = {
        element.get(name)
        for element in root.iter()
        for name in ("fill", "stroke")
        if (element.get(name) or "none") != "none"
    }
    for colour in colours:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        assert max(red, green, blue) - min(red, green, blue) < 20


def test_the_same_flow_gives_the_same_bytes_whatever_the_machine() -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from test_svg import flow\n"
        "from rolebook.diagrams.svg import svg\n"
        "from rolebook.diagrams.swimlanes import swimlanes\n"
        "from rolebook.diagrams.vertical import vertical\n"
        "for form in swimlanes, vertical:\n"
        "    print(svg(form(flow()), 'x', 't', 'd'))\n"
    )
    folder = str(Path(__file__).parent)
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, folder],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C.UTF-8"},
            cwd=place,
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone, place in (("1", "UTC", "/"), ("77", "Asia/Tokyo", folder))
    }
    assert len(outputs) == 1
