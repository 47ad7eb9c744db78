"""Text and geometry of a PDF's lines, through PDFium; pypdf reads what PDFium refuses."""

from __future__ import annotations

import ctypes
import io
import re
import threading
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from workbench.domain.drafts import SourceDocument
from workbench.domain.ports import Progress
from workbench.errors import DamagedFile, EmptyFile, EncryptedFile, FileTooLarge, NoTextLayer
from workbench.ingest.blocks import assemble
from workbench.ingest.columns import in_reading_order
from workbench.ingest.pages import MARK_CLOSE, MARK_OPEN, Gap, Page, PdfLine, clean_pages
from workbench.ingest.paragraphs import join_lines
from workbench.ingest.plain import read_text
from workbench.ingest.publisher import without_noise

MAX_PAGES = 5000
_LINE = re.compile("(?P<line>[^\r\n\x02\ufffe]*)(?:(?P<hyphen>[\x02\ufffe])|[\r\n]|$)")
_GLUED_DIGITS = re.compile(r"(?<=[^\s\d])\d+")
_BLANK = re.compile(r"(?<=\S) +(?=\S)")
_OWN_MARKS = {ord(MARK_OPEN): "\ufffd", ord(MARK_CLOSE): "\ufffd"}
_SMALL = 0.82  # of the line's height: smaller digits are raised
_GAP = 0.9  # in heights of the letters: wider than most gaps between justified words
_PDFIUM = threading.Lock()  # PDFium must not be entered by two threads at once


def read_pdf(data: bytes, name: str, progress: Progress) -> SourceDocument:
    """Read all pages, take running heads, page numbers and footnotes out (into `removed`), and join lines to paragraphs.

    Raises DamagedFile, EncryptedFile, FileTooLarge (over MAX_PAGES), NoTextLayer, EmptyFile.
    """
    if b"%%EOF" not in data[-4096:]:
        raise DamagedFile("error.truncated_file", file=name)
    with _PDFIUM:
        pages = _pages_by_pdfium(data, name, progress)
    if pages is None:
        return _by_pypdf(data, name)
    if not any(page.lines for page in pages):
        pictures = any(page.has_pictures for page in pages)
        raise (
            NoTextLayer("error.no_text_layer", file=name, pages=len(pages))
            if pictures
            else EmptyFile("error.empty_file", file=name)
        )
    cleaned, removed = clean_pages(pages)
    _refuse_unreadable(cleaned, name, len(pages))
    empty = tuple(page.number for page in cleaned if page.has_pictures and not page.lines)
    ordered, other_language = in_reading_order(cleaned)
    blocks, noise = without_noise(join_lines(ordered))
    return assemble(blocks, "pdf", pages=len(pages), removed=[*removed, *other_language, *noise], empty_pages=empty)


def _pages_by_pdfium(data: bytes, name: str, progress: Progress) -> list[Page] | None:
    """Every page with its lines; None when PDFium cannot open the file at all."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return None
    try:
        count = len(document)
        if count > MAX_PAGES:
            raise FileTooLarge("error.too_many_pages", file=name, pages=count, limit=MAX_PAGES)
        pages = []
        for index in range(count):
            progress("progress.pages", index, count)
            pages.append(_read_page(document, index))
        return pages or None
    finally:
        document.close()


def _read_page(document: pypdfium2.PdfDocument, index: int) -> Page:
    try:
        page = document[index]
    except pypdfium2.PdfiumError:
        return Page(index + 1, 595.0, 842.0, (), has_pictures=True)
    try:
        width, height = page.get_size()
        handle = pdfium.FPDFText_LoadPage(page.raw)
        if not handle:
            return Page(index + 1, width, height, (), has_pictures=True)
        try:
            lines = tuple(_lines(_Characters(handle), index + 1))
        finally:
            pdfium.FPDFText_ClosePage(handle)
        pictures = len(lines) < 6 and pdfium.FPDFPage_CountObjects(page.raw) > 0 and _has_pictures(page)
        return Page(index + 1, width, height, lines, has_pictures=pictures)
    finally:
        page.close()


def _has_pictures(page: pypdfium2.PdfPage) -> bool:
    return (
        next(iter(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH], max_depth=3)), None) is not None
    )


class _Characters:
    """The characters of one text page with their loose boxes (points, origin bottom left)."""

    def __init__(self, handle: pdfium.FPDF_TEXTPAGE) -> None:
        self._handle = handle
        self.text = _page_text(handle).translate(_OWN_MARKS)
        self._rect = pdfium.FS_RECTF()
        self._name = ctypes.create_string_buffer(96)

    def box(self, position: int) -> tuple[float, float, float, float]:
        """Left, bottom, right, top."""
        pdfium.FPDFText_GetLooseCharBox(self._handle, position, self._rect)
        return self._rect.left, self._rect.bottom, self._rect.right, self._rect.top

    def bold(self, position: int) -> bool:
        """Whether the font's name says bold."""
        flags = ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(self._handle, position, self._name, 96, flags)
        return b"bold" in self._name.value.lower() or b"black" in self._name.value.lower()


