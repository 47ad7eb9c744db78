"""The journey of a reader: import, parse report, screening, search, the other language."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape

from streamlit.testing.v1 import AppTest

OpenApp = Callable[..., AppTest]
WorkOff = Callable[[], int]


def words(app: AppTest) -> str:
    """Everything on the page that is read, as HTML."""
    parts = [*app.html, *app.markdown, *app.header, *app.title, *app.warning, *app.success, *app.error]
    return unescape(" ".join(str(part.value) for part in parts))


def labels(app: AppTest) -> list[str]:
    return [link.label for link in app.page_link]


def test_the_first_page_says_what_to_do_when_nothing_is_there(open_app: OpenApp) -> None:
    page = words(open_app())
    assert "Er is nog geen ontwerp." in page
    assert "Er zijn nog geen officiële verdragsteksten ingevoerd." in page
    assert "Geen suggestie is geen vrijbrief" in page


def test_the_parse_report_counts_articles_and_names_the_missing_one(open_app: OpenApp, imported: str) -> None:
    page = words(open_app("draft", draft=imported))
    assert "<dt>Artikelen geteld</dt><dd>4</dd>" in page
    assert "<dt>Nummering</dt><dd>1-5</dd>" in page
    assert "Ontbreekt: artikel 4" in page


def test_a_draft_reads_as_nested_text_and_its_words_are_never_run_as_html(open_app: OpenApp, imported: str) -> None:
    app = open_app("draft", draft=imported)
    text = next(part.value for part in app.html if "ts-draft" in part.value)
    assert "Hoofdstuk 2. Toezicht</h3>" in text
    assert "Artikel 3</h4>" in text
    assert '<span class="ts-number">§ 1</span>' in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script" not in text


def test_a_file_without_provisions_gets_a_sentence_and_stores_nothing(open_app: OpenApp, work_off: WorkOff) -> None:
    app = open_app("importing")
    app.file_uploader(key="draft_file").set_value(("leeg.txt", b"   \n", "text/plain"))
    next(b for b in app.button if b.label == "Ontwerp lezen").click().run()
    work_off()
    app.run()
    assert not app.exception
    assert len(app.error) == 1
    assert "leeg.txt" in app.error[0].value
    assert "Er is nog geen ontwerp." in words(open_app())


def screened(open_app: OpenApp, draft_id: str, work_off: WorkOff) -> AppTest:
    """Start the screening, let the worker do it, and look again."""
    app = open_app("screening", draft=draft_id)
    next(b for b in app.button if b.label == "Screening starten").click().run()
    assert work_off() == 1
    app.run()
    assert "Bepalingen" in [header.value for header in app.header]
    return app


def test_screening_keeps_its_result_after_a_reload_and_ranks_boilerplate_low(
    open_app: OpenApp, imported: str, work_off: WorkOff
) -> None:
    screened(open_app, imported, work_off)
    again = open_app("screening", draft=imported, order="tension")
    assert labels(again)[0] == "**Artikel 3\\, § 1**"
    page = words(again)
    assert "standaardbepaling (inwerkingtreding), laag gerangschikt" in page
    assert "Kandidaten zijn suggesties van het programma, geen bevindingen." in page


def test_the_desk_of_an_address_shows_the_draft_and_a_candidate(open_app: OpenApp, imported: str, work_off: WorkOff) -> None:
    screened(open_app, imported, work_off)
    app = open_app("screening", draft=imported, unit="chp_2__art_3__para_1")
    page = words(app)
    assert '<h2 id="ts-arrive">Artikel 3, § 1</h2>' in page
    assert "op elk ogenblik" in page.split("<h2 id", 1)[1]
    assert "toestemming" in page
    candidates = app.radio(key="cand-chp_2__art_3__para_1").options
    assert len(candidates) == 10
    assert any("artikel 8" in label and "EVRM" in label for label in candidates)


def test_search_finds_the_home_and_cites_it_as_a_jurist_does(open_app: OpenApp) -> None:
    app = open_app("search", q="De inspecteur betreedt de woning zonder toestemming van de bewoner.")
    page = words(app)
    assert "Artikel 8" in page and "EVRM" in page
    assert "bindend voor België" in page
    assert "20 artikelen gevonden" in page


def test_a_register_phrase_in_another_language_is_quoted_and_said_to_be_so(open_app: OpenApp) -> None:
    phrase = "This decree does not apply to persons in the airport transit zone."
    shown = words(open_app("search", q=phrase))
    assert f'Lijkt op wat het register in een andere taal (Engels) noemt: <q lang="en">{phrase}</q>' in shown
    assert f"Lijkt op wat het register noemt: {phrase}" not in shown
    assert f"Resembles what the register lists: {phrase}" in words(open_app("search", q=phrase, lang="en"))


def test_a_filter_in_the_address_keeps_other_treaties_out(open_app: OpenApp) -> None:
    app = open_app("search", q="De inspecteur betreedt de woning van het kind.", instr="CRC")
    heads = [part.value for part in app.html if "<h3>" in part.value]
    assert heads
    assert all("Kinderrechtenverdrag" in head or "IVRK" in head or "VRK" in head for head in heads)


def test_search_in_drafts_leads_to_the_provision(open_app: OpenApp, imported: str) -> None:
    app = open_app("search", q="kampeerwagen betreden zonder toestemming", **{"in": "drafts"})
    assert "1. Artikel 3</h3>" in words(app)
    assert "Artikel 3 openen in de screening" in [label.replace("\\", "") for label in labels(app)]


def test_the_language_of_the_address_changes_every_word_of_ours(open_app: OpenApp) -> None:
    app = open_app("start", lang="en")
    page = words(app)
    assert "No suggestion is no clearance" in page
    assert "There is no draft yet." in page
    assert "Er is nog geen ontwerp." not in page


def test_an_article_page_shows_status_register_and_what_is_not_verified(open_app: OpenApp) -> None:
    app = open_app("treaties", instrument="RESC", article="31")
    page = words(app)
    assert "Niet aanvaard door België" in page
    assert "Telt alleen als argument, nooit als schending." in page
    assert "De officiële tekst is nog niet ingevoerd" in page


def test_an_unknown_draft_in_the_address_is_told_and_does_not_break(open_app: OpenApp, imported: str) -> None:
    assert "Er is geen ontwerp bestaatniet op deze machine" in words(open_app("draft", draft="bestaatniet"))


def test_a_search_that_was_sent_stands_in_the_address_and_in_the_history(open_app: OpenApp) -> None:
    app = open_app("search")
    app.text_area(key="q").set_value("De inspecteur betreedt de woning zonder toestemming.")
    app.multiselect(key="instr").set_value(["ECHR"])
    app.select_slider(key="bal").set_value(25)
    next(b for b in app.button if b.label == "Zoeken").click().run()
    address = {name: app.query_params[name] for name in ("q", "instr", "bal")}
    assert address == {"q": "De inspecteur betreedt de woning zonder toestemming.", "instr": "ECHR", "bal": "25"}
    assert "artikel 8" in words(app).lower()
    assert "De inspecteur betreedt de woning zonder toestemming\\." in labels(open_app("search"))


def test_a_kept_search_comes_back_by_its_name_until_it_is_removed(open_app: OpenApp) -> None:
    app = open_app("search", q="school weigert leerling met een handicap", bal="75")
    app.text_input[0].set_value("Handicap op school")
    next(b for b in app.button if b.label == "Bewaren").click().run()
    again = open_app("search")
    assert "Handicap op school" in labels(again)
    next(b for b in again.button if b.label == "Weg").click().run()
    assert "Handicap op school" not in labels(again)


def first_hit(app: AppTest) -> str:
    return next(part.value for part in app.html if '<div class="ts-hit">' in part.value)


def test_the_slider_decides_which_lanes_are_heard(open_app: OpenApp) -> None:
    question = "De inspecteur betreedt de woning zonder toestemming van de bewoner."
    words_only = first_hit(open_app("search", q=question, bal="0"))
    meaning_only = first_hit(open_app("search", q=question, bal="100"))
    assert "op betekenis niet gevonden" in words_only and "op woorden niet gevonden" not in words_only
    assert "op woorden niet gevonden" in meaning_only and "op betekenis niet gevonden" not in meaning_only


def test_the_register_alone_shows_our_own_phrases(open_app: OpenApp) -> None:
    app = open_app("search", q="De inspecteur betreedt de woning zonder toestemming.", **{"in": "register"})
    assert "Zo schrijven decreten het (onze woorden, uit het register):" in words(app)


def test_a_search_in_one_draft_keeps_the_others_out(open_app: OpenApp, imported: str) -> None:
    address = {"q": "kampeerwagen betreden zonder toestemming", "in": "drafts"}
    assert "1. Artikel 3</h3>" in words(open_app("search", drafts=imported, **address))
    assert "Niets gevonden." in words(open_app("search", drafts="000000000000", **address))


def test_a_repair_shows_in_the_text_and_stands_in_the_log_until_it_is_taken_back(open_app: OpenApp, imported: str) -> None:
    app = open_app("draft", draft=imported)
    app.selectbox(key="repair_place").set_value("chp_2__art_3__para_2").run()
    app.radio(key="repair_kind").set_value("relabel").run()
    app.selectbox(key="relabel-kind-chp_2__art_3__para_2").set_value("article").run()
    app.text_input(key="relabel-number-chp_2__art_3__para_2").set_value("4").run()
    assert "<strong>artikel 4</strong> De bewoner wordt vooraf gehoord." in words(app)
    app.text_input(key="repair_reason").set_value("nummer viel weg").run()
    app.button(key="repair_do").click().run()
    page = words(app)
    assert "<dt>Artikelen geteld</dt><dd>5</dd>" in page
    assert "Ontbreekt: artikel 4" not in page
    assert "Artikel 4</h4>" in page
    assert "paragraaf 2 benoemd als artikel 4: “De bewoner wordt vooraf gehoord.”" in page
    next(b for b in app.button if b.label == "Laatste herstel terugnemen").click().run()
    page = words(app)
    assert "Ontbreekt: artikel 4" in page
    assert "teruggenomen" in page


def test_the_register_by_right_puts_binding_articles_before_arguments(open_app: OpenApp) -> None:
    page = words(open_app("treaties", by="right", right="private-life"))
    binding, argument = page.index("Bindend voor België ("), page.index("Niet bindend: alleen als argument (")
    assert binding < page.index("artikel 8 EVRM</a>") < argument < page.index("artikel 12 UVRM</a>")


def test_a_treaty_lists_every_article_and_says_where_belgium_deviates(open_app: OpenApp) -> None:
    page = words(open_app("treaties", instrument="RESC"))
    row = next(part for part in page.split("<li>") if "article=31" in part)
    assert "niet aanvaard" in row and "officiële tekst niet ingevoerd" in row
