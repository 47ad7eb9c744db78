"""Repairs of the parse: the tree that a jurist would draw, and every character of the text still in its place."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.domain.draft_tree import DraftTree, RepairImpossible
from workbench.domain.drafts import Draft, Kind
from workbench.ingest import read_draft

TEXT = """Ontwerp van decreet over de proef

HOOFDSTUK 1. Begin

Artikel 1. Dit decreet regelt een gewestaangelegenheid.

Art. 2. § 1. De eerste regel geldt. De tweede regel geldt ook.

§ 2. De derde regel geldt.

Art. 3. De vierde regel:

1° voor de ene;

2° voor de andere.
"""


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    (tmp_path / "proef.txt").write_text(TEXT, encoding="utf-8")
    return read_draft(tmp_path / "proef.txt")


def drawn(tree: DraftTree) -> list[str]:
    """One line per provision: indent, kind, number and words."""
    nodes = tree.provisions()
    parents = {node.id: node.parent for node in nodes}

    def depth(place: str | None) -> int:
        return 0 if place is None else 1 + depth(parents[place])

    return [f"{'  ' * depth(n.parent)}{n.kind} {n.number}: {n.text or n.heading}" for n in nodes]


def spanned(tree: DraftTree, draft: Draft, provision: str) -> str:
    node = next(n for n in tree.provisions() if n.id == provision)
    return " ".join(draft.source.text[node.start : node.end].split())


def test_the_tree_before_any_repair(draft: Draft) -> None:
    assert drawn(DraftTree(draft)) == [
        "chapter 1: Begin",
        "  article 1: Dit decreet regelt een gewestaangelegenheid.",
        "  article 2: ",
        "    paragraph 1: De eerste regel geldt. De tweede regel geldt ook.",
        "    paragraph 2: De derde regel geldt.",
        "  article 3: De vierde regel:",
        "    point 1°: voor de ene;",
        "    point 2°: voor de andere.",
    ]
    assert DraftTree(draft).provisions() == draft.provisions


def test_a_paragraph_that_is_an_article_takes_its_place_and_what_follows(draft: Draft) -> None:
    tree = DraftTree(draft)
    tree.relabel("chp_1__art_2__para_1", Kind.ARTICLE, "2bis", "")
    assert drawn(tree)[2:6] == [
        "  article 2: ",
        "  article 2bis: De eerste regel geldt. De tweede regel geldt ook.",
        "    paragraph 2: De derde regel geldt.",
        "  article 3: De vierde regel:",
    ]
    assert spanned(tree, draft, "chp_1__art_2__para_1").endswith("§ 2. De derde regel geldt.")


def test_an_article_that_is_a_paragraph_goes_under_the_one_before_it(draft: Draft) -> None:
    tree = DraftTree(draft)
    tree.relabel("chp_1__art_3", Kind.PARAGRAPH, "3", "")
    assert drawn(tree)[4:] == [
        "    paragraph 2: De derde regel geldt.",
        "    paragraph 3: De vierde regel:",
        "      point 1°: voor de ene;",
        "      point 2°: voor de andere.",
    ]
    assert spanned(tree, draft, "chp_1__art_2").endswith("2° voor de andere.")


def test_a_merge_keeps_every_word_with_its_label_and_the_points_below(draft: Draft) -> None:
    tree = DraftTree(draft)
    tree.merge("chp_1__art_3")
    assert drawn(tree)[4:] == [
        "    paragraph 2: De derde regel geldt. Art. 3. De vierde regel:",
        "      point 1°: voor de ene;",
        "      point 2°: voor de andere.",
    ]
    assert spanned(tree, draft, "chp_1__art_2__para_2").endswith("2° voor de andere.")


def test_a_split_makes_a_new_provision_with_an_address_of_its_own(draft: Draft) -> None:
    tree = DraftTree(draft)
    tree.split("chp_1__art_2__para_1", "De tweede regel", Kind.PARAGRAPH, "1/1")
    assert drawn(tree)[3:6] == [
        "    paragraph 1: De eerste regel geldt.",
        "    paragraph 1/1: De tweede regel geldt ook.",
        "    paragraph 2: De derde regel geldt.",
    ]
    assert spanned(tree, draft, "chp_1__art_2__para_1") == "§ 1. De eerste regel geldt."
    assert spanned(tree, draft, "chp_1__art_2__para_1-1") == "De tweede regel geldt ook."


def test_the_label_of_the_second_part_is_not_repeated_in_its_words(draft: Draft) -> None:
    tree = DraftTree(draft)
    tree.split("chp_1__art_1", "een gewestaangelegenheid", Kind.POINT, "een")
    assert drawn(tree)[1:3] == ["  article 1: Dit decreet regelt", "    point een: gewestaangelegenheid."]


def test_a_split_and_a_merge_undo_one_another_word_for_word(draft: Draft) -> None:
    tree = DraftTree(draft)
    tree.split("chp_1__art_2__para_1", "De tweede regel", Kind.PARAGRAPH, "")
    new = next(n.id for n in tree.provisions() if n.text.startswith("De tweede"))
    tree.merge(new)
    assert drawn(tree) == drawn(DraftTree(draft))
    assert tree.provisions() == draft.provisions


@pytest.mark.parametrize(
    ("cut", "key"),
    [
        ("regel", "error.repair_cut"),
        ("staat er niet", "error.repair_cut"),
        ("", "error.repair_cut"),
        ("De eerste", "error.repair_cut_first"),
    ],
)
def test_words_that_do_not_tell_where_to_cut_change_nothing(draft: Draft, cut: str, key: str) -> None:
    tree = DraftTree(draft)
    with pytest.raises(RepairImpossible) as caught:
        tree.split("chp_1__art_2__para_1", cut, Kind.PARAGRAPH, "")
    assert caught.value.key == key
    assert tree.provisions() == draft.provisions


def test_the_first_provision_has_nothing_to_be_merged_into(draft: Draft) -> None:
    with pytest.raises(RepairImpossible):
        DraftTree(draft).merge("chp_1")


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_repaired_every_word_stays_under_exactly_one_provision(draft: Draft, data: st.DataObject) -> None:
    tree = DraftTree(draft)
    for _ in range(data.draw(st.integers(1, 6))):
        node = data.draw(st.sampled_from(tree.provisions()))
        kind = data.draw(st.sampled_from(list(Kind)))
        action = data.draw(st.sampled_from(["merge", "split", "relabel"]))
        with contextlib.suppress(RepairImpossible):
            if action == "merge":
                tree.merge(node.id)
            elif action == "split":
                tree.split(node.id, node.text.partition(" ")[2] or "x", kind, "9")
            else:
                tree.relabel(node.id, kind, "9", "")
    nodes = tree.provisions()
    by_id = {n.id: n for n in nodes}
    assert len(by_id) == len(nodes)
    assert [n.start for n in nodes] == sorted(n.start for n in nodes)
    for n in nodes:
        if n.parent is not None:
            above = by_id[n.parent]
            assert above.start <= n.start and n.end <= above.end
    assert max(n.end for n in nodes) == max(n.end for n in draft.provisions)
    assert nodes[0].start == draft.provisions[0].start