def _page_text(handle: pdfium.FPDF_TEXTPAGE) -> str:
    """The text with one character per PDFium character, so that offsets are those of the boxes."""
    count = max(pdfium.FPDFText_CountChars(handle), 0)
    buffer = (ctypes.c_ushort * (count + 1))()
    pdfium.FPDFText_GetText(handle, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", errors="replace")
    if len(text) == count and "\x00" not in text:
        return text
    codes = (pdfium.FPDFText_GetUnicode(handle, position) for position in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)


def _lines(characters: _Characters, page: int) -> Iterator[PdfLine]:
    """Cut at line ends and at hyphens that PDFium joined over a line end."""
    for match in _LINE.finditer(characters.text):
        start = match.start("line")
        stripped = match["line"].strip(" \xa0")
        if stripped:
            start += len(match["line"]) - len(match["line"].lstrip(" \xa0"))
            yield _line(characters, start, start + len(stripped), page, "-" if match["hyphen"] else "")


def _line(characters: _Characters, start: int, end: int, page: int, hyphen: str) -> PdfLine:
    left, bottom, _, top = characters.box(start)
    _, _, right, _ = characters.box(end - 1)
    height = max(top - bottom, 1.0)
    marks = _raised_digits(characters, start, end, height)
    gaps = tuple(_gaps(characters, start, end, height, marks))
    bold = characters.bold(start) and characters.bold(end - 1)
    return PdfLine(_marked(characters.text[start:end], marks) + hyphen, page, left, right, bottom, height, bold, gaps)


def _raised_digits(characters: _Characters, start: int, end: int, height: float) -> list[tuple[int, int]]:
    """Spans (in the line) of small digits glued to a word: note numbers, perhaps."""
    spans = []
    for match in _GLUED_DIGITS.finditer(characters.text, start, end):
        _, bottom, _, top = characters.box(match.start())
        if top - bottom < _SMALL * height:
            spans.append((match.start() - start, match.end() - start))
    return spans


def _marked(text: str, spans: list[tuple[int, int]]) -> str:
    for first, last in reversed(spans):
        text = f"{text[:first]}{MARK_OPEN}{text[first:last]}{MARK_CLOSE}{text[last:]}"
    return text


def _gaps(characters: _Characters, start: int, end: int, height: float, marks: list[tuple[int, int]]) -> Iterator[Gap]:
    """The wide blanks of a line; offsets count the marks that were put in."""
    for match in _BLANK.finditer(characters.text, start, end):
        left = characters.box(match.end())[0]
        width = left - characters.box(match.start() - 1)[2]
        if width > _GAP * height:
            offset = match.end() - start
            yield Gap(offset + 2 * sum(last <= offset for _, last in marks), left, width)


def _refuse_unreadable(pages: list[Page], name: str, count: int) -> None:
    """A font without a usable character table yields symbols instead of words."""
    text = "".join(line.text for page in pages[:200] for line in page.lines)[:200_000]
    strange = sum(character == "\ufffd" or "\ue000" <= character <= "\uf8ff" for character in text)
    if len(text) > 200 and strange > 0.4 * len(text):
        raise NoTextLayer("error.unreadable_font", file=name, pages=count)


def _by_pypdf(data: bytes, name: str) -> SourceDocument:
    """What PDFium cannot open: encrypted with a password, broken, or repairable by pypdf (then without geometry)."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise EncryptedFile("error.encrypted_file", file=name)
        if len(reader.pages) > MAX_PAGES:
            raise FileTooLarge("error.too_many_pages", file=name, pages=len(reader.pages), limit=MAX_PAGES)
        text = "\f".join(page.extract_text() for page in reader.pages)
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        OSError,
        AssertionError,
    ) as error:
        raise DamagedFile("error.damaged_file", file=name) from error
    if not text.strip():
        raise DamagedFile("error.damaged_file", file=name)
    source = read_text(text.encode())
    return SourceDocument(source.text, source.lines, source.pages, "pdf", source.empty_pages, source.removed)
