"""Report templates: a Word file of the institute with named places such as {{waarover}}; ours is used when there is none."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from workbench.errors import TemplateError, UnreadableFile

SHIPPED = Path(__file__).resolve().parent / "templates"
PLACES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "advies": (
        ("staat", "samenvatting", "waarover", "waarbinnen", "advies", "bijlagen"),
        ("titel", "onderwerp", "nummer", "datum", "aan", "dossier"),
    ),
    "verslag": (("inhoud",), ("titel", "onderwerp", "periode", "datum")),
}
"""Per template the sections it must have, and the facts it may have."""
PLACE = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")


def template_bytes(chosen: Path | None, folder: Path, name: str, language: str = "nl") -> tuple[bytes, str]:
    """The template that was asked for, else the institute's own in the data folder, else ours; with the name to show.

    In another language than Dutch `NAME.en.docx` goes first, where there is one. Raises UnreadableFile.
    """
    names = [f"{name}.docx"] if language == "nl" else [f"{name}.{language}.docx", f"{name}.docx"]
    known = [place / file for place in (folder, SHIPPED) for file in names]
    path = chosen or next((file for file in known if file.is_file()), known[-1])
    try:
        return path.read_bytes(), path.name
    except OSError as error:
        raise UnreadableFile("error.file_unreadable", file=str(path), reason=error.strerror or "") from error


def check_template(folder: Path, name: str) -> None:
    """Let the institute's own template pass; raises UnreadableFile, or TemplateError with what it lacks."""
    content, file = template_bytes(None, folder, name)
    sections, facts = PLACES[name]
    opened = open_template(content, file, sections, facts)
    for section in sections:
        place_of(opened, section)


def open_template(content: bytes, file: str, sections: Iterable[str], facts: Iterable[str]) -> Any:
    """The python-docx document, once it has a place for every section and none that nobody fills; raises TemplateError."""
    import docx  # late: slow to load

    try:
        document = docx.Document(io.BytesIO(content))
    except (ValueError, KeyError, zipfile.BadZipFile, SyntaxError) as error:
        raise TemplateError("error.template_unreadable", file=file) from error
    wanted, known = list(sections), {*sections, *facts}
    found = {name for paragraph in paragraphs_of(document) for name in PLACE.findall(paragraph.text)}
    if missing := [name for name in wanted if name not in found]:
        raise TemplateError("error.template_missing", file=file, places=_listed(missing))
    if unknown := sorted(found - known):
        raise TemplateError("error.template_unknown", file=file, places=_listed(unknown), known=_listed(sorted(known)))
    return document


def paragraphs_of(document: Any) -> Iterator[Any]:
    """Every paragraph of the body, its tables, and the heads and feet of pages."""
    parts = [document, *(p for s in document.sections for p in (s.header, s.footer, s.first_page_header, s.first_page_footer))]
    for part in parts:
        yield from part.paragraphs
        for table in part.tables:
            for row in table.rows:
                for cell in row.cells:
                    yield from cell.paragraphs


def place_of(document: Any, section: str) -> Any:
    """The body paragraph that holds a section's place, which has to stand alone in it; raises TemplateError."""
    for paragraph in document.paragraphs:
        if PLACE.fullmatch(paragraph.text.strip()) and PLACE.findall(paragraph.text) == [section]:
            return paragraph
    raise TemplateError("error.template_not_alone", places=_listed([section]))


def fill(document: Any, facts: dict[str, str]) -> None:
    """Put the facts in their places; a line keeps the look of its first words."""
    for paragraph in paragraphs_of(document):
        if not any(name in facts for name in PLACE.findall(paragraph.text)):
            continue
        for run in paragraph.runs:
            if PLACE.search(run.text):
                run.text = _filled(run.text, facts)
        if any(name in facts for name in PLACE.findall(paragraph.text)):  # Word cut a place over several runs
            text, (first, *others) = _filled(paragraph.text, facts), paragraph.runs
            first.text = text
            for run in others:
                run.text = ""


def _filled(text: str, facts: dict[str, str]) -> str:
    return PLACE.sub(lambda m: facts.get(m[1], m[0]), text)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"{{{{{name}}}}}" for name in names)
