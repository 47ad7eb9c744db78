"""A short fixed budget of every fuzz run, the guard around it, and every failure that fuzzing found, kept as a test."""

from __future__ import annotations

import json
import os
import random
import signal
from pathlib import Path

import pytest

from scripts.fuzz import PARSERS
from scripts.fuzzing.mutation import mutated
from scripts.fuzzing.parsers import parser
from scripts.fuzzing.watch import Board, guard
from tests.unit.sources import samples
from workbench.config import project_folder
from workbench.domain.authority import AuthorityKind
from workbench.domain.drafts import Kind
from workbench.domain.identifiers import number_key
from workbench.errors import DamagedFile, FileTooLarge, KnowledgeFileError, StoreError, ToetssteenError
from workbench.ingest.draft_file import read_draft_bytes
from workbench.knowledge.catalogue import expand_numbers
from workbench.knowledge.register import lint
from workbench.knowledge.thesaurus import read_thesaurus
from workbench.safe_xml import without_controls
from workbench.sources.authority_files import Described, read_authority_file
from workbench.sources.eu import read_eu_page
from workbench.sources.treaty_json import read_treaty_json
from workbench.sources.web_cache import Delivery

SLOW_TO_SET_UP = {"backup", "dossier_package"}  # `dossier` walks the same way
BUDGET = {"dossier": 3, "decisions_xlsx": 4, "pdf": 10}


@pytest.mark.parametrize("name", [name for name in PARSERS if name not in SLOW_TO_SET_UP])
def test_whatever_is_fed_to_a_parser_ends_in_a_result_that_holds_together_or_in_one_sentence(name: str) -> None:
    dice = random.Random(name)
    taken = 0
    with parser(name) as chosen:
        inputs = [*chosen.seeds, *(mutated(chosen.seeds, dice) for _ in range(BUDGET.get(name, 20)))]
        for data in inputs:
            try:
                chosen.read(data)
                taken += 1
            except ToetssteenError as error:
                assert error.key.startswith("error.")
    assert taken > 0  # a run in which everything is refused would prove nothing


def test_the_guard_tells_an_error_from_a_crash_from_a_hang_and_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from scripts import fuzz

    monkeypatch.setattr(fuzz, "HANG", 0.3)

    def read(data: bytes) -> object:
        if data == b"crash":
            os.kill(os.getpid(), signal.SIGKILL)
        while data == b"hang":
            pass
        return [][1] if data == b"error" else 1

    inputs = (b"good", b"error", b"crash"), (b"good", b"hang"), (b"good",) * 5

    def work(board: Board, folder: Path) -> None:
        for data in inputs[int(folder.name.rsplit("-", 1)[1])]:
            fuzz.try_one(read, data, board, folder)
        signal.pause()

    outcome = guard("x", work, 60, 8, tmp_path)
    assert sorted((why.split(":")[0].split(" over")[0], data) for why, data in outcome.failures.items()) == [
        ("IndexError", b"error"),
        ("died of SIGKILL", b"crash"),
        ("hang", b"hang"),
    ]
    assert (outcome.read, outcome.accepted, outcome.refused) == (8, 7, 1)


def page(body: str) -> Delivery:
    text = f"<html><body>{body}</body></html>"
    return Delivery("", "https://x.test/a.html", "x", "", "", "", "text/html", "utf-8", "nl", "", "", text.encode())


@pytest.mark.parametrize("odd", ["&#1;", "&#x1f;", "\x01", "&#0;", "&#xD800;", "&#xFFFF;"])
def test_a_web_page_with_control_characters_is_read_without_them(odd: str) -> None:
    body = f"<p>Artikel 1. Dit{odd} decreet regelt<script>x</script>{odd} een zaak van de gemeente.</p>"
    draft = read_draft_bytes(f"<html><body>{body}</body></html>".encode(), Path("x.html"))
    assert draft.source.text == "Artikel 1. Dit decreet regelt een zaak van de gemeente."
    treaty = read_eu_page(page(f"<p>Artikel 1</p><nav>x</nav>{odd}<p>Ieder{odd} mag.</p>"), "CFR", "nl")
    assert [a.text for a in treaty.runs[0]] == ["Ieder mag."]


def test_characters_written_as_numbers_stay_when_they_are_characters() -> None:
    assert without_controls("a&#65;&#x2019;&#10;&#1114112;\tb\n") == "a&#65;&#x2019;&#10;\tb\n"


