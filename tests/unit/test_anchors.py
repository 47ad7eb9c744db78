"""Exact words in a text, found again by their surroundings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.anchors import Anchor, Side, TextPosition, TextQuote, anchor_in_draft, anchor_in_treaty, hash_of, locate
from workbench.domain.drafts import Draft, DraftProvision, Kind, Line, ParseReport, SourceDocument
from workbench.domain.instruments import Provision
from workbench.errors import QuoteNotFound

TEXT = "Art. 1. De inspecteur kan\nde woning betreden.\nArt. 2. De inspecteur kan de woning verlaten.\n"
SECOND = TEXT.index("Art. 2")


def draft() -> Draft:
    lines = (Line(0, 25, 1), Line(26, SECOND - 1, 1), Line(SECOND, len(TEXT) - 1, 2))
    one = DraftProvision("art_1", Kind.ARTICLE, "1", "", "De inspecteur kan de woning betreden.", 1, 0, SECOND)
    two = DraftProvision("art_2", Kind.ARTICLE, "2", "", "De inspecteur kan de woning verlaten.", 2, SECOND, len(TEXT))
    source = SourceDocument(TEXT, lines, 2, "text")
    return Draft("a" * 12, "t", "ontwerp", "f", "h", "nl", source, (one, two), ParseReport(2, len(TEXT), (), 2, "1-2"))


def test_words_are_found_in_their_own_article_across_a_line_break() -> None:
    found = anchor_in_draft(draft(), "art_1", "inspecteur kan de woning")
    assert found.quote == TextQuote("inspecteur kan\nde woning", "Art. 1. De ", " betreden.\nArt. 2. De inspecteur")
    assert (found.position, found.page, found.text_hash) == (TextPosition(11, 35), 1, hash_of(TEXT))
    second = anchor_in_draft(draft(), "art_2", "inspecteur kan de woning")
    assert (TEXT[second.position.start :].startswith("inspecteur kan de woning verlaten"), second.page) == (True, 2)


def test_without_words_the_whole_provision_is_anchored() -> None:
    assert anchor_in_draft(draft(), "art_2").quote.exact == "Art. 2. De inspecteur kan de woning verlaten."


@pytest.mark.parametrize(
    ("place", "words", "key"), [("art_2", "betreden", "error.quote_not_found"), ("art_9", "", "error.provision_unknown")]
)
def test_words_that_are_not_there_are_refused(place: str, words: str, key: str) -> None:
    with pytest.raises(QuoteNotFound) as caught:
        anchor_in_draft(draft(), place, words)
    assert caught.value.key == key


def test_a_treaty_is_anchored_in_its_language() -> None:
    words = "Een ieder heeft recht op respect voor zijn woning."
    found = anchor_in_treaty(Provision("ECHR/8/1", "nl", "paragraph", "1", "", words, (), "", "s", "", "h"), "zijn woning")
    assert (found.side, found.source, found.position) == (Side.TREATY, "ECHR@nl", TextPosition(38, 49))


def test_words_that_moved_are_found_again_by_what_stands_around_them() -> None:
    found = anchor_in_draft(draft(), "art_2", "de woning")
    moved = "Nieuw. " + TEXT
    place = locate(found, moved)
    assert place == TextPosition(found.position.start + 7, found.position.end + 7)


def test_words_that_stand_twice_without_telling_surroundings_are_not_guessed() -> None:
    lost = Anchor(Side.DRAFT, "a", "art_1", TextQuote("kan", "zz", "zz"), TextPosition(900, 903), "h")
    assert locate(lost, TEXT) is None
    gone = Anchor(Side.DRAFT, "a", "art_1", TextQuote("vertrekt"), TextPosition(0, 8), "h")
    assert locate(gone, TEXT) is None


@given(st.text("ab \n", max_size=60), st.data())
def test_every_anchor_is_found_where_it_was_made(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    quote = TextQuote(text[start:end], text[max(0, start - 32) : start], text[end : end + 32])
    assert locate(Anchor(Side.DRAFT, "a", "p", quote, TextPosition(start, end), "h"), text) == TextPosition(start, end)
