import json
from pathlib import Path

import pytest

from workbench.domain.instruments import Instrument, check_completeness
from workbench.errors import DamagedFile, EmptyFile, FileTooLarge, NotALegalText, UnknownFormat, UnreadableFile
from workbench.knowledge.catalogue import read_catalogue
from workbench.sources import treaty_files
from workbench.sources.treaty_files import read_treaty_files


@pytest.fixture(scope="module")
def instruments(project_root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Instrument]:
    return read_catalogue(project_root / "corpus", tmp_path_factory.mktemp("cache")).instruments


def treaty(code: str, numbers: list[str], language: str = "nl", part: str = "Deel I / Rechten") -> dict[str, object]:
    articles = [
        {"part": part, "article": n, "heading": f"Over {n}", "text": f"1. Regel {n}.\n2. Ook:\na. dit;\nb. dat."} for n in numbers
    ]
    instrument = {
        "title": f"Verdrag {code}",
        "lang": language,
        "preamble": "Overwegende dat dit een oefening is,",
        "articles": articles,
    }
    return {"treaty_id": code, "source": "oefening", "last_content_commit": "abc 2014-05-01", "instruments": [instrument]}


def write(folder: Path, name: str, content: object) -> Path:
    file = folder / name
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def test_articles_paragraphs_and_points_arrive_with_path_language_and_date(tmp_path: Path) -> None:
    (outcome,) = read_treaty_files(write(tmp_path, "CAT.json", treaty("CAT", ["1", "2"])), {})
    (text,) = outcome.texts
    assert [p.id for p in text.provisions] == [
        "CAT/PREAMBLE", "CAT/1", "CAT/1/1", "CAT/1/2", "CAT/1/2/a", "CAT/1/2/b", "CAT/2", "CAT/2/1", "CAT/2/2", "CAT/2/2/a", "CAT/2/2/b",
    ]  # fmt: skip
    point = text.provisions[4]
    assert (point.text, point.kind, point.parent, point.language) == ("a. dit;", "point", "CAT/1/2", "nl")
    assert (point.path, point.heading, point.text_date, point.source) == (
        ("Deel I", "Rechten"),
        "Over 1",
        "2014-05-01",
        "oefening",
    )
    assert len(point.hash) == 64


def test_file_names_that_differ_from_the_code_are_known(tmp_path: Path) -> None:
    (outcome,) = read_treaty_files(write(tmp_path, "x.json", treaty("ESCR-1996", ["15"])), {})
    assert outcome.texts[0].provisions[1].id == "RESC/15"


def test_an_annex_that_counts_again_from_one_does_not_overwrite_the_articles(tmp_path: Path) -> None:
    content = treaty("AARHUS", ["1", "2", "3"])
    content["instruments"][0]["articles"] += treaty("AARHUS", ["1", "2"], part="Bijlage II")["instruments"][0]["articles"]  # type: ignore[index]
    (outcome,) = read_treaty_files(write(tmp_path, "AARHUS.json", content), {})
    text = outcome.texts[0]
    assert [p.number for p in text.articles] == ["1", "2", "3"]
    assert [p.id for p in text.provisions if p.kind == "annex"] == ["AARHUS/ANNEX-1-1", "AARHUS/ANNEX-1-2"]


def test_roman_article_numbers_become_arabic_ids_but_letter_articles_stay(tmp_path: Path) -> None:
    (roman,) = read_treaty_files(write(tmp_path, "a.json", treaty("REFUGEE-P1967", ["I", "II", "III"])), {})
    (letters,) = read_treaty_files(write(tmp_path, "b.json", treaty("ESCR-1996", ["1", "A", "E", "I"])), {})
    assert [p.number for p in roman.texts[0].articles] == ["1", "2", "3"]
    assert [p.number for p in letters.texts[0].articles] == ["1", "A", "E", "I"]


def test_two_files_with_the_same_bytes_are_read_once(tmp_path: Path) -> None:
    write(tmp_path, "a.json", treaty("CAT", ["1"]))
    write(tmp_path, "b.json", treaty("CAT", ["1"]))
    first, second = read_treaty_files(tmp_path, {})
    assert (len(first.texts), second.texts, second.same_as) == (1, (), tmp_path / "a.json")


def test_missing_articles_are_named(instruments: dict[str, Instrument], tmp_path: Path) -> None:
    numbers = [str(n) for n in range(1, 60) if n not in (8, 14)]
    (outcome,) = read_treaty_files(write(tmp_path, "ECHR.json", treaty("ECHR", numbers)), instruments)
    row = check_completeness(outcome.texts[0], instruments["ECHR"])
    assert (row.expected, row.found, row.missing, row.unexpected) == (59, 57, ("8", "14"), ())


