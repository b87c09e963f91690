"""Names for the author's words in a DOCX: hidden, each once, the same in every run."""

from __future__ import annotations

from samples import small
from word import Word, validated

from rolebook.model.text import SourceSpan, Span
from rolebook.paper.docx import docx
from rolebook.paper.returning import place_name, place_of
from rolebook.views.document import Document, Item, Line, Listing, Paragraph, Section

TASK = ("responsibilities", 0, "tasks", 0, "task")


def paper() -> Document:
    words = (SourceSpan("Does ", path=TASK), SourceSpan("it", strong=True, path=TASK, index=1))
    item = Item(Line((Span("When: "), *words)), "A.1")
    twice = Paragraph(Line(words))
    section = Section("a", "Baking", (Listing((item,)), twice), title_path=TASK[:2])
    return small(sections=(section,), title="Baker", title_path=("title",))


def names(word: Word) -> list[str]:
    found = word.all(".//w:bookmarkStart/@w:name")
    return [name for name in found if place_of(name)]


def test_every_text_of_the_author_has_one_hidden_name() -> None:
    found = names(Word(docx(paper())))
    assert found == [
        f"_{place_name(('title',))}", f"_{place_name(TASK[:2])}",
        f"_{place_name(TASK)}", f"_{place_name(TASK)}_2",
    ]  # fmt: skip
    assert all(len(name) <= 40 and name.replace("_", "").isalnum() for name in found)
    assert {place_of(name) for name in found[2:]} == {place_name(TASK)}


def test_a_name_is_around_the_words_and_nothing_else() -> None:
    word = Word(docx(paper()))
    (start,) = word.all(f".//w:bookmarkStart[@w:name='_{place_name(TASK)}']")
    end = start.get(f"{{{start.nsmap['w']}}}id")
    said = []
    for piece in start.itersiblings():
        if piece.get(f"{{{start.nsmap['w']}}}id") == end:
            break
        said += piece.itertext()
    assert "".join(said) == "Does it"


def test_names_leave_the_file_valid_and_its_bytes_the_same() -> None:
    content = docx(paper())
    assert validated(content) == []
    assert content == docx(paper())


def test_other_bookmarks_are_nobodys_place() -> None:
    assert place_of("_Toc12345") == place_of("a-1") == place_of("") == ""
