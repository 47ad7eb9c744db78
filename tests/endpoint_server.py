"""A local server that plays an OpenAI-compatible endpoint: it answers, and misbehaves when told to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Handler", dict[str, Any]], None]


class Endpoint:
    """What it does with the next questions, in order (the last one stays); `asked` remembers bodies, `keys` what was shown."""

    def __init__(self) -> None:
        self.behaviours: list[Behaviour] = []
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.stopped = threading.Event()
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def do(self, *behaviours: Behaviour) -> None:
        self.behaviours = list(behaviours)

    def say(self, opinion: dict[str, Any]) -> None:
        self.do(speak(json.dumps(opinion, ensure_ascii=False)))


class Handler(BaseHTTPRequestHandler):
    endpoint: Endpoint

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.endpoint.asked.append(body)
        self.endpoint.keys.append(self.headers.get("authorization", ""))
        behaviours = self.endpoint.behaviours
        behaviour = behaviours.pop(0) if len(behaviours) > 1 else behaviours[0]
        with suppress(BrokenPipeError, ConnectionResetError):
            behaviour(self, body)

    def answer(self, status: int, body: bytes, media: str = "application/json", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": media, "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


def speak(content: Any) -> Behaviour:
    """A chat completion with this content."""
    body = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()
    return lambda handler, _: handler.answer(200, body)


def status(code: int, body: bytes = b"{}", media: str = "application/json", **headers: str) -> Behaviour:
    return lambda handler, _: handler.answer(code, body, media, **headers)


def silence(handler: Handler, _: dict[str, Any]) -> None:
    """Never answers while the test runs."""
    handler.endpoint.stopped.wait(60)


def drip(handler: Handler, _: dict[str, Any]) -> None:
    """A byte now and then, so that no single wait is long."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.endpoint.stopped.wait(0.05):
        handler.wfile.write(b" ")


def flood(handler: Handler, _: dict[str, Any]) -> None:
    """A body without end."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.endpoint.stopped.is_set():
        handler.wfile.write(b"x" * 65_536)


def hang_up(handler: Handler, _: dict[str, Any]) -> None:
    """Promises more than it sends."""
    handler.send_response(200)
    handler.send_header("Content-Length", "5000")
    handler.end_headers()
    handler.wfile.write(b'{"choices": [')


@contextmanager
def endpoint_server() -> Iterator[Endpoint]:
    """The server while the block runs."""
    found = Endpoint()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"endpoint": found}))
    server.daemon_threads = True
    found.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield found
    finally:
        found.stopped.set()
        server.shutdown()
        server.server_close()
