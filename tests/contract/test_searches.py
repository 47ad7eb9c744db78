"""Search history and kept searches over every store."""

from sqlalchemy import Engine

from workbench.domain.searches import PastSearch
from workbench.storage.searches import LONGEST_HISTORY, SqlSearches


def asked(name: str, minute: int, who: str = "an", text: str = "", kept: str = "") -> PastSearch:
    return PastSearch(name, who, f"2026-11-24T10:{minute:02}:00+00:00", {"q": [text or name], "instr": ["CRC"]}, kept)


def test_the_same_question_again_moves_to_the_front_of_the_history(engine: Engine) -> None:
    searches = SqlSearches(engine)
    for past in (asked("a", 1, text="woning"), asked("b", 2, text="school"), asked("c", 3, text="woning")):
        searches.remember(past)
    assert [(s.id, s.text) for s in searches.history("an", 9)] == [("c", "woning"), ("b", "school")]
    assert searches.history("an", 1)[0].address == {"q": ["woning"], "instr": ["CRC"]}


def test_nobody_sees_or_empties_the_history_of_another(engine: Engine) -> None:
    searches = SqlSearches(engine)
    searches.remember(asked("a", 1))
    searches.remember(asked("b", 2, who="bart"))
    searches.keep(asked("k", 3, kept="Woningbezoek"))
    searches.forget_history("an")
    searches.drop("bart", "k")
    assert searches.history("an", 9) == []
    assert [s.id for s in searches.history("bart", 9)] == ["b"]
    assert [s.name for s in searches.kept("an")] == ["Woningbezoek"]


def test_a_kept_search_is_replaced_under_its_name_and_can_be_let_go(engine: Engine) -> None:
    searches = SqlSearches(engine)
    searches.keep(asked("k1", 1, text="oud", kept="Woningbezoek"))
    searches.keep(asked("k2", 2, text="nieuw", kept="Woningbezoek"))
    searches.keep(asked("k3", 3, kept="Handicap"))
    assert [(s.name, s.id) for s in searches.kept("an")] == [("Handicap", "k3"), ("Woningbezoek", "k2")]
    searches.drop("an", "k2")
    assert [s.name for s in searches.kept("an")] == ["Handicap"]


def test_a_long_history_forgets_its_oldest(engine: Engine) -> None:
    searches = SqlSearches(engine)
    for n in range(LONGEST_HISTORY + 2):
        searches.remember(PastSearch(str(n), "an", f"2026-11-24T{n // 60:02}:{n % 60:02}:00+00:00", {"q": [str(n)]}))
    history = searches.history("an", 999)
    assert (len(history), history[0].id, history[-1].id) == (LONGEST_HISTORY, str(LONGEST_HISTORY + 1), "2")
