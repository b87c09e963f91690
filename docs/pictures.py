#!/usr/bin/env python3
"""Make the pictures in docs/images/ anew: `rolebook build`, then `python docs/pictures.py`.

Needs what the tests need: Playwright's Python package and Debian's chromium.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "site"
IMAGES = ROOT / "docs" / "images"
DESKTOP, PHONE = (1280, 860), (390, 780)

# Picture, page below site/, window, colours.
PAGES = (
    ("welcome-en", "en/index.html", DESKTOP, "light"),
    ("role-en", "en/roles/aftersales-manager.html", DESKTOP, "light"),
    ("role-nl-dark", "nl/roles/aftersales-manager.html", DESKTOP, "dark"),
    ("procedure-de", "de/procedures/warranty-claim.html", DESKTOP, "light"),
    ("grades-en", "en/grades.html", DESKTOP, "light"),
    ("role-phone-de", "de/roles/warranty-engineer.html", PHONE, "light"),
)
# Picture, paper below site/, page counted from 0.
PAPERS = (
    ("paper-reference-en", "en/roles/aftersales-manager.pdf", 0),
    ("paper-instruction-de", "de/roles/warranty-engineer-psw.pdf", 0),
    ("paper-results-nl", "nl/roles/customer-service-clerk.pdf", 1),
    ("paper-signatures-en", "en/roles/warranty-engineer-psw.pdf", -1),
)


def main() -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        for name, page, (width, height), colours in PAGES:
            photograph(browser, name, page, width, height, colours)
        browser.close()
    for name, paper, number in PAPERS:
        document = pypdfium2.PdfDocument(SITE / paper)
        page = document[number % len(document)]
        page.render(scale=1.1).to_pil().quantize(64).save(IMAGES / f"{name}.png", optimize=True)


def photograph(
    browser: Browser, name: str, page: str, width: int, height: int, colours: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if colours == "dark" else "light",
    )
    tab = context.new_page()
    tab.goto((SITE / page).as_uri())
    tab.wait_for_timeout(300)
    tab.screenshot(path=IMAGES / f"{name}.png")
    context.close()


if __name__ == "__main__":
    main()
