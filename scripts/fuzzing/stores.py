"""Parsers that need a store or a report: a dossier as a file, a backup, and what people send back from Word and Excel."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from scripts.fuzzing.draft_seeds import zipped
from scripts.fuzzing.mutation import PART
from scripts.fuzzing.parsers import Parser


@contextmanager
def with_store(name: str) -> Iterator[Parser]:
    """The parser, with a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="toetssteen-fuzz-store-") as folder:
        yield _MAKERS[name](Path(folder))


def _written(folder: Path) -> tuple[Path, Path]:
    """A dossier and a backup of a small institute."""
    from tests.contract.test_safekeeping import work
    from workbench.storage.backup import back_up
    from workbench.storage.database import open_store
    from workbench.storage.dossier_file import SqlDossierFiles

    engine = open_store(f"sqlite:///{folder / 'bron.db'}")
    SqlDossierFiles(engine).write(work(engine), folder / "dossier.zip")
    back_up(engine, folder / "backup.zip")
    engine.dispose()
    return folder / "dossier.zip", folder / "backup.zip"


def _members(file: Path) -> tuple[bytes, tuple[str, ...], dict[str, object]]:
    """The members as one input, their names, and the other facts of the manifest."""
    with zipfile.ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        names = tuple(manifest["members"])
        return PART.join(archive.read(name) for name in names), names, manifest


