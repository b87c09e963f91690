"""Plain MkDocs as a preview, and the preview that follows the author."""

from __future__ import annotations

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from bakehouse import write_papers
from bakery import edition

from rolebook.site import plugin
from rolebook.site.build import SiteError, build_site
from rolebook.site.serve import Attempt, Preview


def test_plain_mkdocs_builds_a_preview_in_one_language(
    handbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    monkeypatch.setattr(plugin, "load_edition", lambda root, lang: edition(lang or "en"))
    settings = handbook / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("site_dir: .rolebook/preview\n", "")
    settings.write_text(text, encoding="utf-8")
    build(load_config(str(settings)))
    preview = handbook / ".rolebook/preview"
    page = (preview / "roles/head-baker.html").read_text("utf-8")
    assert "Head baker" in page
    assert "rb-languages" not in page
    assert not (handbook / "site").exists()


def get(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 90
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def test_the_preview_builds_on_change_and_keeps_the_last_valid_state(handbook: Path) -> None:
    page = handbook / "pages" / "index.md"
    said: list[Attempt] = []

    def build(target: Path) -> Attempt:
        if "FAULT" in page.read_text("utf-8"):
            return Attempt(False, ("pages/index.md:1:1: error[fault] <b>a fault</b>",))
        if "CRASH" in page.read_text("utf-8"):
            raise SiteError("the template is broken")
        build_site(handbook, [edition("en")], papers=write_papers, target=target)
        return Attempt(True)

    page.write_text("# FAULT\n", encoding="utf-8")
    preview = Preview(handbook, build, said.append, port=0, interval=0.05)
    home = preview.address
    running = threading.Thread(target=preview.run)
    running.start()
    try:
        until(lambda: len(said) == 1)
        assert get(home)[0] == 503
        assert json.loads(get(f"{home}-/live")[1])["messages"] == list(said[0].messages)

        page.write_text("# First state\n", encoding="utf-8")
        until(lambda: len(said) == 2)
        assert said[1].built
        status, text = get(f"{home}en/index.html")
        assert status == 200
        assert "First state" in text
        assert '<script src="/-/live.js">' in text

        status, text = get(f"{home}en/roles/nobody.html")
        assert status == 404
        assert "Page not found" in text

        page.write_text("# CRASH\n", encoding="utf-8")
        until(lambda: len(said) == 3)
        assert said[2] == Attempt(False, ("the template is broken",))
        assert "First state" in get(f"{home}en/index.html")[1]
        assert json.loads(get(f"{home}-/live")[1]) == {
            "state": 1,
            "messages": ["the template is broken"],
        }
    finally:
        preview.stop()
        running.join()


def test_the_preview_answers_this_machine_only(handbook: Path) -> None:
    preview = Preview(handbook, lambda target: Attempt(False), lambda attempt: None, port=0)
    assert preview.address.startswith("http://127.0.0.1:")
    running = threading.Thread(target=preview.run)
    running.start()
    try:
        request = urllib.request.Request(preview.address, headers={"Host": "evil.example"})
        with pytest.raises(urllib.error.HTTPError) as caught:
            urllib.request.urlopen(request, timeout=5)
        assert caught.value.code == 403
    finally:
        preview.stop()
        running.join()
