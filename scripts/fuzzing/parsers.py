"""Every parser and import under the name of its fuzz run: its seeds, how an input is read, and what must hold of the result."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scripts.fuzzing import draft_seeds
from scripts.fuzzing.draft_seeds import zipped
from scripts.fuzzing.source_seeds import (
    AUTHORITY,
    BWB,
    CATALOGUE,
    CODEX,
    EU,
    PAGE,
    PARLIAMENT,
    REGISTER,
    THESAURUS,
    TREATY_JSON,
    TREATY_MARKDOWN,
    TREATY_XML,
)
from workbench.domain.ports import silent


@dataclass(frozen=True)
class Parser:
    """What a run needs: `read` returns something comparable, or raises."""

    seeds: Sequence[bytes]
    read: Callable[[bytes], object]


@contextmanager
def parser(name: str) -> Iterator[Parser]:
    """The parser under this name, with what it needs open; some need a folder or a store."""
    if name in _WITH_STORE:
        from scripts.fuzzing.stores import with_store

        with with_store(name) as made:
            yield made
    else:
        yield _SIMPLE[name]()


_WITH_STORE = ("dossier", "dossier_package", "backup", "decisions_csv", "decisions_xlsx", "advice")


def _bytes(texts: Sequence[str]) -> list[bytes]:
    return [text.encode() for text in texts]


def check_draft(draft: object) -> object:
    """Spans inside the text, unique ids, parents before their children and around them; returns the draft."""
    from workbench.domain.drafts import Draft

    assert isinstance(draft, Draft)
    size = len(draft.source.text)
    spans: dict[str, tuple[int, int]] = {}
    for item in draft.provisions:
        assert item.id not in spans, f"id twice: {item.id}"
        assert 0 <= item.start <= item.end <= size, "a provision outside the text"
        if item.parent is not None:
            assert item.parent in spans, "a child before its parent"
            first, last = spans[item.parent]
            assert first <= item.start and item.end <= last, "a child outside its parent"
        spans[item.id] = (item.start, item.end)
    ends = 0
    for line in draft.source.lines:
        assert ends <= line.start <= line.end <= size, "lines that overlap"
        ends = line.end
    assert all(0 <= s.start <= s.end <= size for s in draft.report.sections), "a section outside the text"
    assert not any("\ud800" <= c <= "\udfff" for c in draft.source.text), "half a character"
    draft.source.text.encode("utf-8")
    return draft


def _draft(seeds: Sequence[bytes], name: str, pack: Callable[[bytes], bytes] = bytes) -> Parser:
    from workbench.ingest.draft_file import read_draft_bytes

    return Parser(seeds, lambda data: check_draft(read_draft_bytes(pack(data), Path(name))))


def _structure() -> Parser:
    """Text to tree alone: every line of the input is a logical line."""
    from workbench.ingest.blocks import Block, assemble, normalise
    from workbench.ingest.sections import split
    from workbench.ingest.tree import read_tree

    def read(data: bytes) -> object:
        lines = [normalise(line) for line in data.decode("utf-8", "replace").split("\n")]
        source = assemble([Block(line) for line in lines if line], "text")
        reading = read_tree(source, split(source))
        check_spans(reading.provisions, len(source.text))
        return reading

    return Parser(_bytes(draft_seeds.TEXTS), read)


def check_spans(provisions: Sequence[object], size: int) -> None:
    """Unique ids and spans inside the text."""
    ids = [item.id for item in provisions]  # type: ignore[attr-defined]
    assert len(ids) == len(set(ids)), "id twice"
    assert all(0 <= item.start <= item.end <= size for item in provisions), "a provision outside the text"  # type: ignore[attr-defined]


def _pdf() -> Parser:
    from workbench.ingest.draft_file import read_draft_bytes

    seeds = [draft_seeds.pdf(text.split("\n")) for text in draft_seeds.TEXTS]
    return Parser(seeds, lambda data: check_draft(read_draft_bytes(data, Path("x.pdf"))))


def _treaties(seeds: Sequence[str], ending: str) -> Parser:
    from workbench.sources.treaty_files import READERS, treaty_text

    def read(data: bytes) -> object:
        raw = READERS[ending](Path(f"ECHR{ending}"), data)
        return [treaty_text(treaty, None) for treaty in raw if any(treaty.runs)]

    return Parser(_bytes(seeds), read)


def _delivered(seeds: Sequence[str], read: Callable[[object], object], charset: str = "utf-8") -> Parser:
    from workbench.sources.web_cache import Delivery

    def delivery(data: bytes) -> Delivery:
        return Delivery("", "https://x.test/a", "x", "", "", "", "text/html", charset, "nl", "", "", data)

    return Parser(_bytes(seeds), lambda data: read(delivery(data)))


def _bwb() -> Parser:
    from workbench.sources.bwb import current_state, read_bwb
    from workbench.sources.treaty_files import treaty_text

    def read(data: bytes) -> object:
        if b"expression" in data[:3000]:
            return current_state(data, "manifest.xml", "2026-11-25")
        return [treaty_text(treaty, None) for treaty in read_bwb(data, "x.xml", "CRC", "BWBV0002508")]

    return Parser(_bytes(BWB), read)


def _eu() -> Parser:
    from workbench.sources.eu import read_eu_page
    from workbench.sources.treaty_files import treaty_text

    return _delivered(EU, lambda d: treaty_text(read_eu_page(d, "CFR", "nl"), None))  # type: ignore[arg-type]


def _page() -> Parser:
    from workbench.ingest.pdf import read_pdf
    from workbench.sources.pages import read_page
    from workbench.sources.treaty_files import treaty_text

    return _delivered(PAGE, lambda d: treaty_text(read_page(d, "FCNM", "en", lambda b, n: read_pdf(b, n, silent)), None))  # type: ignore[arg-type]


def _codex() -> Parser:
    from workbench.sources.codex import Codex
    from workbench.sources.publishers import Publisher
    from workbench.sources.web_cache import Delivery

    class Answer:
        """The web, when it answers everything with one delivery."""

        def __init__(self, delivery: Delivery) -> None:
            self.delivery = delivery

        def get(self, publisher: object, request: object, check: Callable[[Delivery], None]) -> Delivery:
            check(self.delivery)
            return self.delivery

    asked = Publisher("x", "x", "https://x.test", frozenset(), "x", 0.0)
    return _delivered(CODEX, lambda d: Codex(Answer(d), asked).law("1"))  # type: ignore[arg-type]


def _parliament() -> Parser:
    from workbench.sources.vlaams_parlement import read_file, read_json

    return _delivered(PARLIAMENT, lambda d: read_file(read_json(d), d))  # type: ignore[arg-type]


def _shelf() -> Parser:
    import tempfile

    from workbench.domain.authority import AuthorityKind
    from workbench.sources.authority_files import Described, read_authority_file

    folder = Path(tempfile.mkdtemp(prefix="toetssteen-fuzz-shelf-"))

    def read(data: bytes) -> object:
        ending = ".jsonl" if data.lstrip()[:1] == b"{" else ".html" if b"<" in data[:200] else ".txt"
        path = folder / f"x{ending}"
        path.write_bytes(data)
        return read_authority_file(path, Described("CRC", AuthorityKind.GENERAL_COMMENT, "1", "2001"), lambda b, n: _no_pdf())

    return Parser(_bytes(AUTHORITY), read)


def _no_pdf() -> object:
    raise NotImplementedError


def _register() -> Parser:
    from workbench.config import project_folder
    from workbench.knowledge.register import _register as register_of
    from workbench.knowledge.register import lint
    from workbench.knowledge.thesaurus import read_thesaurus
    from workbench.knowledge.yaml_file import parse

    thesaurus = read_thesaurus(project_folder("corpus"))

    def read(data: bytes) -> object:
        problems = lint([("ECHR.yaml", data)], thesaurus, {})
        if problems:
            raise problems[0].error()
        return register_of({"version": "1", "entries": parse(Path("ECHR.yaml"), data)["entries"]})

    return Parser(_bytes(REGISTER), read)


def _thesaurus() -> Parser:
    import tempfile

    from workbench.knowledge.thesaurus import read_thesaurus

    folder = Path(tempfile.mkdtemp(prefix="toetssteen-fuzz-thesaurus-"))

    def read(data: bytes) -> object:
        (folder / "thesaurus.yaml").write_bytes(data)
        return read_thesaurus(folder)

    return Parser(_bytes(THESAURUS), read)


def _catalogue() -> Parser:
    import shutil
    import tempfile

    from workbench.knowledge.catalogue import read_catalogue

    folder = Path(tempfile.mkdtemp(prefix="toetssteen-fuzz-catalogue-"))
    (folder / "catalogue").mkdir()

    def read(data: bytes) -> object:
        (folder / "catalogue" / "CAT-OP.yaml").write_bytes(data)
        shutil.rmtree(folder / "cache", ignore_errors=True)
        return read_catalogue(folder, folder / "cache")

    return Parser(_bytes(CATALOGUE), read)


_SIMPLE: dict[str, Callable[[], Parser]] = {
    "structure": _structure,
    "text": lambda: _draft(_bytes(draft_seeds.TEXTS), "x.txt"),
    "markdown": lambda: _draft(_bytes(draft_seeds.MARKDOWN), "x.md"),
    "html": lambda: _draft(_bytes(draft_seeds.HTML), "x.html"),
    "akoma_ntoso": lambda: _draft(_bytes(draft_seeds.AKOMA), "x.xml"),
    "docx": lambda: _draft(draft_seeds.DOCX, "x.docx", lambda data: zipped(data, draft_seeds.DOCX_PARTS)),
    "docx_package": lambda: _draft([zipped(d, draft_seeds.DOCX_PARTS) for d in draft_seeds.DOCX], "x.docx"),
    "pdf": _pdf,
    "treaty_json": lambda: _treaties(TREATY_JSON, ".json"),
    "treaty_markdown": lambda: _treaties(TREATY_MARKDOWN, ".md"),
    "treaty_xml": lambda: _treaties(TREATY_XML, ".xml"),
    "bwb": _bwb,
    "eu_page": _eu,
    "page": _page,
    "codex": _codex,
    "parliament": _parliament,
    "shelf": _shelf,
    "register": _register,
    "thesaurus": _thesaurus,
    "catalogue": _catalogue,
}
