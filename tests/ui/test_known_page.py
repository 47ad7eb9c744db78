"""The known-item box in the browser: keep a pair, the worker checks it, retire it."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest


def html(app: AppTest) -> str:
    return "\n".join(str(block.proto.body) for block in app.get("html"))


def press(app: AppTest, label: str) -> None:
    next(b for b in app.button if b.label == label).click().run()
    assert not app.exception


def field(app: AppTest, name: str) -> str:
    return next(w.key for w in (*app.text_area, *app.text_input) if w.key and w.key.startswith(name))


def test_a_pair_is_kept_checked_by_the_worker_and_retired(open_app: Callable[..., AppTest], work_off: Callable[[], int]) -> None:
    app = open_app("known")
    assert "Er zijn nog geen proefparen." in html(app)
    app.text_area(key=field(app, "known-text")).set_value("De inspecteur betreedt de woning zonder toestemming.")
    app.text_input(key=field(app, "known-article")).set_value("artikel van niets")
    press(app, "Bewaar proefpaar")
    assert [e.value for e in app.error] == [
        "“artikel van niets” is geen artikel van een bekend verdrag; schrijf bijvoorbeeld “artikel 8 EVRM” of “ECHR/8”."
    ]
    app.text_input(key=field(app, "known-article")).set_value("artikel 8 EVRM")
    press(app, "Bewaar proefpaar")
    assert "nog niet nagegaan (grens 10)" in html(app)
    assert work_off() == 1
    app.run()
    assert "1 van 1 proefparen gevonden binnen hun grens" in html(app)
    assert "gevonden, plaats 1 (grens 10)" in html(app)
    assert work_off() == 0
    app.text_input(key=field(app, "retire-reason")).set_value("staat elders")
    press(app, "Niet meer nagaan")
    assert "Er zijn nog geen proefparen." in html(app)
