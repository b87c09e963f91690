"""The MkDocs plugin ``rolebook``: hands the finished pages of one edition to MkDocs.

In ``mkdocs.yml`` nothing more is needed than ``theme: {name: material}`` and
``plugins: [rolebook]``. Plain ``mkdocs build`` and ``mkdocs serve`` give a preview in one
language; ``rolebook build`` hands an ``Edition`` to the plugin and builds every language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import ChoiceLoader, DictLoader
from markupsafe import Markup, escape
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from rolebook.site import fonts, handwritten
from rolebook.site.contents import Edition, PageSource
from rolebook.site.pages import Body, Heading, Pages
from rolebook.site.passages import Found
from rolebook.site.passages import handwritten as handwritten_text
from rolebook.site.policy import Policy, policy_of, with_policy
from rolebook.site.search import SearchError, write_index
from rolebook.site.serve import WATCHED
from rolebook.site.shell import Shell
from rolebook.translation import direction_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation

THEME = Path(__file__).parent / "theme"
#: Of Material's files, what no page of ours loads.
_UNUSED = re.compile(
    r"assets/javascripts/(lunr|workers)/|assets/images/favicon\.png|\.(js|css)\.map$|^sitemap\.xml$"
)
#: On Material's two checkboxes, where HTML does not allow it.
_SUPERFLUOUS = ' autocomplete="off"'
_ID = re.compile(r'\sid="([^"]+)"')


class Options(Config):  # type: ignore[no-untyped-call]
    """Options of the plugin in mkdocs.yml."""

    language = config_options.Optional(config_options.Type(str))
    """The language of the preview; by default the governing one."""


class DataPage(Page):
    """A page whose body is finished HTML: there is no Markdown to read."""

    def __init__(self, source: PageSource, pages: Pages, file: File, config: MkDocsConfig) -> None:
        super().__init__(str(escape(source.document.title)), file, config)
        self.source = source
        self._pages = pages

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown, self.meta = "", {}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        body = self._pages.body(self.source)
        self.content = page_html(self.source, body.head + body.main)
        top = _anchor(Heading("top", self.source.document.title, body.contents), 1)
        self.toc = TableOfContents([top])
        self.present_anchor_ids = set(_ID.findall(self.content))


class RolebookPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """``edition`` is set by the build; without it the plugin loads the preview's itself."""

    edition: Edition | None = None
    policy: Policy = Policy()
    seen: Callable[[str, str, str], None] | None = None
    """Is told address, title (as HTML) and body of every page, for whoever wants them elsewhere."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        root = Path(config.config_file_path).resolve().parent
        self._preview = self.edition is None
        edition = self.edition or load_edition(root, self.config.language or "")
        self._current = edition
        templates = root / "templates"
        self._pages = Pages(edition, templates if templates.is_dir() else None)
        self._logo = _logo(root, edition)
        self._chosen: dict[str, str] = {}
        self._openings: dict[str, Body] = {}
        self._written: list[Found] = []
        self._order = _paths(config.nav)
        self.policy = Policy()
        if self._preview and Path(config.site_dir).resolve() == root / "site":
            # Only `rolebook build` writes site/, and never half of it.
            config.site_dir = str(root / ".rolebook" / "preview")
        _set_up_theme(config, edition.lang)
        self._markdown = handwritten.set_up_markdown(config, edition)
        config.site_name = str(escape(edition.site_name))
        config.use_directory_urls = False
        config.nav = []
        if config.site_url and not self._preview:
            config.site_url = f"{config.site_url.rstrip('/')}/{edition.lang}/"
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        self._add_handwritten(files, config)
        for source in self._current.pages:
            name = source.address.removesuffix(".html") + ".md"
            if name in self._chosen:
                self._openings[name] = self._pages.body(source)
                continue
            file = File.generated(config, name, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            files.append(file)
            DataPage(source, self._pages, file, config)
        extra: list[tuple[str, str | bytes]] = [*fonts.files(), *self._logo]
        for address, content in (*extra, *self._current.files.items()):
            files.append(File.generated(config, address, content=content))
        for file in list(files):
            if _UNUSED.search(file.src_uri):
                files.remove(file)
        return files

    def _add_handwritten(self, files: Files, config: MkDocsConfig) -> None:
        """Keep, of each hand-written page, the file in this language, under one address."""
        edition = self._current
        written = list(files.documentation_pages())
        languages = [lang for lang, _ in edition.languages]
        for file in written:
            files.remove(file)
        for name, (file, lang) in handwritten.choose(
            written, edition.lang, edition.governing, languages
        ).items():
            same_address = File(
                name, file.src_dir, file.dest_dir, False, inclusion=InclusionLevel.NOT_IN_NAV
            )
            same_address.abs_src_path = file.abs_src_path
            files.append(same_address)
            self._chosen[name] = lang

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        self._markdown.page = page.file.src_uri
        return page

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        if isinstance(page, DataPage):
            return html
        name, edition = page.file.src_uri, self._current
        self._written.append(handwritten_text(page.file.dest_uri, _text(page.title), html, edition))
        lang = self._chosen.get(name, edition.lang)
        if lang != edition.lang:
            language = edition.language_name(lang)
            words = edition.word(
                "This page is not translated yet and is shown in {language}.", language=language
            )
            html = (
                '<div class="admonition rb-notice rb-notice--untranslated">'
                f'<p class="admonition-title">{escape(words)}</p></div>'
                f'<div lang="{escape(lang)}">{html}</div>'
            )
        if opening := self._openings.get(name):
            html += page_html(self._current.by_address[page.file.dest_uri], opening.main)
            page.present_anchor_ids = {*(page.present_anchor_ids or ()), *_ID.findall(html)}
            anchors = [_anchor(heading, 2) for heading in opening.contents]
            first = next(iter(page.toc), None)
            if first is not None and first.level == 1:
                first.children.extend(anchors)
            else:
                page.toc = TableOfContents([*page.toc, *anchors])
        return html

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """All titles are known by now: the navigation can be made."""
        titles = {
            file.dest_uri: _text(file.page.title)
            for file in files.documentation_pages()
            if file.page is not None and not isinstance(file.page, DataPage)
        }
        order = [f"{Path(path).with_suffix('.html').as_posix()}" for path in self._order]
        shown = [path for path in order if path in titles] if order else sorted(titles)
        self._shell = Shell.of(
            self._current,
            own_pages=[(path, titles[path]) for path in shown],
            logo=self._logo[0][0] if self._logo else "",
            single=self._preview,
        )
        env.loader = ChoiceLoader([env.loader, DictLoader(_shell_words(self._current.lang))])
        return env

    def on_page_context(
        self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> Any:
        source = self._current.by_address.get(page.file.dest_uri)
        title = page.source.document.title if isinstance(page, DataPage) else _text(page.title)
        context["rolebook"] = self._shell.on(page.file.dest_uri, title, source)
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        try:
            write_index(self._current, Path(config.site_dir) / "pagefind", self._written)
        except SearchError as error:
            raise PluginError(str(error)) from error

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
        """Rebuild the preview when a role changes, not only a hand-written page."""
        root = Path(config.config_file_path).resolve().parent
        for path in (root / name for name in WATCHED):
            if path.is_dir():
                server.watch(str(path))
        return server

    @event_priority(-100)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        output = output.replace(_SUPERFLUOUS, "")
        if self.seen:
            self.seen(page.file.dest_uri, str(page.title), page.content or "")
        if getattr(self, "_serving", False):
            return output  # MkDocs' own server adds a script of its own to each page
        policy = policy_of(output, page.content or "")
        self.policy |= policy
        return with_policy(output, policy)


def load_edition(root: Path, lang: str) -> Edition:
    """The edition that the preview shows: ``lang``, or the governing language."""
    from rolebook.site import editions

    load: Callable[[Path, str], Edition] = editions.load
    try:
        return load(root, lang)
    except editions.Unusable as error:
        raise PluginError(str(error)) from error


def page_html(source: PageSource, html: Markup) -> str:
    """The body in a box that names the kind of page, for the style sheets."""
    box = Markup('<div class="rb-page rb-page--{}">\n{}</div>')
    return str(box.format(source.document.kind, html))


def _set_up_theme(config: MkDocsConfig, lang: str) -> None:
    theme = config.theme
    material = next(i for i, path in enumerate(theme.dirs) if Path(path).parent.name == "material")
    theme.dirs.insert(material, str(THEME))  # behind the user's own custom_dir
    theme.static_templates.clear()  # a 404 page and a site map per language help nobody
    theme["language"] = lang
    theme["font"] = False
    theme["palette"] = {"scheme": "default", "primary": "custom", "accent": "custom"}
    theme["features"] = ["toc.follow"]
    styles = ("frame", "document", "drawing", "work", "comparison", "search", "touch", "print")
    config.extra_css[:0] = [fonts.STYLESHEET, *(f"assets/rolebook/{s}.css" for s in styles)]
    config.extra_javascript[:0] = ["assets/rolebook/rolebook.js", "assets/rolebook/search.js"]


def _shell_words(lang: str) -> dict[str, str]:
    """The template in which Material looks up its own words, for a language that it does not know:
    what the page says of itself, and the rest in English. (What readers see are our words.)"""
    known = {"language": lang, "direction": direction_of(lang)}
    macro = f"{{% macro t(key) %}}{{{{ {known}[key] }}}}{{% endmacro %}}"
    return {f"partials/languages/{lang}.html": macro}


def _logo(root: Path, edition: Edition) -> Sequence[tuple[str, bytes]]:
    path = edition.organisation.logo if edition.organisation else ""
    file = root / path
    if not path or not file.is_file():
        return ()
    return ((f"assets/rolebook/logo{file.suffix.lower()}", file.read_bytes()),)


def _paths(nav: Any) -> list[str]:
    """The pages that the user's own ``nav:`` lists, in its order."""
    if isinstance(nav, str):
        return [nav]
    if isinstance(nav, dict):
        return [path for value in nav.values() for path in _paths(value)]
    return [path for item in nav or () for path in _paths(item)]


def _anchor(heading: Heading, level: int) -> AnchorLink:
    link = AnchorLink(str(escape(heading.title)), heading.anchor, level)
    link.children = [_anchor(child, level + 1) for child in heading.headings]
    return link


def _text(title: Any) -> str:
    """A title as plain text: MkDocs keeps it as HTML."""
    return Markup(str(title or "")).striptags()
