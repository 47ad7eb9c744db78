from tests.unit.versions.texts import ARTICLES, article, draft
from workbench.domain.anchors import anchor_in_draft
from workbench.domain.drafts import Draft
from workbench.domain.versions import Doubt, PlaceKind, Placement
from workbench.screening.alignment import VersionMap
from workbench.screening.reanchoring import place

ONE, TWO, THREE, FOUR, FIVE, SIX = ARTICLES
OLD = draft(*ARTICLES)
WORDS = "op elk ogenblik elke kampeerwagen betreden"


def placed(new: Draft, words: str = WORDS, number: int = 2) -> Placement:
    return place(anchor_in_draft(OLD, article(OLD, number), words), VersionMap(OLD, new))


def words_at(new: Draft, found: Placement) -> str:
    assert found.place is not None
    return new.source.text[found.place.position.start : found.place.position.end]


def test_words_that_did_not_change_are_found_after_renumbering() -> None:
    new = draft(ONE, SIX, TWO, THREE, FOUR, FIVE)
    found = placed(new)
    assert (found.kind, found.confidence, words_at(new, found)) == (PlaceKind.EXACT, 1.0, WORDS)
    assert found.place is not None
    assert found.place.provision == f"{article(new, 3)}__para_1"


def test_words_that_went_to_another_article_are_moved() -> None:
    stays, goes = FOUR.split(". ", 1)
    new = draft(ONE, TWO, f"{THREE} {goes}", stays + ".", FIVE, SIX)
    found = placed(new, "hoort vooraf de uitbaters", 4)
    assert (found.kind, words_at(new, found)) == (PlaceKind.MOVED, "hoort vooraf de uitbaters")


def test_reworded_words_are_found_with_the_new_words_around_them() -> None:
    new = draft(ONE, TWO.replace("op elk ogenblik elke kampeerwagen", "overdag elke kampeerwagen en tent"), *ARTICLES[2:])
    found = placed(new)
    assert (found.kind, words_at(new, found)) == (PlaceKind.REWORDED, "overdag elke kampeerwagen en tent betreden")
    assert 0.6 < found.confidence < 1.0


def test_a_deleted_paragraph_is_gone() -> None:
    assert placed(draft(ONE, TWO.split("\n\n")[1], *ARTICLES[2:])).kind is PlaceKind.GONE
    assert placed(draft(ONE, *ARTICLES[2:])).kind is PlaceKind.GONE


def test_other_words_in_their_stead_go_to_the_tray() -> None:
    _first, second = TWO.split("\n\n")
    new = draft(ONE, f"§ 1. Zonder bevel van de vrederechter gaat niemand naar binnen.\n\n{second}", *ARTICLES[2:])
    found = placed(new)
    assert (found.kind, found.place) == (PlaceKind.UNPLACED, None)
    assert found.doubt in (Doubt.REPLACED, Doubt.WEAK)
    assert "vrederechter" in found.candidates[0].words


def test_a_copy_beside_the_original_goes_to_the_tray_with_both_places() -> None:
    new = draft(ONE, TWO, THREE, THREE, FOUR, FIVE, SIX)
    found = placed(new, "een kopie van het bewijs", 3)
    assert (found.kind, found.doubt) == (PlaceKind.UNPLACED, Doubt.SEVERAL)
    assert {p.provision.rsplit("__", 1)[-1] for p in found.candidates} == {"art_3", "art_4"}


def test_a_near_copy_elsewhere_does_not_draw_the_words_away() -> None:
    new = draft(ONE, TWO, THREE, FOUR, FIVE, THREE.replace("tien", "twee"), SIX)
    found = placed(new, "een kopie van het bewijs gedurende tien jaar", 3)
    assert found.place is not None
    assert (found.kind, found.place.provision) == (PlaceKind.EXACT, article(new, 3))


def test_words_over_two_sentences_that_were_parted_go_to_the_tray() -> None:
    first, second = THREE.split(". ", 1)
    new = draft(ONE, TWO, first + ".", FOUR, FIVE, SIX, second)
    found = placed(new, "die geen identiteitsbewijs toont. Hij bewaart een kopie van het bewijs", 3)
    assert (found.kind, found.doubt) == (PlaceKind.UNPLACED, Doubt.SPLIT)
    assert len(found.candidates) == 2


def test_a_quotation_that_is_not_in_the_old_version_is_never_placed() -> None:
    anchor = anchor_in_draft(draft(ONE, "Heel iets anders over duinen en helmgras."), "art_2", "over duinen en helmgras")
    found = place(anchor, VersionMap(OLD, draft(*ARTICLES)))
    assert (found.kind, found.doubt) == (PlaceKind.UNPLACED, Doubt.NOT_IN_OLD)
