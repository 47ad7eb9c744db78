"""The publishers that may be asked for texts: where, how often, under which licence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import yaml

from workbench.errors import KnowledgeFileError, UnreadableFile


@dataclass(frozen=True)
class Publisher:
    """One publisher; `hosts` are `name` or `name:port`, `pause` is in seconds."""

    code: str
    name: str
    base: str
    hosts: frozenset[str]
    licence: str
    pause: float
    tried: str = ""

    def address(self, written: str) -> str:
        """An address of the catalogue at this publisher's base: `https://www.coe.int/x?y` -> `{base}/x?y`."""
        parts, base = urlsplit(written), urlsplit(self.base)
        host = parts.netloc if parts.netloc in self.hosts else base.netloc
        scheme = base.scheme if host == base.netloc else parts.scheme
        return urlunsplit((scheme, host, parts.path, parts.query, ""))

    def may_ask(self, url: str) -> bool:
        """Whether the address is this publisher's own: an allowed host, and no weaker protocol than the base."""
        parts = urlsplit(url)
        schemes = ("https",) if self.base.startswith("https:") else ("http", "https")
        return parts.scheme in schemes and parts.netloc.lower() in self.hosts


def read_publishers(file: Path) -> Mapping[str, Publisher]:
    """Publishers by code; raises UnreadableFile or KnowledgeFileError."""
    try:
        rows = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)["publishers"]
        return {row["code"]: _publisher(row) for row in rows}
    except OSError as error:
        raise UnreadableFile("error.file_unreadable", file=str(file), reason=error.strerror or "") from error
    except (yaml.YAMLError, UnicodeDecodeError, KeyError, TypeError, ValueError) as error:
        raise KnowledgeFileError("error.catalogue_row", file=file.name, line=0, problem=str(error)) from error


def _publisher(row: dict[str, Any]) -> Publisher:
    hosts = frozenset(str(host).lower() for host in row["hosts"])
    return Publisher(
        row["code"], row["name"], row["base"].rstrip("/"), hosts, row["licence"], float(row["pause"]), row.get("tried", "")
    )
