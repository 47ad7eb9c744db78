from tests.unit.versions.texts import ARTICLES, article, draft
from workbench.domain.versions import Change, Edit, EditKind
from workbench.screening.alignment import align
from workbench.screening.word_difference import word_difference

ONE, TWO, THREE, FOUR, FIVE, SIX = ARTICLES
OLD = draft(*ARTICLES)
NEW_ARTICLE = "De erfgoedcel houdt een lijst bij van bomen die ouder zijn dan een eeuw."


def told(*articles: str) -> dict[str, tuple[str, tuple[Change, ...]]]:
    """Old numbers -> new numbers and what happened."""
    new = draft(*articles)
    numbers = {p.id: p.number for p in (*OLD.provisions, *new.provisions)}

    def named(ids: tuple[str, ...]) -> str:
        return "+".join(numbers[i] for i in ids) or "-"

    pairs = align(OLD, new).pairs
    return {f"{named(p.old)}>{named(p.new)}": (f"{p.confidence:.1f}", p.changes) for p in pairs if p.changes != (Change.SAME,)}


def test_the_same_text_is_the_same_article_by_article() -> None:
    pairs = align(OLD, draft(*ARTICLES)).pairs
    assert [(p.changes, p.similarity, p.confidence) for p in pairs] == [((Change.SAME,), 1.0, 1.0)] * 6


def test_a_new_article_renumbers_those_after_it() -> None:
    found = told(ONE, NEW_ARTICLE, TWO, THREE, FOUR, FIVE, SIX)
    assert found["->2"][1] == (Change.NEW,)
    assert {k: v for k, v in found.items() if k != "->2"} == {f"{n}>{n + 1}": ("1.0", (Change.RENUMBERED,)) for n in range(2, 7)}


def test_a_dropped_article_is_told_and_not_paired_with_another() -> None:
    found = told(ONE, TWO, THREE, FOUR, SIX)
    assert found["5>-"][1] == (Change.DROPPED,)
    assert found["6>5"] == ("1.0", (Change.RENUMBERED,))


def test_an_article_cut_in_two_is_a_split() -> None:
    first, second = THREE.split(". ", 1)
    found = told(ONE, TWO, first + ".", second, FOUR, FIVE, SIX)
    assert found["3>3+4"][1] == (Change.REWORDED, Change.SPLIT) or found["3>3+4"][1] == (Change.SPLIT,)


def test_two_articles_in_one_are_a_merge() -> None:
    found = told(ONE, TWO, THREE, f"{FOUR}\n\n{FIVE}", SIX)
    assert Change.MERGED in found["4+5>4"][1]


def test_an_article_elsewhere_is_moved() -> None:
    found = told(ONE, THREE, FOUR, FIVE, TWO, SIX)
    assert found["2>5"] == ("1.0", (Change.RENUMBERED, Change.MOVED))
    assert Change.MOVED not in found["3>2"][1]


def test_other_words_in_the_same_place_are_a_rewording_with_the_share_that_stayed() -> None:
    new = draft(ONE, TWO.replace("op elk ogenblik", "overdag na machtiging van de rechter"), *ARTICLES[2:])
    pair = align(OLD, new).of_old(article(OLD, 2))
    assert pair is not None
    assert pair.changes == (Change.REWORDED,)
    assert 0.8 < pair.similarity < 0.95


def test_a_sentence_that_went_to_another_article_is_told() -> None:
    stays, goes = FOUR.split(". ", 1)
    new = draft(ONE, TWO, f"{THREE} {goes}", stays + ".", FIVE, SIX)
    found = align(OLD, new)
    assert [(m.old, m.new, m.words) for m in found.moves] == [(article(OLD, 4), article(new, 3), 8)]


def test_of_two_equal_copies_side_by_side_neither_is_sure() -> None:
    new = draft(ONE, TWO, THREE, THREE, FOUR, FIVE, SIX)
    pair = align(OLD, new).of_old(article(OLD, 3))
    assert pair is not None
    assert pair.confidence <= 0.6


def test_every_article_of_both_versions_is_in_exactly_one_pair() -> None:
    new = draft(NEW_ARTICLE, FIVE, ONE, f"{TWO}\n\n{THREE}", SIX)
    pairs = align(OLD, new).pairs
    assert sorted(i for p in pairs for i in p.old) == sorted(article(OLD, n) for n in range(1, 7))
    assert sorted(i for p in pairs for i in p.new) == sorted(article(new, n) for n in range(1, 6))


def test_the_difference_is_told_word_by_word() -> None:
    edits = word_difference("De inspecteur kan op elk ogenblik binnengaan.", "De inspecteur kan na machtiging\nbinnengaan.")
    assert edits == (
        Edit(EditKind.EQUAL, "De inspecteur kan "),
        Edit(EditKind.DELETED, "op elk ogenblik"),
        Edit(EditKind.INSERTED, "na machtiging"),
        Edit(EditKind.EQUAL, " binnengaan."),
    )
    assert word_difference("", "Nieuw.") == (Edit(EditKind.INSERTED, "Nieuw."),)
    assert word_difference("a\n b", "a b") == (Edit(EditKind.EQUAL, "a b"),)