def test_a_page_with_a_tag_that_xml_does_not_know_is_read() -> None:
    treaty = read_eu_page(page("<p>Artikel 1</p><td,x>Ieder mag.</td,x>"), "CFR", "nl")
    assert [a.text for a in treaty.runs[0]] == ["Ieder mag."]


@pytest.mark.parametrize(
    "change",
    [
        {"Document": {"Opschrift": "zonder nummer"}},
        {"Inhoud": {"ArtikelVersies": 4}},
        {"Inhoud": {"ArtikelVersies": [1.5]}},
    ],
)
def test_an_answer_of_the_codex_in_another_form_is_damaged(change: dict[str, object]) -> None:
    with parser("codex") as codex, pytest.raises(DamagedFile):
        codex.read(json.dumps({**samples.codex_law(), **change}).encode())


def test_a_law_with_an_impossible_date_keeps_the_date_as_it_is_written() -> None:
    law = samples.codex_law()
    law["Document"]["Datum"] = "2019-13-03"  # type: ignore[index]
    with parser("codex") as codex:
        assert "van 2019-13-03" in codex.read(json.dumps(law).encode()).title  # type: ignore[attr-defined]


def test_half_a_character_in_a_json_file_is_refused_before_it_reaches_the_store(tmp_path: Path) -> None:
    treaty = b'{"treaty_id": "CRC", "lang": "nl", "source": "s", "articles": [{"article": "1", "text": "a\\ud800"}]}'
    with pytest.raises(DamagedFile) as caught:
        read_treaty_json(Path("CRC.json"), treaty)
    assert caught.value.key == "error.json_damaged"
    whole = read_treaty_json(Path("CRC.json"), treaty.replace(b"\\ud800", b"\\ud83d\\ude00"))
    assert whole[0].runs[0][0].text == "a😀"
    shelf = tmp_path / "x.jsonl"
    shelf.write_bytes(b'{"body": "CRC", "kind": "general-comment", "paragraph": "1", "text": "a\\ud800"}')
    with pytest.raises(DamagedFile):
        read_authority_file(shelf, Described("CRC", AuthorityKind.GENERAL_COMMENT), lambda data, name: pytest.fail("no PDF"))


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("instrument: ECHR\n", "entries"),
        ("instrument: ECHR\nentries: [x]\n", "entries"),
        ("instrument: ECHR\nentries: {a: b}\n", "entries"),
    ],
)
def test_a_register_file_of_another_form_is_one_problem(written: str, told: str) -> None:
    thesaurus = read_thesaurus(project_folder("corpus"))
    problems = lint([("ECHR.yaml", written.encode())], thesaurus, {})
    assert [(p.key, dict(p.params)["problem"]) for p in problems] == [("error.catalogue_row", told)]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("rights: [private-life]", "rights: [{private-life: x}]", "error.register_code"),
        ("{kinds: [respect, protect], timing", "{timing", "error.catalogue_row"),
        ('{clause: "ECHR/1/2", grounds', "{grounds", "error.catalogue_row"),
        ("confidence: te verifiëren", "confidence: [x]", "error.register_choice"),
        ("    holders: [everyone]\n    interferences", "    interferences", "error.register_missing"),
    ],
)
def test_a_register_entry_that_cannot_be_read_is_a_problem_that_can_be_raised(old: str, new: str, key: str) -> None:
    from scripts.fuzzing.source_seeds import REGISTER

    assert old in REGISTER[0]
    thesaurus = read_thesaurus(project_folder("corpus"))
    problems = lint([("ECHR.yaml", REGISTER[0].replace(old, new, 1).encode())], thesaurus, {})
    assert key in {problem.key for problem in problems}
    assert all(isinstance(problem.error(), KnowledgeFileError) for problem in problems)


@pytest.mark.parametrize(
    "written", ["a: b", "schemes: x", "schemes: {a: x}", "schemes: {a: {b: x}}", "schemes: {a: {b: {nl: x}}}"]
)
def test_a_thesaurus_of_another_form_is_told_in_one_sentence(tmp_path: Path, written: str) -> None:
    (tmp_path / "thesaurus.yaml").write_text(written)
    with pytest.raises(KnowledgeFileError) as caught:
        read_thesaurus(tmp_path)
    assert (caught.value.key, caught.value.params["file"]) == ("error.catalogue_row", "thesaurus.yaml")


def test_a_slip_in_a_range_of_articles_does_not_fill_the_memory() -> None:
    assert len(expand_numbers("1-99999999999")) == 2000


