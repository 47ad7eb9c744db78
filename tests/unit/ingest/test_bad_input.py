"""Every file that cannot be used ends in one named error; the key is the sentence the user reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.ingest import samples
from workbench.errors import (
    Cancelled,
    DamagedFile,
    EmptyFile,
    EncryptedFile,
    FileTooLarge,
    InputError,
    NotALegalText,
    NoTextLayer,
    UnknownFormat,
    UnreadableFile,
    WrongLanguage,
)
from workbench.ingest import draft_file, pdf, read_draft, zip_safe


def _refusal(path: Path, kind: type[InputError]) -> InputError:
    with pytest.raises(kind) as caught:
        read_draft(path)
    assert caught.value.exit_code == 2
    return caught.value


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_scan_without_text_says_that_there_is_no_text_layer(tmp_path: Path) -> None:
    error = _refusal(samples.picture_page(tmp_path / "scan.pdf"), NoTextLayer)
    assert (error.key, error.params) == ("error.no_text_layer", {"file": "scan.pdf", "pages": 1})


def test_a_partly_scanned_file_is_read_and_the_pages_without_text_are_named(tmp_path: Path) -> None:
    text = samples.pdf_of(samples.DRAFT, tmp_path / "tekst.pdf")
    scan = samples.picture_page(tmp_path / "scan.pdf")
    draft = read_draft(samples.joined([text, scan, scan], tmp_path / "gemengd.pdf"))
    assert draft.report.articles_numbered == "1-3"
    assert draft.report.empty_pages == (2, 3)
    assert not draft.report.clean


def test_a_file_behind_a_password_is_refused(tmp_path: Path) -> None:
    plain = samples.pdf_of(samples.DRAFT, tmp_path / "open.pdf")
    assert _refusal(samples.encrypted(plain, tmp_path / "dicht.pdf", "geheim"), EncryptedFile).key == "error.encrypted_file"


def test_a_file_with_an_empty_password_is_read(tmp_path: Path) -> None:
    plain = samples.pdf_of(samples.DRAFT, tmp_path / "open.pdf")
    assert read_draft(samples.encrypted(plain, tmp_path / "beperkt.pdf", "")).report.articles_counted == 3


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_truncated_pdf_is_refused_and_not_read_by_half(share: float, tmp_path: Path) -> None:
    data = samples.pdf_of(samples.DRAFT, tmp_path / "heel.pdf").read_bytes()
    error = _refusal(_written(tmp_path / "half.pdf", data[: int(len(data) * share)]), DamagedFile)
    assert error.key == "error.truncated_file"


def test_a_pdf_of_rubbish_is_damaged(tmp_path: Path) -> None:
    assert (
        _refusal(_written(tmp_path / "x.pdf", b"%PDF-1.7\n" + b"rommel " * 50 + b"\n%%EOF\n"), DamagedFile).key
        == "error.damaged_file"
    )


@pytest.mark.parametrize("data", [b"", b"   \n\n", b"\x00" * 64, b"\xef\xbb\xbf \n"])
def test_an_empty_file_is_called_empty(data: bytes, tmp_path: Path) -> None:
    assert _refusal(_written(tmp_path / "leeg.txt", data), EmptyFile).key == "error.empty_file"


def test_a_pdf_of_blank_pages_is_called_empty(tmp_path: Path) -> None:
    assert _refusal(samples.pdf_of("", tmp_path / "blanco.pdf"), EmptyFile).key == "error.empty_file"


def test_a_french_and_an_english_draft_are_refused_with_their_language(tmp_path: Path) -> None:
    french = "Article 1er. Le présent décret règle une matière.\nArtikel 1. Le présent décret est une loi pour les communes et les villes de la région, qui ne sont pas dans la liste."
    english = (
        "Artikel 1. This act shall apply to any person who is in the region, and to the body that is responsible for it by law."
    )
    assert _refusal(_written(tmp_path / "fr.txt", french.encode()), WrongLanguage).params["language"] == "fr"
    assert _refusal(_written(tmp_path / "en.txt", english.encode()), WrongLanguage).params["language"] == "en"


def test_a_text_without_articles_is_no_legal_text(tmp_path: Path) -> None:
    text = "Beste lezer,\nDe Vlaamse Regering wil dat het beter gaat met de mensen en met de natuur.\n1. Inleiding\nWe doen ons best."
    assert _refusal(_written(tmp_path / "nota.txt", text.encode()), NotALegalText).key == "error.no_provisions"


def test_a_missing_file_and_a_folder_are_unreadable(tmp_path: Path) -> None:
    assert _refusal(tmp_path / "weg.pdf", UnreadableFile).key == "error.file_not_found"
    assert _refusal(tmp_path, UnreadableFile).key == "error.file_unreadable"


def test_a_file_over_the_size_limit_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_file, "MAX_BYTES", 1000)
    assert _refusal(_written(tmp_path / "groot.txt", b"Artikel 1. x\n" * 200), FileTooLarge).key == "error.file_too_large"


def test_a_pdf_over_the_page_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    one = samples.pdf_of(samples.DRAFT, tmp_path / "een.pdf")
    error = _refusal(samples.joined([one, one], tmp_path / "twee.pdf"), FileTooLarge)
    assert (error.key, error.params["pages"], error.params["limit"]) == ("error.too_many_pages", 2, 1)


@pytest.mark.parametrize(
    ("name", "data", "key"),
    [
        ("oud.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "error.old_word_format"),
        ("tekst.rtf", rb"{\rtf1\ansi Artikel 1. Dit decreet}", "error.old_word_format"),
        ("foto.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(32)) * 20, "error.unknown_format"),
        ("feed.xml", b"<?xml version='1.0'?><rss><item>Artikel 1. x</item></rss>", "error.unknown_xml"),
    ],
)
def test_formats_without_a_reader_are_named(name: str, data: bytes, key: str, tmp_path: Path) -> None:
    assert _refusal(_written(tmp_path / name, data), UnknownFormat).key == key


def test_the_content_decides_what_a_file_is_and_not_its_name(tmp_path: Path) -> None:
    pdf_as_text = tmp_path / "naam.txt"
    samples.pdf_of(samples.DRAFT, pdf_as_text)
    assert read_draft(pdf_as_text).source.format == "pdf"
    text_as_pdf = _written(tmp_path / "naam.pdf", samples.DRAFT.encode())
    assert read_draft(text_as_pdf).source.format == "text"
    word = samples.docx_with("".join(samples.paragraph(line) for line in samples.DRAFT.split("\n")))
    assert read_draft(_written(tmp_path / "naam.html", word)).source.format == "docx"


def test_a_word_file_with_entities_is_hostile(tmp_path: Path) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><w:document xmlns:w="x">&b;</w:document>'
    assert _refusal(_written(tmp_path / "bom.docx", samples.docx_with(bomb)), DamagedFile).key == "error.hostile_file"


def test_an_akoma_ntoso_file_with_an_external_entity_is_hostile(tmp_path: Path) -> None:
    data = b'<?xml version="1.0"?><!DOCTYPE akomaNtoso [<!ENTITY x SYSTEM "file:///etc/passwd">]><akomaNtoso><bill>&x;</bill></akomaNtoso>'
    assert _refusal(_written(tmp_path / "x.xml", data), DamagedFile).key == "error.hostile_file"


def test_a_zip_bomb_is_stopped_at_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_safe, "MAX_PART", 1_000_000)
    data = samples.docx_with("<w:p><w:r><w:t>" + "a" * 5_000_000 + "</w:t></w:r></w:p>")
    assert len(data) < 20_000
    assert _refusal(_written(tmp_path / "bom.docx", data), FileTooLarge).key == "error.unpacked_too_large"


def test_a_damaged_word_file_is_named(tmp_path: Path) -> None:
    data = samples.docx_with(samples.paragraph("Artikel 1. Dit is een decreet."))
    assert _refusal(_written(tmp_path / "half.docx", data[: len(data) // 2]), DamagedFile).key == "error.damaged_file"
    assert _refusal(_written(tmp_path / "scheef.docx", samples.docx_with("<w:p>")), DamagedFile).key == "error.damaged_file"
    assert _refusal(_written(tmp_path / "ander.docx", _zip_without_document()), UnknownFormat).key == "error.unknown_format"


def _zip_without_document() -> bytes:
    import io
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    return buffer.getvalue()


def test_the_reader_can_be_stopped_while_it_reads_pages(tmp_path: Path) -> None:
    heard: list[tuple[str, int, int]] = []

    def stop(step: str, done: int, total: int) -> None:
        heard.append((step, done, total))
        raise Cancelled("error.cancelled")

    with pytest.raises(Cancelled):
        read_draft(samples.pdf_of(samples.DRAFT, tmp_path / "x.pdf"), stop)
    assert heard == [("progress.pages", 0, 1)]


def test_a_line_of_ten_megabytes_does_not_hang(tmp_path: Path) -> None:
    line = "Artikel 1. Dit decreet is een regel van de gemeente die niet stopt; 1° en 2° van het decreet, “ " * 105_000
    draft = read_draft(_written(tmp_path / "lang.txt", line.encode()))
    assert draft.report.articles_counted >= 1
