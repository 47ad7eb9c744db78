"""The text after an amendment: certain, or left to the reader with the reason."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from workbench.domain.amending.apply import apply
from workbench.domain.amending.instruction import read_instruction
from workbench.domain.amending.result import CannotApply, Consolidation, Mark, Why
from workbench.domain.amending.unit import article_unit
from workbench.domain.base_law import BaseLaw, meant
from workbench.ingest import read_draft
from workbench.use_cases.consolidate import consolidate

BASE = """Decreet van 3 mei 2019 betreffende de tuinen

Artikel 1. Dit decreet regelt een gewestaangelegenheid.

Art. 5. § 1. De tuinman kan de poort openen. Hij meldt dat aan de buurt.

De toezichthouder kan de tuin betreden na een melding van 24 uur.

De buurt kan de tuin betreden.

§ 2. De aanvraag bevat:
1° de naam;
2° het adres;
3° de datum.

De aanvraag wordt ondertekend.

§ 3. De tuinman betaalt 25 euro.

Art. 6. De woning wordt gesloten. De poort blijft open.

Art. 7. De tuin is open voor kinderen. De kinderen spelen.
"""


@pytest.fixture
def law(tmp_path: Path) -> BaseLaw:
    file = tmp_path / "basis.txt"
    file.write_text(BASE, encoding="utf-8")
    text = read_draft(file)
    return BaseLaw("basis", "Decreet van 3 mei 2019 betreffende de tuinen", "2019-05-03", "", "eigen", text)


def after(tmp_path: Path, law: BaseLaw, *articles: str) -> list[Consolidation]:
    body = "\n\n".join(f"Art. {n}. {words}" for n, words in enumerate(articles, start=2))
    file = tmp_path / "ontwerp.txt"
    head = "Ontwerp van decreet tot wijziging van het decreet van 3 mei 2019 betreffende de tuinen"
    file.write_text(f"{head}\n\nArtikel 1. Dit decreet regelt een gewestaangelegenheid.\n\n{body}\n", encoding="utf-8")
    return consolidate(read_draft(file), [law])


def shown(done: Consolidation) -> list[str]:
    """Rows with +added+ and -removed-."""
    sign = {Mark.KEPT: "", Mark.ADDED: "+", Mark.REMOVED: "-"}
    return [f"{r.label} {''.join(f'{sign[s.mark]}{s.text}{sign[s.mark]}' for s in r.segments)}".strip() for r in done.rows]


def changed(done: Consolidation) -> list[str]:
    return [line for line in shown(done) if "+" in line or "-" in line]


LAW = "van het decreet van 3 mei 2019 betreffende de tuinen"


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        (
            f"In artikel 5, § 1, tweede lid, {LAW}, gewijzigd bij het decreet van 1 juli 2022, worden de woorden “24 uur” vervangen door de woorden “48 uur”.",
            ["De toezichthouder kan de tuin betreden na een melding van -24 uur-+48 uur+."],
        ),
        (
            f"In artikel 5 {LAW}, het laatst gewijzigd bij de decreten van 1 juli 2022 en 7 juni 2024, wordt in paragraaf 3 het bedrag “25 euro” vervangen door het bedrag “40 euro”.",
            ["§ 3. De tuinman betaalt -25 euro-+40 euro+."],
        ),
        (
            f"In artikel 5, § 1, eerste lid, {LAW} wordt de zinsnede “Hij meldt dat aan de buurt.” opgeheven.",
            ["De tuinman kan de poort openen. -Hij meldt dat aan de buurt.-"],
        ),
        (
            f"In artikel 7 {LAW} worden de woorden “open” en “kinderen” vervangen door “x”.",
            None,
        ),
        (
            f"In artikel 7 {LAW} wordt het woord “kinderen” telkens vervangen door de woorden “kinderen en jongeren”.",
            ["De tuin is open voor -kinderen-+kinderen en jongeren+. De -kinderen-+kinderen en jongeren+ spelen."],
        ),
        (f"In artikel 7 {LAW} wordt het woord “kinderen” vervangen door het woord “jongeren”.", None),
        (
            f"In artikel 5, § 1, derde lid, {LAW} worden tussen het woord “tuin” en het woord “betreden” de woorden “overdag” ingevoegd.",
            ["De buurt kan de tuin+ overdag+ betreden."],
        ),
        (
            f"Artikel 5, § 1, tweede lid, {LAW} wordt opgeheven.",
            ["-De toezichthouder kan de tuin betreden na een melding van 24 uur.-"],
        ),
        (f"In artikel 5, § 2, eerste lid, {LAW} wordt punt 2° opgeheven.", None),
        (f"Artikel 5, § 2, eerste lid, 2°, {LAW} wordt opgeheven.", ["2° -het adres;-"]),
        (
            f"Artikel 5, § 3, {LAW} wordt vervangen door wat volgt:\n“§ 3. De tuinman betaalt niets.”.",
            ["§ 3. -De tuinman betaalt 25 euro.-", "+§ 3. De tuinman betaalt niets.+"],
        ),
        (
            f"Artikel 6 {LAW} wordt vervangen door wat volgt:\n“Art. 6. De woning blijft open.”.",
            ["-De woning wordt gesloten. De poort blijft open.-", "+Art. 6. De woning blijft open.+"],
        ),
        (f"Artikel 6 {LAW} wordt vervangen door wat volgt:\n“Art. 8. De woning blijft open.”.", None),
        (
            f"Aan artikel 5 {LAW} wordt een paragraaf 4 toegevoegd, die luidt als volgt:\n“§ 4. De tuin is van iedereen.”.",
            ["+§ 4. De tuin is van iedereen.+"],
        ),
        (f"Aan artikel 5 {LAW} wordt een paragraaf 3 toegevoegd, die luidt als volgt:\n“§ 3. De tuin is van iedereen.”.", None),
        (
            f"In artikel 5, § 1, {LAW} wordt tussen het eerste en het tweede lid een lid ingevoegd, dat luidt als volgt:\n“De poort is groen.”.",
            ["+De poort is groen.+"],
        ),
        (
            f"Aan artikel 5, § 2, {LAW} wordt een derde lid toegevoegd, dat luidt als volgt:\n“De aanvraag is gratis.”.",
            ["+De aanvraag is gratis.+"],
        ),
        (f"Aan artikel 5, § 2, {LAW} wordt een vierde lid toegevoegd, dat luidt als volgt:\n“De aanvraag is gratis.”.", None),
        (
            f"In artikel 5, § 2, eerste lid, {LAW} wordt een punt 2°/1 ingevoegd, dat luidt als volgt:\n“2°/1 de hond;”.",
            ["+2°/1 de hond;+"],
        ),
        (
            f"Aan artikel 6 {LAW} wordt een zin toegevoegd, die luidt als volgt:\n“De sleutel hangt buiten.”.",
            ["De woning wordt gesloten. De poort blijft open.+ De sleutel hangt buiten.+"],
        ),
        (
            "In het decreet van 3 mei 2019 betreffende de tuinen, gewijzigd bij het decreet van 1 juli 2022, wordt een artikel 6/1 ingevoegd, dat luidt als volgt:\n“Art. 6/1. De poort is groen.”.",
            ["+Art. 6/1. De poort is groen.+"],
        ),
        (f"Artikel 9 {LAW} wordt opgeheven.", None),
        (f"Artikel 5, § 1, tweede lid, {LAW} wordt, behalve voor de toezichthouder, opgeheven.", None),
        (f"In artikel 5, § 1, laatste lid, {LAW} wordt het woord “buurt” vervangen door het woord “stad”.", None),
        (f"In artikel 7 {LAW} wordt het woord “kind” vervangen door het woord “mens”.", None),
    ],
)
def test_an_instruction_is_carried_out_exactly_or_left_to_the_reader(
    tmp_path: Path, law: BaseLaw, sentence: str, rows: list[str] | None
) -> None:
    (done,) = after(tmp_path, law, sentence)
    if rows is None:
        assert (done.rows, done.applied, len(done.refused)) == ((), (), 1)
        return
    assert (done.refused, changed(done)) == ((), rows)
    assert done.complete


def test_several_changes_under_one_sentence_are_shown_together_and_the_uncertain_one_is_named(
    tmp_path: Path, law: BaseLaw
) -> None:
    (done,) = after(
        tmp_path, law,
        f"In artikel 5 {LAW} worden de volgende wijzigingen aangebracht:\n"
        "1° in paragraaf 1, tweede lid, worden de woorden “24 uur” vervangen door de woorden “48 uur”;\n"
        "2° in paragraaf 2 worden de volgende wijzigingen aangebracht:\n"
        "a) in het eerste lid, 2°, wordt het woord “adres” vervangen door het woord “huis”;\n"
        "b) het tweede lid wordt opgeheven;\n"
        "3° paragraaf 3 wordt hersteld in de oude lezing;\n"
        "4° aan paragraaf 3 wordt een zin toegevoegd, die luidt als volgt:\n“Dat is alles.”.",
    )  # fmt: skip
    assert changed(done) == [
        "De toezichthouder kan de tuin betreden na een melding van -24 uur-+48 uur+.",
        "2° het -adres-+huis+;",
        "-De aanvraag wordt ondertekend.-",
        "§ 3. De tuinman betaalt 25 euro.+ Dat is alles.+",
    ]
    assert [(r.provision.rsplit("__", 1)[-1], r.why) for r in done.refused] == [("point_3", Why.SENTENCE)]
    assert not done.complete


def test_a_lid_counted_after_one_that_goes_is_left_to_the_reader(tmp_path: Path, law: BaseLaw) -> None:
    (done,) = after(
        tmp_path, law,
        f"In artikel 5, § 1, {LAW} worden de volgende wijzigingen aangebracht:\n"
        "1° het eerste lid wordt opgeheven;\n"
        "2° in het tweede lid wordt het woord “tuin” vervangen door het woord “hof”.",
    )  # fmt: skip
    assert [r.why for r in done.refused] == [Why.NUMBERING]
    assert changed(done) == ["-De tuinman kan de poort openen. Hij meldt dat aan de buurt.-"]


def test_words_that_an_earlier_change_brought_in_are_not_changed_again(tmp_path: Path, law: BaseLaw) -> None:
    (done,) = after(
        tmp_path, law,
        f"In artikel 6 {LAW} worden de volgende wijzigingen aangebracht:\n"
        "1° het woord “woning” wordt vervangen door het woord “poort”;\n"
        "2° in artikel 6 wordt het woord “open” vervangen door het woord “dicht”.",
    )  # fmt: skip
    assert [r.why for r in done.refused] == [Why.SENTENCE, Why.PLACE]
    assert done.rows == ()


def test_two_articles_that_change_the_same_article_name_each_other(tmp_path: Path, law: BaseLaw) -> None:
    first, second = after(
        tmp_path, law,
        f"Artikel 6 {LAW} wordt opgeheven.",
        "In artikel 6 van hetzelfde decreet wordt het woord “woning” vervangen door het woord “stal”.",
    )  # fmt: skip
    assert (first.also, second.also) == (("art_3",), ("art_2",))


def test_without_the_base_text_the_reader_is_told_which_law_is_missing(tmp_path: Path, law: BaseLaw) -> None:
    (done,) = after(tmp_path, law, "Artikel 6 van het decreet van 4 april 2014 betreffende de parken wordt opgeheven.")
    assert [(r.why, r.detail) for r in done.refused] == [(Why.NO_LAW, "decreet van 4 april 2014 betreffende de parken")]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("decreet van 3 mei 2019 betreffende de tuinen", True),
        ("decreet van 3 mei 2019", True),
        ("besluit van de Vlaamse Regering van 3 mei 2019", False),
        ("decreet van 4 mei 2019 betreffende de tuinen", False),
        ("decreet van 3 mei 2019 houdende de organisatie van het onderwijs", False),
        ("Tuindecreet", False),
    ],
)
def test_a_law_is_recognised_by_date_kind_and_subject(law: BaseLaw, name: str, found: bool) -> None:
    assert (meant(name, [law]) is law) is found


def test_two_laws_that_fit_are_no_answer(law: BaseLaw) -> None:
    assert meant("decreet van 3 mei 2019", [law, law]) is None


WORDS = ["de", "tuin", "poort", "haag", "boom", "tak", "blad", "wortel", "zaad", "oogst", "schuur", "kar"]


@pytest.mark.parametrize("seed", range(30))
def test_a_change_of_words_is_never_silently_wrong(tmp_path: Path, seed: int) -> None:
    """Random lids, random words: what is applied equals what a plain replacement in that lid gives; all else is refused."""
    rng = random.Random(seed)
    lids = [" ".join(rng.choices(WORDS, k=rng.randint(3, 9))).capitalize() + "." for _ in range(rng.randint(1, 4))]
    file = tmp_path / "basis.txt"
    file.write_text(
        "Decreet van 3 mei 2019 betreffende de tuinen\n\nArtikel 1. " + "\n\n".join(lids) + "\n\nArt. 2. Slot.\n",
        encoding="utf-8",
    )
    law = BaseLaw("basis", "Decreet van 3 mei 2019 betreffende de tuinen", "2019-05-03", "", "eigen", read_draft(file))
    number, old, every = rng.randint(1, 4), rng.choice(WORDS), rng.random() < 0.3
    ordinal = ("eerste", "tweede", "derde", "vierde")[number - 1]
    often = "telkens " if every else ""
    (done,) = after(
        tmp_path, law, f"In artikel 1, {ordinal} lid, {LAW} wordt {often}het woord “{old}” vervangen door het woord “NIEUW”."
    )
    times = lids[number - 1].strip(".").split().count(old) if number <= len(lids) else 0
    certain = times >= 2 if every else times == 1
    assert bool(done.applied) is certain
    if certain:
        expected = " ".join("NIEUW" if word == old else word for word in lids[number - 1].strip(".").split()) + "."
        assert [row.after for row in done.rows] == [*lids[: number - 1], expected, *lids[number:]]
        assert [row.before for row in done.rows] == lids


SOUND = (
    f"In artikel 5, § 1, tweede lid, {LAW}, gewijzigd bij het decreet van 1 juli 2022, worden de woorden “24 uur” vervangen door de woorden “48 uur”.",
    f"In artikel 7 {LAW} wordt het woord “kinderen” telkens vervangen door het woord “jongeren”.",
    f"In artikel 5, § 1, derde lid, {LAW} worden tussen het woord “tuin” en het woord “betreden” de woorden “overdag” ingevoegd.",
    f"Artikel 5, § 2, eerste lid, 2°, {LAW} wordt opgeheven.",
    f"Artikel 6 {LAW} wordt vervangen door wat volgt: “Art. 6. De woning blijft open.”.",
    f"Aan artikel 5 {LAW} wordt een paragraaf 4 toegevoegd, die luidt als volgt: “§ 4. De tuin is van iedereen.”.",
    f"In artikel 5, § 1, {LAW} wordt tussen het eerste en het tweede lid een lid ingevoegd, dat luidt als volgt: “De poort is groen.”.",
)  # fmt: skip


@pytest.mark.parametrize("sentence", SOUND)
@pytest.mark.parametrize("extra", ["behalve op zondag", "niet", "of artikel 6", "en het derde lid"])
def test_a_sentence_with_anything_more_in_it_is_left_to_the_reader(law: BaseLaw, sentence: str, extra: str) -> None:
    """The words are put in every gap outside the quotations; the sentence alone is carried out."""
    sound = read_instruction(sentence, "decreet van 3 mei 2019 betreffende de tuinen")
    apply(sound, article_unit(law.text, sound.place[0].number))
    gaps = [
        i for i, character in enumerate(sentence) if character == " " and sentence.count("“", 0, i) == sentence.count("”", 0, i)
    ]
    assert len(gaps) > 8
    silently = []
    for gap in gaps:
        try:
            read = read_instruction(f"{sentence[:gap]} {extra}{sentence[gap:]}", "decreet van 3 mei 2019 betreffende de tuinen")
            apply(read, article_unit(law.text, read.place[0].number))
        except CannotApply:
            continue
        silently.append((sentence[:gap][-40:], read))
    assert silently == []
