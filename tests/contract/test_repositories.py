"""The same suite over every store: SQLite always, PostgreSQL when a server can be started here."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from workbench.domain.authority import AuthorityKind, AuthorityParagraph, AuthorityText
from workbench.domain.base_law import BaseLaw
from workbench.domain.drafts import Draft, DraftProvision, Kind, Line, ParseReport, SourceDocument
from workbench.domain.instruments import Applicability, Provision, Status, TreatyText
from workbench.domain.reason import Reason
from workbench.domain.search import Candidate, ScreenedUnit, Screening, Versions
from workbench.domain.tension import Level, PairTension
from workbench.domain.trees import Tree
from workbench.errors import StoreError
from workbench.storage.database import HEAD, downgrade, open_store, schema_version, upgrade
from workbench.storage.repositories import SqlCorpus, SqlDrafts, SqlScreenings
from workbench.storage.shelf import SqlLaws, SqlShelf


def provision(identifier: str, language: str = "nl", words: str = "woorden") -> Provision:
    kind = "article" if identifier.count("/") == 1 else "paragraph"
    return Provision(
        identifier, language, kind, identifier.split("/")[-1], "kop", words, ("Deel I",), "", "bron", "2014-01-01", "h"
    )


def treaty(*provisions: Provision) -> TreatyText:
    return TreatyText("CAT", provisions[0].language, "titel", "bron", "2014-01-01", provisions)


def draft(name: str = "a" * 12) -> Draft:
    source = SourceDocument("Art. 1. Eén regel.", (Line(0, 18, 1),), 1, "text")
    article = DraftProvision("art_1", Kind.ARTICLE, "1", "", "Eén regel.", 1, 0, 18)
    report = ParseReport(1, 18, (), 1, "1-1")
    return Draft(name, "Oefenontwerp", "ontwerp", "o.txt", "h" * 64, "nl", source, (article,), report, ("Stuk 1",))


def screening(identifier: str, created: str) -> Screening:
    reason = Reason("reason.words", ("regel",))
    candidate = Candidate("ECHR/8", 1.5, 0.8, (reason,), Applicability(Status.BINDING), {"register.meaning": 1})
    unit = ScreenedUnit("art_1", "artikel 1", "Eén regel.", 1, 0.5, (reason,), (candidate,))
    return Screening(identifier, "a" * 12, created, Versions("p", "e", "i", "r", "c"), (unit,))


def test_a_text_comes_back_word_for_word_in_reading_order(engine: Engine) -> None:
    corpus = SqlCorpus(engine)
    stored = (provision("CAT/2"), provision("CAT/2/1", words="één “woord”\nover twee regels"), provision("CAT/10"))
    corpus.replace(treaty(*stored))
    assert tuple(corpus.provisions()) == stored
    assert corpus.at("CAT/2/1") == [stored[1]]
    assert [(t.code, t.language, t.articles) for t in corpus.stored()] == [("CAT", "nl", ("2", "10"))]


def test_a_new_text_takes_the_place_of_the_old_one_in_its_own_language_only(engine: Engine) -> None:
    corpus = SqlCorpus(engine)
    corpus.replace(treaty(provision("CAT/1"), provision("CAT/2")))
    corpus.replace(treaty(provision("CAT/1", "en")))
    corpus.replace(treaty(provision("CAT/1", words="nieuw")))
    assert [(p.id, p.language, p.text) for p in corpus.provisions()] == [("CAT/1", "en", "woorden"), ("CAT/1", "nl", "nieuw")]
    assert [p.id for p in corpus.provisions(languages=["nl"])] == ["CAT/1"]
    assert corpus.provisions(codes=["ECHR"]) == []


def test_a_text_that_cannot_be_stored_whole_leaves_the_old_one(engine: Engine) -> None:
    corpus = SqlCorpus(engine)
    corpus.replace(treaty(provision("CAT/1")))
    with pytest.raises(StoreError):
        corpus.replace(treaty(provision("CAT/1", words="half"), provision("CAT/1", words="dubbel")))
    assert [p.text for p in corpus.provisions()] == ["woorden"]


def test_a_draft_comes_back_equal_and_the_same_file_is_stored_once(engine: Engine) -> None:
    drafts = SqlDrafts(engine)
    assert drafts.save(draft()) is True
    assert drafts.save(draft()) is False
    assert drafts.get("a" * 12) == draft()
    assert drafts.get("b" * 12) is None
    assert [(d.id, d.title, d.articles) for d in drafts.all()] == [("a" * 12, "Oefenontwerp", 1)]


def test_the_newest_screening_of_a_draft_comes_back_equal(engine: Engine) -> None:
    SqlDrafts(engine).save(draft())
    screenings = SqlScreenings(engine)
    assert screenings.latest("a" * 12) is None
    screenings.save(screening("s1", "2026-11-24T10:00:00+00:00"))
    screenings.save(screening("s2", "2026-11-24T11:00:00+00:00"))
    assert screenings.latest("a" * 12) == screening("s2", "2026-11-24T11:00:00+00:00")


def test_a_screening_of_an_unknown_draft_is_refused(engine: Engine) -> None:
    with pytest.raises(StoreError):
        SqlScreenings(engine).save(screening("s1", "2026-11-24T10:00:00+00:00"))


def test_migrations_go_down_and_up_again(engine: Engine) -> None:
    assert schema_version(engine) == HEAD
    downgrade(engine, "base")
    assert schema_version(engine) == ""
    upgrade(engine)
    SqlCorpus(engine).replace(treaty(provision("CAT/1")))
    assert len(SqlCorpus(engine).stored()) == 1


def test_a_stored_screening_names_its_test_trees_as_findings_do(engine: Engine) -> None:
    SqlDrafts(engine).save(draft())
    questions = ("question.difference.aim", "question.open_norm")
    pair = PairTension(Level.HIGH, 0.8, Tree.DIFFERENCE, questions=questions)
    candidate = Candidate("ECHR/14", 1.0, 0.9, (), Applicability(Status.BINDING), tension=pair)
    made = replace(
        screening("s1", "2026-11-24T10:00:00+00:00"), units=(ScreenedUnit("art_1", "artikel 1", "w", 1, 0.5, (), (candidate,)),)
    )
    SqlScreenings(engine).save(made)
    downgrade(engine, "0009")
    with engine.connect() as connection:
        stored = str(connection.execute(text("SELECT content FROM screening")).scalar())
    assert "difference_in_treatment" in stored and "question.difference_in_treatment.aim" in stored
    upgrade(engine)
    assert SqlScreenings(engine).latest("a" * 12) == made


def test_a_store_from_a_newer_version_is_left_alone(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError) as caught:
        open_store(engine.url.render_as_string(hide_password=False))
    assert (caught.value.key, caught.value.params) == ("error.store_newer", {"version": "9999"})


def test_a_file_that_is_no_database_says_so(tmp_path: Path) -> None:
    (tmp_path / "store.db").write_bytes(b"geen databank, maar wel lang genoeg om als een te worden gelezen" * 40)
    with pytest.raises(StoreError) as caught:
        open_store(f"sqlite:///{tmp_path / 'store.db'}")
    assert caught.value.key == "error.store_damaged"


def test_a_law_is_kept_once_and_a_newer_state_takes_its_place(engine: Engine) -> None:
    laws = SqlLaws(engine)
    old = BaseLaw("codex-1", "Decreet van 3 mei 2019", "2019-05-03", "2020-01-01", "bron", draft())
    new = replace(old, state="2021-01-01", text=replace(draft(), file_hash="i" * 64))
    assert (laws.save(old), laws.save(old), laws.save(new)) == (True, False, True)
    assert laws.all() == [new]


def test_a_text_on_the_shelf_is_found_by_the_article_that_it_is_attached_to(engine: Engine) -> None:
    shelf = SqlShelf(engine)
    paragraph = AuthorityParagraph("16", "woorden", 3, ("CRPD/19/a",))
    kind = AuthorityKind.GENERAL_COMMENT
    text = AuthorityText("CRPD-GC-5", "CRPD", kind, "5", "2017", "t", "nl", (), "bron", "h", (paragraph,))
    shelf.replace(text)
    shelf.replace(replace(text, hash="i"))
    assert shelf.about("CRPD/19") == [replace(text, hash="i")]
    assert (shelf.about("CRPD/1"), shelf.hashes()) == ([], ["CRPD-GC-5 nl i"])
