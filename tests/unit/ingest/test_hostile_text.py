"""Text that is made to mislead or to choke: turned-around words, broken letters, zero bytes, and lines of ten megabytes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.unit.ingest.samples import docx_with, paragraph
from workbench.errors import DamagedFile, ToetssteenError
from workbench.ingest.draft_file import read_draft_bytes

RULE = "Artikel 1. Dit decreet regelt een zaak van de gemeente."


def made(form: str, words: str) -> bytes:
    if form == "docx":
        return docx_with(paragraph(words))
    shell = {"html": "<html><body><p>{}</p></body></html>", "md": "# Ontwerp van decreet\n\n{}\n", "txt": "{}\n"}[form]
    return shell.format(words).encode("utf-8", "surrogatepass")


@pytest.mark.parametrize("form", ["txt", "md", "html", "docx"])
@pytest.mark.parametrize("mark", ["\u202e", "\u202d", "\u2066", "\u2069", "\u200f", "\u00ad", "\ufeff"])
def test_marks_that_turn_words_around_or_hide_are_not_in_the_text_that_is_quoted(form: str, mark: str) -> None:
    draft = read_draft_bytes(made(form, RULE.replace("regelt", f"re{mark}gelt")), Path(f"x.{form}"))
    assert RULE in draft.source.text
    assert mark not in draft.source.text


@pytest.mark.parametrize("form", ["txt", "md", "html"])
@pytest.mark.parametrize("broken", [b"\xff\xfe", b"\xc3\x28", b"\xed\xa0\x80", b"\xf8\x88\x80\x80\x80", b"\x00"])
def test_broken_letters_and_zero_bytes_leave_the_other_words_whole_or_are_refused(form: str, broken: bytes) -> None:
    data = made(form, RULE + " Slot.").replace(b"Slot.", b"Slot" + broken + b".")
    try:
        draft = read_draft_bytes(data, Path(f"x.{form}"))
    except ToetssteenError as error:
        assert error.key in ("error.unknown_format", "error.damaged_file")
    else:
        assert RULE in draft.source.text
        draft.source.text.encode("utf-8")
        assert "\x00" not in draft.source.text


@pytest.mark.parametrize("form", ["md", "html", "docx"])
def test_ten_megabytes_on_one_line_end_in_a_result_or_in_one_sentence_within_a_minute(form: str) -> None:
    line = "Artikel 1. Dit decreet is een regel van de gemeente die niet stopt; 1° en 2° van het decreet, “*_[ " * 105_000
    start = time.process_time()
    try:
        assert read_draft_bytes(made(form, line), Path(f"x.{form}")).report.articles_counted >= 1
    except DamagedFile as error:
        assert error.key == "error.damaged_file"
    assert time.process_time() - start < 60