@pytest.mark.parametrize(
    ("name", "data", "error", "key"),
    [
        ("leeg.json", b"  \n", EmptyFile, "error.file_empty"),
        ("half.json", b'{"treaty_id": "CAT", "instruments": [', DamagedFile, "error.json_damaged"),
        ("bytes.json", b"\xff\xfe\x00", DamagedFile, "error.json_damaged"),
        ("ander.json", b'{"a": 1}', NotALegalText, "error.no_articles"),
        ("lijst.json", b"[1, 2]", NotALegalText, "error.no_articles"),
        ("vorm.json", b'{"treaty_id": "CAT", "instruments": [{"lang": "nl"}]}', DamagedFile, "error.treaty_shape"),
        ("diep.json", b"[" * 100_000, DamagedFile, "error.json_damaged"),
        ("proza.md", b"# Een brief\n\nzonder artikelen\n", NotALegalText, "error.no_articles"),
        ("latin1.md", "### Artikel 1\n\nideeën".encode("latin-1"), DamagedFile, "error.not_utf8"),
        ("half.xml", b"<udhr iso639-3='nld'><article", DamagedFile, "error.xml_damaged"),
        ("ander.xml", b"<html/>", NotALegalText, "error.no_articles"),
        ("bom.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><udhr iso639-3="nld">&a;</udhr>', DamagedFile, "error.hostile_file"),
    ],
)
def test_a_bad_file_says_what_is_wrong(tmp_path: Path, name: str, data: bytes, error: type, key: str) -> None:
    (tmp_path / name).write_bytes(data)
    (outcome,) = read_treaty_files(tmp_path / name, {})
    assert type(outcome.error) is error
    assert outcome.error.key == key  # type: ignore[union-attr]


def test_an_oversized_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(treaty_files, "LIMIT", 10)
    (outcome,) = read_treaty_files(write(tmp_path, "a.json", treaty("CAT", ["1"])), {})
    assert type(outcome.error) is FileTooLarge


def test_a_missing_path_and_a_folder_without_treaties(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        list(read_treaty_files(tmp_path / "niets", {}))
    with pytest.raises(UnknownFormat):
        list(read_treaty_files(tmp_path, {}))


MARKDOWN = """## Oefenverdrag

####Practice Convention

### TITEL I

####Rechten

###Article  1

####- Right to practise

1. Everyone may practise:
(a)at home;

(b)at school.

### Artikel  1

####- Recht om te oefenen

1. Eenieder mag oefenen:
(a)thuis;
"""


def test_markdown_with_two_languages_gives_two_texts(tmp_path: Path) -> None:
    (tmp_path / "CAT__BWBV1.md").write_text(MARKDOWN, encoding="utf-8")
    (outcome,) = read_treaty_files(tmp_path / "CAT__BWBV1.md", {})
    english, dutch = outcome.texts
    assert [p.id for p in english.provisions] == ["CAT/1", "CAT/1/1", "CAT/1/1/a", "CAT/1/1/b"]
    assert (english.language, english.provisions[0].heading) == ("en", "Right to practise")
    assert (dutch.language, dutch.provisions[2].text) == ("nl", "(a) thuis;")


def test_every_real_treaty_file_arrives_with_all_articles_that_the_catalogue_expects(
    shared_data: Path, instruments: dict[str, Instrument]
) -> None:
    incomplete, seen = {}, set()
    for outcome in read_treaty_files(shared_data / "treaties" / "nl_en", instruments):
        assert outcome.error is None
        for text in outcome.texts:
            row = check_completeness(text, instruments[text.code])
            seen.add((text.code, text.language))
            if row.missing or row.unexpected:
                incomplete[text.code, text.language] = (row.missing, row.unexpected)
    assert incomplete == {}
    assert len(seen) == 127
    assert {("RESC", "nl"), ("CFR", "nl"), ("ICCPR-OP1", "en"), ("CRPD", "nl")} <= seen


def test_real_places_hold_the_words_that_a_jurist_expects(shared_data: Path, instruments: dict[str, Instrument]) -> None:
    folder = shared_data / "treaties" / "nl_en"
    wanted = {
        "CRPD/19/a": "verblijfplaats",
        "ECHR/8/2": "democratische samenleving",
        "ECHR-P1/2": "onderwijs",
        "RESC/15/1": "vakopleiding",
    }
    found = {}
    for name in ("CRPD", "ECHR", "ECHR-P1", "ESCR-1996"):
        (outcome,) = read_treaty_files(folder / f"{name}.json", instruments)
        found.update({p.id: p.text for t in outcome.texts if t.language == "nl" for p in t.provisions})
    assert {place: word in found[place] for place, word in wanted.items()} == dict.fromkeys(wanted, True)


def test_the_raw_markdown_holds_the_same_articles_as_the_json(shared_data: Path, instruments: dict[str, Instrument]) -> None:
    for outcome in read_treaty_files(shared_data / "treaties" / "raw_markdown", instruments):
        for text in outcome.texts:
            row = check_completeness(text, instruments[text.code])
            assert (text.code, text.language, row.missing) == (text.code, text.language, ())
