#!/usr/bin/env python3
"""Make the pictures in docs/images/ anew: `rolebook build`, then `python docs/pictures.py`.

Needs what the tests need: Playwright's Python package and Debian's chromium.
"""

from __future__ import annotations

import io
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
IMAGES = ROOT / "docs" / "images"
THE_DAY = datetime(2027, 1, 15)
"""The day that it is in the pictures: one on which every approved version is in force."""
DESKTOP, TABLET, PHONE = (1280, 860), (820, 1100), (390, 780)


def search(page: Page) -> None:
    page.keyboard.press("/")
    page.fill(".rb-search__input", "abgelehnter Antrag")
    page.locator(".rb-search__results a").first.wait_for()


def narrowed(page: Page) -> None:
    page.fill(".rb-finder input[type=search]", "klacht")
    page.locator(".rb-finder__results ul").first.wait_for()


def compared(page: Page) -> None:
    page.locator(".rb-compare__tables table").first.wait_for()
    page.evaluate("window.scrollTo(0, 260)")


def answered(page: Page) -> None:
    page.locator(".rb-assistant select").first.select_option(value="warranty-engineer-psw")
    page.wait_for_timeout(200)
    page.locator(".rb-question input[value=heavier]").last.check()
    page.evaluate("window.scrollTo(0, 330)")


@dataclass(frozen=True)
class Picture:
    name: str
    address: str
    window: tuple[int, int] = DESKTOP
    dark: bool = False
    then: Callable[[Page], None] | None = None


PAGES = (
    Picture("welcome-en", "en/index.html"),
    Picture("role-en", "en/roles/aftersales-manager.html"),
    Picture("role-nl-dark", "nl/roles/aftersales-manager.html", dark=True),
    Picture("procedure-de", "de/procedures/warranty-claim.html"),
    Picture("grades-en", "en/grades.html"),
    Picture("search-de", "de/index.html", then=search),
    Picture("finder-nl", "nl/everything.html", then=narrowed),
    Picture("assistant-en", "en/grading-assistant.html", then=answered),
    Picture(
        "compare-nl-dark",
        "nl/compare.html#roles=aftersales-manager,aftersales-manager-border",
        dark=True,
        then=compared,
    ),
    Picture("procedure-tablet-en", "en/procedures/complaint.html", TABLET),
    Picture("role-phone-de", "de/roles/warranty-engineer.html", PHONE),
    Picture("procedure-phone-nl-dark", "nl/procedures/goodwill.html", PHONE, dark=True),
)
# Picture, paper below site/, page counted from 0.
PAPERS = (
    ("paper-reference-en", "en/roles/aftersales-manager.pdf", 0),
    ("paper-instruction-de", "de/roles/warranty-engineer-psw.pdf", 0),
    ("paper-results-nl", "nl/roles/customer-service-clerk.pdf", 1),
    ("paper-signatures-en", "en/roles/warranty-engineer-psw.pdf", -1),
    ("paper-form-nl", "nl/forms/F-01.pdf", 0),
)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for picture in PAGES:
            width, height = picture.window
            tab = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme="dark" if picture.dark else "light",
                reduced_motion="reduce",
            )
            tab.clock.set_fixed_time(THE_DAY)
            tab.goto(f"http://127.0.0.1:{server.server_port}/{picture.address}")
            if picture.then:
                picture.then(tab)
            tab.wait_for_timeout(300)
            keep(picture.name, Image.open(io.BytesIO(tab.screenshot())))
            tab.close()
        browser.close()
    server.shutdown()
    for name, paper, number in PAPERS:
        document = pypdfium2.PdfDocument(SITE / paper)
        keep(name, document[number % len(document)].render(scale=1.1).to_pil(), colours=64)


def keep(name: str, image: Image.Image, colours: int = 128) -> None:
    image.convert("RGB").quantize(colours).save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
