from workbench.domain.instruments import Provision, TreatyText
from workbench.domain.ports import StoredText
from workbench.knowledge.catalogue import _instrument
from workbench.use_cases.import_corpus import import_texts

ROW = {
    "code": "CAT", "names": {"nl": "x"}, "short": {"nl": "x"}, "family": "un", "kind": "treaty",
    "belgium": {"status": "binding"}, "expected": {"numbers": "1-3"},
}  # fmt: skip
INSTRUMENTS = {"CAT": _instrument(ROW)}


class Shelf:
    """A corpus in memory."""

    def __init__(self) -> None:
        self.texts: dict[tuple[str, str], TreatyText] = {}

    def stored(self) -> list[StoredText]:
        return [
            StoredText(t.code, t.language, t.title, t.source, t.text_date, tuple(p.number for p in t.articles), "", "")
            for t in self.texts.values()
        ]

    def replace(self, text: TreatyText) -> None:
        self.texts[text.code, text.language] = text


def text(numbers: str, date: str = "2014-01-01", code: str = "CAT") -> TreatyText:
    articles = [Provision(f"{code}/{n}", "nl", "article", n, "", f"tekst {n} {date}", (), "", "", date, "") for n in numbers]
    return TreatyText(code, "nl", "titel", "bron", date, tuple(articles))


def outcomes(shelf: Shelf, *texts: TreatyText) -> list[str]:
    return [row.outcome for row in import_texts(texts, shelf, INSTRUMENTS)]  # type: ignore[arg-type]


def test_a_first_text_is_stored_even_when_articles_are_missing_and_the_gap_is_reported() -> None:
    shelf = Shelf()
    (row,) = import_texts([text("13")], shelf, INSTRUMENTS)  # type: ignore[arg-type]
    assert (row.outcome, row.missing, len(shelf.texts)) == ("imported", ("2",), 1)


def test_a_worse_text_never_takes_the_place_of_a_better_one() -> None:
    shelf = Shelf()
    assert outcomes(shelf, text("123"), text("12", "2024-01-01")) == ["imported", "kept"]
    assert shelf.texts["CAT", "nl"].text_date == "2014-01-01"


def test_a_more_complete_or_a_newer_text_does() -> None:
    shelf = Shelf()
    assert outcomes(shelf, text("12"), text("123"), text("123", "2020-01-01")) == ["imported"] * 3
    assert shelf.texts["CAT", "nl"].text_date == "2020-01-01"


def test_the_same_text_again_changes_nothing() -> None:
    assert outcomes(Shelf(), text("123"), text("123")) == ["imported", "unchanged"]


def test_a_text_without_articles_and_an_unknown_instrument_are_not_stored() -> None:
    shelf = Shelf()
    assert outcomes(shelf, text(""), text("1", code="XYZ")) == ["empty", "unknown_instrument"]
    assert shelf.texts == {}