def _packed(data: bytes, names: tuple[str, ...], manifest: dict[str, object], target: Path) -> None:
    """An archive whose hashes fit, as somebody makes it who knows the form."""
    import hashlib

    parts = dict(zip(names, data.split(PART), strict=False))
    told = {n: {"rows": part.count(b"\n"), "sha256": hashlib.sha256(part).hexdigest()} for n, part in parts.items()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for member, part in parts.items():
            archive.writestr(member, part)
        archive.writestr("manifest.json", json.dumps({**manifest, "members": told}))


def _adopter(folder: Path) -> object:
    """Bring a file into an empty store; what was refused left nothing, what was taken in is there once."""
    from workbench.errors import RuleError, ToetssteenError
    from workbench.storage.database import open_store
    from workbench.storage.dossier_file import SqlDossierFiles
    from workbench.storage.ledger import SqlLedger

    live = folder / "live.db"
    open_store(f"sqlite:///{folder / 'leeg.db'}").dispose()
    shutil.copy(folder / "leeg.db", live)
    engines = [open_store(f"sqlite:///{live}")]

    def adopt(file: Path) -> object:
        engine = engines[0]
        try:
            dossier, counts = SqlDossierFiles(engine).adopt(file, "mia")
        except ToetssteenError:
            assert SqlLedger(engine).head()[0] == 0, "a refused file left something"
            raise
        assert not list(SqlLedger(engine).verify()), "the chain is broken"
        try:
            SqlDossierFiles(engine).adopt(file, "mia")
        except RuleError:
            pass
        else:
            raise AssertionError("the same dossier came in twice")
        engine.dispose()
        for ending in ("", "-wal", "-shm"):
            live.with_name(live.name + ending).unlink(missing_ok=True)
        shutil.copy(folder / "leeg.db", live)
        engines[0] = open_store(f"sqlite:///{live}")
        return dossier, counts

    return adopt


def _dossier(folder: Path) -> Parser:
    dossier, _ = _written(folder)
    seed, names, manifest = _members(dossier)
    adopt = _adopter(folder)
    file = folder / "x.zip"

    def read(data: bytes) -> object:
        _packed(data, names, manifest, file)
        return adopt(file)  # type: ignore[operator]

    return Parser([seed], read)


def _dossier_package(folder: Path) -> Parser:
    dossier, _ = _written(folder)
    adopt = _adopter(folder)
    file = folder / "x.zip"

    def read(data: bytes) -> object:
        file.write_bytes(data)
        return adopt(file)  # type: ignore[operator]

    return Parser([dossier.read_bytes()], read)


def _backup(folder: Path) -> Parser:
    """The rows of a backup into an empty store of its schema, in a transaction that is taken back."""
    from sqlalchemy import create_engine

    from workbench.domain.ports import silent
    from workbench.storage.archive import open_archive
    from workbench.storage.backup import FORM, LARGEST, _fill
    from workbench.storage.database import open_store, store_errors

    _, backup = _written(folder)
    seed, names, manifest = _members(backup)
    open_store(f"sqlite:///{folder / 'leeg.db'}").dispose()
    engine, file = create_engine(f"sqlite:///{folder / 'leeg.db'}"), folder / "x.zip"

    def read(data: bytes) -> object:
        _packed(data, names, manifest, file)
        archive = open_archive(file, FORM, LARGEST)
        with store_errors(), engine.connect() as connection, connection.begin() as work:
            try:
                return _fill(connection, archive, silent)
            finally:
                work.rollback()

    return Parser([seed], read)


def _voices(folder: Path) -> list[object]:
    from workbench.config import project_folder
    from workbench.knowledge.catalogue import read_catalogue
    from workbench.knowledge.thesaurus import read_thesaurus
    from workbench.reports.voice import Voice
    from workbench.texts import say

    corpus = project_folder("corpus")
    dutch = Voice("nl", say, read_catalogue(corpus, folder / "cache").instruments, read_thesaurus(corpus))
    return [dutch, replace(dutch, language="en")]


def _table(voice: object) -> list[list[str]]:
    from workbench.reports.workbook_reader import NEEDED

    head = [voice.t(f"column.{key}") for key in NEEDED]  # type: ignore[attr-defined]
    return [
        head,
        ["d1", "e" * 12, "art_2", "CRC/12", "relevant", "grens; doel", "=1+1", "2", "v1"],
        ["d1", "", "", "", "", "", "", "", ""],
    ]


def _decisions_csv(folder: Path) -> Parser:
    from workbench.reports.workbook_reader import read_decisions

    voices = _voices(folder)
    rows = ["\r\n".join(";".join(f'"{cell}"' for cell in row) for row in _table(voice)) for voice in voices]
    return Parser(
        [text.encode("utf-8-sig") for text in (*rows, rows[0].replace(";", ","), rows[1].replace(";", "\t"))],
        lambda data: read_decisions(data, "x.csv", voices),
    )  # type: ignore[arg-type]


def _decisions_xlsx(folder: Path) -> Parser:
    from openpyxl import Workbook

    from workbench.reports.workbook_reader import read_decisions

    voices = _voices(folder)
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "Beslissingen"
    for row in _table(voices[0]):
        page.append(row)
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as package:
        names = tuple(sorted(package.namelist(), key=lambda n: "sheet1" not in n))
        seed = PART.join(package.read(name) for name in names)
    return Parser([seed], lambda data: read_decisions(zipped(data, names), "x.xlsx", voices))  # type: ignore[arg-type]


def _advice(folder: Path) -> Parser:
    from workbench.reports.docx_reader import read_advice
    from workbench.reports.field_names import bookmark_of

    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    one, other = f"rec/{'a' * 32}/1/text/3", f"adv/{'b' * 32}/about/1"
    body = (
        f'<w:document {space}><w:body><w:sdt><w:sdtPr><w:tag w:val="{one}"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>na machtiging</w:t>'
        f'<w:br/><w:t>van de rechter</w:t></w:r></w:p></w:sdtContent></w:sdt><w:p><w:bookmarkStart w:id="1" w:name="{bookmark_of(other)}"/>'
        '<w:r><w:t>Over tuinen.</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p><w:p><w:bookmarkStart w:id="2" w:name="aanbeveling-1"/>'
        '<w:r><w:t>Los</w:t></w:r><w:ins w:id="3"><w:r><w:t>erbij</w:t></w:r></w:ins><w:del w:id="4"><w:r><w:delText>eraf</w:delText></w:r></w:del>'
        "</w:p></w:body></w:document>"
    )
    return Parser([body.encode()], lambda data: read_advice(zipped(data, ("word/document.xml",)), "x.docx"))


_MAKERS = {
    "dossier": _dossier,
    "dossier_package": _dossier_package,
    "backup": _backup,
    "decisions_csv": _decisions_csv,
    "decisions_xlsx": _decisions_xlsx,
    "advice": _advice,
}
