"""Where texts may go: one address, checked before anything is sent."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from workbench.errors import InputError

_NEAR = (".local", ".internal", ".lan", ".intra", ".localhost")


@dataclass(frozen=True)
class Endpoint:
    """An OpenAI-compatible endpoint; the key is never shown."""

    url: str  # of the chat completions
    host: str  # host and port
    model: str
    encrypted: bool
    key: str = field(default="", repr=False)


def read_endpoint(url: str, model: str, key: str = "") -> Endpoint | None:
    """The endpoint that the settings name; nothing without an address. Raises InputError for one that cannot be trusted.

    Plain http is only taken for this machine and a private network, since the key and the text would travel unread.
    """
    if not url.strip():
        return None
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise InputError("error.second_reader_address", variable="TOETSSTEEN_SECOND_READER_URL") from error
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.query or parts.fragment:
        raise InputError("error.second_reader_address", variable="TOETSSTEEN_SECOND_READER_URL")
    if not model.strip():
        raise InputError("error.second_reader_model", variable="TOETSSTEEN_SECOND_READER_MODEL")
    if parts.scheme == "http" and not _near(host):
        raise InputError("error.second_reader_plain", host=host)
    shown = f"{host}:{port}" if port else host
    return Endpoint(_completions(url.strip()), shown, model.strip(), parts.scheme == "https", key.strip())


def _completions(url: str) -> str:
    """`https://host/v1` and `https://host/v1/chat/completions` mean the same."""
    bare = url.rstrip("/")
    return bare if bare.endswith("/chat/completions") else f"{bare}/chat/completions"


def _near(host: str) -> bool:
    """This machine, a bare name, or an address of a private network."""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith(_NEAR)
