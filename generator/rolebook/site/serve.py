"""A preview that follows the author: builds anew when a file of the handbook changes, keeps
showing the last valid state meanwhile, and says what is wrong until the next one.

It listens on this machine only.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from rolebook.site.build import SiteError
from rolebook.site.exchange import ExchangeError

HOST = "127.0.0.1"
#: What of a handbook is watched: everything that pages are made from.
WATCHED = ("mkdocs.yml", "roles", "procedures", "pages", "records", "templates")
_LIVE = "/-/live"
_HOSTS = ("127.0.0.1", "localhost")
_CLIENT = Path(__file__).parent / "live.js"


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of one build: whether there is a new state, and what is to be said of it (the
    findings, one text each)."""

    built: bool
    messages: tuple[str, ...] = ()


#: Builds into the given folder, or says why not. It must leave the folder as it was then.
Builder = Callable[[Path], Attempt]


@dataclass
class _State:
    """What the browser asks after. ``number`` counts the states shown so far."""

    folder: Path
    number: int = 0
    messages: Sequence[str] = field(default_factory=tuple)


class Preview:
    """A running preview. ``run`` blocks until ``stop``; ``address`` is where to look."""

    def __init__(
        self,
        root: Path,
        build: Builder,
        report: Callable[[Attempt], None],
        *,
        port: int = 8000,
        watched: Iterable[str] = WATCHED,
        interval: float = 0.7,
    ) -> None:
        """Raises OSError when the port is taken."""
        self._root = root
        self._build = build
        self._report = report
        self._watched = tuple(watched)
        self._interval = interval
        self._stopped = threading.Event()
        self._state = _State(root / ".rolebook" / "serve")
        self._server = ThreadingHTTPServer((HOST, port), partial(_Handler, state=self._state))
        self._server.daemon_threads = True

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self._server.server_port}/"

    def run(self) -> None:
        """Build, then build again after each change, until stopped."""
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        try:
            while not self._stopped.is_set():
                seen = dict(self._files())
                self._attempt()
                while not self._stopped.is_set() and dict(self._files()) == seen:
                    self._stopped.wait(self._interval)
                self._settle()
        finally:
            self._server.shutdown()
            self._server.server_close()

    def stop(self) -> None:
        self._stopped.set()

    def _attempt(self) -> None:
        self._state.folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            attempt = self._build(self._state.folder)
        except (SiteError, ExchangeError) as error:
            attempt = Attempt(False, (str(error),))
        self._state.messages = attempt.messages
        if attempt.built:
            self._state.number += 1
        self._report(attempt)

    def _settle(self) -> None:
        """An editor may still be writing: wait until nothing changes any more."""
        before: dict[str, tuple[int, int]] = {}
        while not self._stopped.is_set() and (now := dict(self._files())) != before:
            before = now
            self._stopped.wait(self._interval / 3)

    def _files(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Every watched file with its time and size."""
        pending = [self._root / name for name in self._watched]
        while pending:
            path = pending.pop()
            try:
                status = path.stat()
                if path.is_dir():
                    with os.scandir(path) as entries:
                        pending += [
                            Path(entry.path) for entry in entries if not entry.name.startswith(".")
                        ]
                else:
                    yield str(path), (status.st_mtime_ns, status.st_size)
            except OSError:
                continue  # gone between looking and asking


def serve(
    root: Path, build: Builder, report: Callable[[Attempt], None], *, port: int = 8000
) -> None:
    """Run a preview until interrupted. Raises OSError when the port is taken."""
    preview = Preview(root, build, report, port=port)
    try:
        preview.run()
    except KeyboardInterrupt:
        preview.stop()


class _Handler(SimpleHTTPRequestHandler):
    """Files of the present state; pages with the small script that asks for the next one."""

    def __init__(self, *args: Any, state: _State) -> None:
        self._state = state
        super().__init__(*args, directory=str(state.folder))

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if (self.headers.get("Host") or "").partition(":")[0] not in _HOSTS:
            self.send_error(HTTPStatus.FORBIDDEN)  # another site's name that points here
        elif path == _LIVE:
            answer = {"state": self._state.number, "messages": list(self._state.messages)}
            self._send(json.dumps(answer).encode(), "application/json")
        elif path == _LIVE + ".js":
            self._send(_CLIENT.read_bytes(), "text/javascript")
        elif not self._state.number:
            self._send(_live(_WAITING), "text/html", HTTPStatus.SERVICE_UNAVAILABLE)
        else:
            file = Path(self.translate_path(self.path))
            file = file / "index.html" if file.is_dir() and path.endswith("/") else file
            nothing = self._state.folder / "404.html"
            if file.suffix == ".html" and file.is_file():
                self._send(_live(file.read_bytes()), "text/html")
            elif not file.exists() and nothing.is_file():
                self._send(_live(nothing.read_bytes()), "text/html", HTTPStatus.NOT_FOUND)
            else:
                super().do_GET()

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def _send(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Nobody reads a line per request."""


_WAITING = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Rolebook</title></head>
<body><p>Waiting for a valid state of the handbook.</p></body></html>
"""


def _live(page: bytes) -> bytes:
    return page.replace(b"</body>", b'<script src="%s.js"></script></body>' % _LIVE.encode(), 1)
