"""A local server that plays a publisher: it answers conditional and partial requests, and misbehaves when told to."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import yaml

Behaviour = Callable[["Handler"], None]


class Site:
    """What is served: path with query -> bytes (with a media type), or a behaviour; `asked` remembers every request."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[bytes, str] | Behaviour] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.port = 0

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def serve(self, path: str, body: bytes | str, media: str = "application/xml") -> None:
        self.pages[path] = (body.encode() if isinstance(body, str) else body, media)

    def behave(self, path: str, behaviour: Behaviour) -> None:
        self.pages[path] = behaviour

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def publishers(self, folder: Path, pause: float = 0.0) -> Path:
        """A publishers file in which every publisher is this server."""
        root = Path(__file__).resolve().parents[1]
        rows = yaml.safe_load((root / "corpus" / "publishers.yaml").read_text(encoding="utf-8"))["publishers"]
        for row in rows:
            row |= {"base": self.base, "hosts": [f"127.0.0.1:{self.port}"], "pause": str(pause)}
        target = folder / "publishers.yaml"
        target.write_text(yaml.safe_dump({"publishers": rows}, allow_unicode=True), encoding="utf-8")
        return target


class Handler(BaseHTTPRequestHandler):
    site: Site
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        page = self.site.pages.get(self.path)
        with suppress(BrokenPipeError, ConnectionResetError):
            if page is None:
                self.answer(404, b"not here", "text/plain")
            elif callable(page):
                page(self)
            else:
                self.page(*page)

    def page(self, body: bytes, media: str) -> None:
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.headers.get("If-None-Match") == etag:
            self.answer(304, b"", media, {"ETag": etag})
            return
        begin = self.headers.get("Range", "")
        if begin and self.headers.get("If-Range") == etag:
            start = int(begin.removeprefix("bytes=").rstrip("-"))
            placed = {"ETag": etag, "Content-Range": f"bytes {start}-{len(body) - 1}/{len(body)}"}
            self.answer(206, body[start:], media, placed)
            return
        self.answer(200, body, media, {"ETag": etag})

    def answer(self, status: int, body: bytes, media: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def local_publisher() -> Iterator[Site]:
    site = Site()
    handler = type("SiteHandler", (Handler,), {"site": site})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign, assignment]  # a client that hangs up is no news
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
