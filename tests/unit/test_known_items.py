"""Must-find pairs: kept by people, checked again after every change, lost ones named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from workbench import console
from workbench.bootstrap import Workbench
from workbench.config import Settings
from workbench.domain.known_items import BoxState, KnownCheck, KnownItem, KnownRank, box_of
from workbench.domain.search import Versions
from workbench.errors import InputError, RuleError
from workbench.use_cases.known_items import article_named, keep_item, known_box, rank_of, retire_item
from workbench.use_cases.search import rank

HOME = "De inspecteur kan de woning op elk ogenblik betreden zonder toestemming van de bewoner."
SCHOOL = "Een kind met een handicap wordt niet tot de gewone school toegelaten."
OLD, NEW = Versions("p", "enc", "idx1", "reg", "cat"), Versions("p", "enc", "idx2", "reg", "cat")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    return Workbench(Settings(tmp_path_factory.mktemp("known")))


def test_a_check_says_where_each_article_came_and_is_not_repeated_without_a_change(bench: Workbench) -> None:
    actor = bench.actor()
    assert bench.check_known(actor) is None
    first = keep_item(actor, f"  {HOME} ", "ECHR/8/2", 5, "EHRM  Niemietz")
    assert (first.text, first.norm, first.why) == (HOME, "ECHR/8", "EHRM Niemietz")
    assert known_box(actor, bench.versions_now).state is BoxState.NEVER
    check = bench.check_known(actor)
    assert check is not None
    (place,) = check.ranks
    tools = bench.search_tools()
    (hits,) = rank([HOME], tools)
    assert (place.found, list(tools.space.articles)[hits.order[place.rank - 1]]) == (True, "ECHR/8")
    assert check.versions == bench.versions_now
    assert bench.check_known(actor) is None
    assert known_box(actor, bench.versions_now).state is BoxState.CURRENT
    assert known_box(actor, NEW).state is BoxState.STALE
    second = keep_item(actor, SCHOOL, "CRPD/24")
    assert known_box(actor, bench.versions_now).state is BoxState.STALE
    again = bench.check_known(actor)
    assert again is not None and [r.item for r in again.ranks] == [first.id, second.id]
    retire_item(actor, second, "staat dubbel")
    box = known_box(actor, bench.versions_now)
    assert ([line.item.id for line in box.lines], len(box.checks), box.state) == ([first.id], 2, BoxState.CURRENT)


def test_an_article_that_no_lane_finds_has_no_rank_and_counts_as_missed(bench: Workbench) -> None:
    tools = bench.search_tools()
    assert rank_of(KnownItem(text=HOME, norm="ECHR/999"), tools) == 0
    assert not KnownRank("x", 0, 10).found
    assert (KnownRank("x", 10, 10).found, KnownRank("x", 11, 10).found) == (True, False)


def test_a_pair_that_was_found_before_and_is_not_now_is_lost() -> None:
    kept, slipped, new = (KnownItem(id=name, text=name, norm="ECHR/8") for name in ("kept", "slipped", "new"))
    before = KnownCheck(versions=OLD, ranks=(KnownRank("kept", 1, 10), KnownRank("slipped", 9, 10)))
    after = KnownCheck(versions=NEW, ranks=(KnownRank("kept", 2, 10), KnownRank("slipped", 12, 10), KnownRank("new", 40, 10)))
    box = box_of([kept, slipped, new, replace(new, id="gone", active=False)], [after, before], NEW)
    assert [(line.item.id, line.lost) for line in box.lines] == [("kept", False), ("slipped", True), ("new", False)]
    assert ([r.item for r in after.found], box.state) == (["kept"], BoxState.CURRENT)
    assert box_of([kept], [], NEW).state is BoxState.NEVER
    assert box_of([replace(kept, active=False)], [after], NEW).state is BoxState.EMPTY
    assert box_of([replace(kept, within=3)], [after], NEW).state is BoxState.STALE


@pytest.mark.parametrize(
    ("text", "within", "key"),
    [
        ("  ", 10, "error.known_text"),
        ("x" * 601, 10, "error.known_text"),
        (SCHOOL, 0, "error.known_within"),
        (SCHOOL, 51, "error.known_within"),
    ],
)
def test_a_pair_that_cannot_be_checked_is_refused(bench: Workbench, text: str, within: int, key: str) -> None:
    with pytest.raises(RuleError) as caught:
        keep_item(bench.actor(), text, "CRC/23", within)
    assert caught.value.key == key


def test_the_same_pair_is_not_kept_twice(bench: Workbench) -> None:
    keep_item(bench.actor(), "Een regel.", "CRC/3")
    with pytest.raises(RuleError) as caught:
        keep_item(bench.actor(), "een  REGEL.", "CRC/3/1")
    assert caught.value.key == "error.known_there"


def test_an_article_is_named_as_it_is_cited_or_by_its_id(bench: Workbench) -> None:
    known = bench.catalogue.instruments
    assert article_named("artikel 8, § 2, EVRM", known) == "ECHR/8"
    assert article_named(" CRPD/19/a ", known) == "CRPD/19"
    for words in ("artikel 8", "ECHR/", "niets"):
        with pytest.raises(InputError):
            article_named(words, known)


def test_the_command_names_what_is_not_found_with_exit_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["toetssteen", "--data", str(tmp_path), *arguments])
        code = 0
        try:
            console.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    assert run("known", "check")[0] == 0
    assert run("known", "add", HOME, "artikel 8 EVRM", "--within", "10")[0] == 0
    code, out, err = run("known", "check")
    assert (code, "1 van 1 gevonden binnen hun grens." in err) == (0, True)
    assert "ECHR/8" in out and HOME in out
    assert run("known", "add", HOME, "Aarhus/1", "--within", "1")[0] == 2
    assert run("known", "add", "De lucht is blauw.", "CRPD/24", "--within", "1")[0] == 0
    assert run("known", "check")[0] == 1