def test_a_row_of_a_backup_without_its_columns_is_named(tmp_path: Path) -> None:
    from scripts.fuzzing.stores import _members, _packed, _written
    from workbench.storage.backup import restore

    (tmp_path / "uit").mkdir()
    _, backup = _written(tmp_path / "uit")
    data, names, manifest = _members(backup)
    _packed(data.replace(b'"version_num"', b'"versie"'), names, manifest, tmp_path / "x.zip")
    with pytest.raises(StoreError) as caught:
        restore(f"sqlite:///{tmp_path / 'nieuw.db'}", tmp_path / "x.zip")
    assert (caught.value.key, caught.value.params) == ("error.archive_row", {"table": "alembic_version", "row": 1})


def test_parts_that_are_too_large_together_are_refused_before_one_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.unit.ingest.samples import docx_with, paragraph
    from workbench.ingest import zip_safe

    monkeypatch.setattr(zip_safe, "MAX_PART", 1_000_000)
    data = docx_with(paragraph("Artikel 1. x"), extra={f"word/footnotes{n}.xml": b" " * 400_000 for n in range(3)})
    with pytest.raises(FileTooLarge) as caught:
        read_draft_bytes(data, Path("x.docx"))
    assert caught.value.key == "error.unpacked_too_large"


def numbered_word(start: str, form: str, depth: str) -> bytes:
    """A Word file whose list counts from `start` at level `depth`."""
    from scripts.fuzzing.draft_seeds import DOCX, DOCX_PARTS, zipped

    data = DOCX[0].replace(b"w:numFmt w:val='decimal'", f"w:numFmt w:val='{form}'".encode())
    data = data.replace(b"startOverride w:val='1'", f"startOverride w:val='{start}'".encode())
    return zipped(
        data.replace(b"w:ilvl='0'", f"w:ilvl='{depth}'".encode()).replace(
            b"w:ilvl w:val='0'", f"w:ilvl w:val='{depth}'".encode()
        ),
        DOCX_PARTS,
    )


@pytest.mark.parametrize(
    ("start", "form", "depth"),
    [
        ("1e308", "upperRoman", "0"),
        ("inf", "decimal", "0"),
        ("999999999999", "lowerLetter", "0"),
        ("1", "decimal", "999999999"),
        ("²", "decimal", "²"),
    ],
)
def test_a_list_that_counts_beyond_reason_neither_hangs_nor_fills_the_memory(start: str, form: str, depth: str) -> None:
    draft = read_draft_bytes(numbered_word(start, form, depth), Path("x.docx"))
    assert len(draft.source.text) < 5_000
    assert [p.number for p in draft.provisions if p.kind is Kind.ARTICLE][-2:] == ["2", "3"]


@pytest.mark.parametrize("number", ["²", "²²2", "9" * 5000])
def test_an_article_with_a_number_that_is_none_is_kept_as_it_is_written(number: str) -> None:
    from scripts.fuzzing.draft_seeds import AKOMA

    written = AKOMA[0].replace("<num>§ 2.</num>", f"<num>§ {number}.</num>")
    draft = read_draft_bytes(written.encode(), Path("x.xml"))
    assert number in [p.number for p in draft.provisions]
    assert number_key("12²") != number_key("12")


def test_a_paragraph_with_an_absurd_number_is_no_list_of_a_milliard_gaps() -> None:
    from workbench.domain.authority import AuthorityParagraph, AuthorityText
    from workbench.use_cases.import_authority import _gaps

    paragraphs = tuple(AuthorityParagraph(n, "Woorden.", 1) for n in ("1", "3", "999999999", "9999999999999", "²"))
    text = AuthorityText("x", "CRC", AuthorityKind.GENERAL_COMMENT, "1", "2001", "t", "nl", (), "s", "h", paragraphs)
    assert (_gaps(text)[:3], len(_gaps(text))) == (("2", "4", "5"), 200)


@pytest.mark.parametrize("odd", ['[null,"x","y"]', "7", "[]"])
def test_a_backup_whose_history_has_another_form_is_restored_with_the_damage_counted(tmp_path: Path, odd: str) -> None:
    from scripts.fuzzing.stores import _members, _packed, _written
    from workbench.storage.backup import restore

    (tmp_path / "uit").mkdir()
    _, backup = _written(tmp_path / "uit")
    data, names, manifest = _members(backup)
    assert b'"title":[null,"Kampeerterreinen"]' in data
    changed = data.replace(b'"title":[null,"Kampeerterreinen"]', b'"title":' + odd.encode(), 1)
    _packed(changed, names, manifest, tmp_path / "x.zip")
    assert restore(f"sqlite:///{tmp_path / 'nieuw.db'}", tmp_path / "x.zip").problems > 0
