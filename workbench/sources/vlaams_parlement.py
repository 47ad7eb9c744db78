"""Dossiers of the Flemish Parliament: the documents of a file, the stages it went through, and their dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from workbench.errors import DamagedFile, InputError, SourceMissing
from workbench.sources.codex import read_json
from workbench.sources.publishers import Publisher
from workbench.sources.web import Web
from workbench.sources.web_cache import Delivery, Request

_JSON = "application/json"
_NUMBER = re.compile(
    r"(?P<number>\d{1,5})\s*\((?P<year>\d{4}-\d{4})\)(?:\s*[–-]\s*(?:nr\.?\s*)?(?P<part>\d{1,3}))?", re.IGNORECASE
)
_RELATED = ("parlementair-initiatief", "is-basis-van", "is-verslag-van", "samenhang")
_TEXTS = re.compile(r"ontwerp van decreet|voorstel van decreet|tekst aangenomen", re.IGNORECASE)


@dataclass(frozen=True)
class FileDocument:
    """One printed document of a file."""

    title: str
    kind: str
    date: str
    url: str
    name: str

    @property
    def is_text(self) -> bool:
        """Whether it holds the articles: a draft, a proposal, or a text as adopted."""
        return bool(self.url) and _TEXTS.search(f"{self.kind} {self.title}") is not None


@dataclass(frozen=True)
class FileStage:
    """A step of the procedure on a day (ISO)."""

    date: str
    name: str


@dataclass(frozen=True)
class ParliamentFile:
    """What Parliament publishes of one initiative."""

    id: str
    number: str  # 336 (2014-2015)
    title: str
    kind: str
    status: str
    documents: tuple[FileDocument, ...]
    stages: tuple[FileStage, ...]
    source: str


class Parliament:
    """The open data service of the Flemish Parliament."""

    def __init__(self, web: Web, publisher: Publisher) -> None:
        self._web = web
        self._publisher = publisher

    def file(self, wanted: str) -> ParliamentFile:
        """A file by its number, `336 (2014-2015)`, or by its id in the service; raises InputError for anything else."""
        match = _NUMBER.search(wanted)
        if match is None and not wanted.strip().isdecimal():
            raise InputError("error.file_number", number=wanted)
        identifier = self._identifier(match["number"], match["year"]) if match else wanted.strip()
        path = f"/e/opendata/pi/{quote(identifier)}"
        delivery = self._get(path)
        return read_file(read_json(delivery), delivery)

    def download(self, document: FileDocument) -> Delivery:
        """The PDF of a document."""
        return self._web.get(self._publisher, Request(document.url, "application/pdf"), _check_pdf)

    def _identifier(self, number: str, year: str) -> str:
        """The service's own id, through its search; raises SourceMissing when no file has this number in this year."""
        path = f"/api/search/query/{quote(f'{number} ({year})')}?collection=vp_collection&max=50"
        for row in read_json(self._get(path)).get("result") or []:
            tags = {tag.get("name"): str(tag.get("value")) for tag in (row.get("metatags") or {}).get("metatag") or []}
            place = re.search(r"/pi/(\d+)", tags.get("opendata", ""))
            if place and tags.get("nummer", "").split("-")[0].strip() == number and tags.get("zittingsjaar", year) == year:
                return place[1]
        told = {"publisher": self._publisher.name, "status": 404, "url": self._publisher.base + path}
        raise SourceMissing("error.source_missing", **told)

    def _get(self, path: str) -> Delivery:
        def check(delivery: Delivery) -> None:
            read_json(delivery)

        return self._web.get(self._publisher, Request(self._publisher.base + path, _JSON), check)


def _check_pdf(delivery: Delivery) -> None:
    if not delivery.body.startswith(b"%PDF-"):
        raise DamagedFile("error.source_page", file=delivery.name)
    if b"%%EOF" not in delivery.body[-4096:]:
        raise DamagedFile("error.source_cut", file=delivery.name)


def read_file(row: dict[str, Any], delivery: Delivery) -> ParliamentFile:
    """One initiative of the service; raises DamagedFile when it is not of the published form."""
    try:
        related = [row, *(item for name in _RELATED for item in _listed(row.get(name)))]
        documents = tuple(document for item in related for document in _documents(item))
        return ParliamentFile(
            str(row["id"]),
            f"{row.get('nummer', '')} ({row.get('zittingsjaar', '')})",
            " ".join(str(row.get("titel") or row.get("onderwerp") or "").split()),
            _name(row.get("objecttype")),
            _name(row.get("status")),
            tuple(dict.fromkeys(documents)),
            tuple(sorted(_stages(row), key=lambda stage: stage.date)),
            delivery.url,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise DamagedFile("error.source_shape", file=delivery.name, detail=str(error)) from error


def _documents(item: dict[str, Any]) -> Iterator[FileDocument]:
    kind, title = _name(item.get("objecttype")), " ".join(str(item.get("titel") or "").split())
    found = _listed(item.get("document"))
    if not found and item.get("filewebpath"):  # the way to the PDF when the initiative holds no document of its own
        found = [{"url": item["filewebpath"]}]
    for document in found:
        url = str(document.get("url") or document["filewebpath"])
        name = str(document.get("bestandsnaam") or url.rsplit("/", 1)[-1])
        yield FileDocument(title or name, kind, _day(document.get("datum") or item.get("datum")), url, name)


def _listed(value: Any) -> list[dict[str, Any]]:
    """One object or several, as a list."""
    return [] if not value else value if isinstance(value, list) else [value]


def _stages(row: dict[str, Any]) -> Iterator[FileStage]:
    for step in row.get("procedureverloop") or []:
        name = _name(step.get("status")) or str(step.get("omschrijving") or "")
        if name:
            yield FileStage(_day(step.get("datum")), name)


def _name(value: object) -> str:
    """A word, or an object with a `naam`."""
    if isinstance(value, dict):
        return str(value.get("naam") or "")
    return str(value or "")


def _day(value: object) -> str:
    """`2024-05-03T00:00:00+0200` -> `2024-05-03`."""
    return str(value or "")[:10]
