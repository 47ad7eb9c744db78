"""The chain shows every touch; a record is the sum of its decisions."""

from __future__ import annotations

from dataclasses import fields, replace

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.history import GENESIS, AuditEntry, Decision, broken_links, differences, link, replay

WORDS = st.text("abé \n'\"", max_size=6)


def chain(actions: list[str]) -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    for seq, action in enumerate(actions, start=1):
        previous = entries[-1].hash if entries else GENESIS
        facts = (seq, "2026-11-25T10:00:00+00:00", "an", action, "finding", "f1", "d1", "0" * 64)
        entries.append(AuditEntry(*facts, previous, link(previous, *facts)))
    return entries


def head(entries: list[AuditEntry]) -> tuple[int, str]:
    return (entries[-1].seq, entries[-1].hash) if entries else (0, GENESIS)


@given(st.lists(WORDS, max_size=12))
def test_an_untouched_chain_is_whole(actions: list[str]) -> None:
    entries = chain(actions)
    assert list(broken_links(entries, head(entries))) == []


@given(st.lists(WORDS, min_size=2, max_size=10), st.data())
def test_any_touch_of_any_field_of_any_entry_is_seen(actions: list[str], data: st.DataObject) -> None:
    entries = chain(actions)
    end = head(entries)
    place = data.draw(st.integers(0, len(entries) - 1))
    name = data.draw(st.sampled_from([f.name for f in fields(AuditEntry)]))
    old = getattr(entries[place], name)
    new = old + data.draw(st.integers(1, 5)) if isinstance(old, int) else old + data.draw(WORDS.filter(bool))
    entries[place] = replace(entries[place], **{name: new})
    assert list(broken_links(entries, end)) != []


@given(st.lists(WORDS, min_size=2, max_size=10), st.data())
def test_an_entry_that_is_erased_repeated_or_moved_is_seen(actions: list[str], data: st.DataObject) -> None:
    entries = chain(actions)
    end = head(entries)
    place = data.draw(st.integers(0, len(entries) - 2))
    erased = entries[:place] + entries[place + 1 :]
    cut_off = entries[:-1]
    repeated = [*entries[: place + 1], entries[place], *entries[place + 1 :]]
    moved = [*entries[:place], entries[place + 1], entries[place], *entries[place + 2 :]]
    assert [list(broken_links(touched, end)) != [] for touched in (erased, cut_off, repeated, moved)] == [True] * 4


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | WORDS, lambda inner: st.lists(inner, max_size=3), max_leaves=5
)
STATES = st.lists(st.dictionaries(st.sampled_from("abcd"), JSON, max_size=4), min_size=1, max_size=6)


@given(STATES)
def test_a_record_is_told_back_from_its_changes_alone(states: list[dict[str, object]]) -> None:
    decisions, old = [], None
    for version, state in enumerate(states, start=1):
        changes = differences(old, state)
        decisions.append(Decision(version, "t", "an", "x", "finding", "f1", "d1", version, changes))
        old = state
    assert replay(decisions) == {name: value for name, value in states[-1].items() if value is not None}
