"""What a page works with: the workbench, the language and the address; nothing here outlives a visit but caches."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from workbench.bootstrap import Workbench
from workbench.config import Settings, read_settings
from workbench.domain.accounts import Visit
from workbench.domain.drafts import Draft
from workbench.domain.jobs import JobKind, JobState
from workbench.domain.people import LOCAL_PERSON, Person
from workbench.domain.search import Screening
from workbench.errors import SignInRefused, ToetssteenError
from workbench.knowledge.stamp import knowledge_stamp
from workbench.retrieval.index import Index
from workbench.texts import LANGUAGES, say, say_error
from workbench.use_cases.jobs import ask
from workbench.use_cases.search import SearchTools
from workbench.use_cases.sign_in import visit

DEFAULT_LANGUAGE = LANGUAGES[0]
SESSION_COOKIE = "toetssteen_session"
SURE_FOR = 0.5  # seconds that one look at the session serves, so that a page does not ask the store at every word


def language() -> str:
    """The language in the address, else the one of this visit, else the configured one."""
    asked = st.query_params.get("lang") or st.session_state.get("lang") or os.environ.get("TOETSSTEEN_LANGUAGE")
    chosen = asked if asked in LANGUAGES else DEFAULT_LANGUAGE
    st.session_state["lang"] = chosen
    return chosen


def t(key: str, **params: object) -> str:
    """The interface's words for `key` in the language of this visit."""
    return say(language(), key, **params)


@contextmanager
def errors_shown() -> Iterator[None]:
    """The edge: an expected failure becomes one sentence on the page."""
    try:
        yield
    except ToetssteenError as error:
        st.error(say_error(language(), error))


def open_workbench() -> None:
    """Find the composition root of this data folder, made again when catalogue, register or thesaurus files change."""
    st.session_state.pop("visit", None)  # what one look at the session told serves within a run only
    settings = read_settings()
    st.session_state["workbench"] = _workbench(settings, knowledge_stamp(settings.corpus))


def workbench() -> Workbench:
    """The composition root that this run of the page began with."""
    if "workbench" not in st.session_state:
        open_workbench()
    found: Workbench = st.session_state["workbench"]
    return found


@st.cache_resource(max_entries=4, show_spinner=False)
def _workbench(settings: Settings, stamp: tuple[int, int]) -> Workbench:
    return Workbench(settings, person)


def search_tools() -> SearchTools | None:
    """Search over register and official texts; nothing while the first index is being built, which the page then tells."""
    bench = workbench()
    content = ready_index(bench, "treaties")
    return _search_tools(bench, _content(bench, content)) if content else None


@st.cache_resource(max_entries=2, show_spinner=False)
def _search_tools(_bench: Workbench, content: tuple[str, ...]) -> SearchTools:
    return _bench.search_tools(index=_bench.built_index("treaties"))


def _content(bench: Workbench, index: str) -> tuple[str, ...]:
    """What the treaty search rests on."""
    knowledge = (bench.loaded_register.register.version, bench.catalogue.version, bench.encoder.identity, bench.settings.reranker)
    return (str(bench.settings.data), *knowledge, index)


def ready_index(bench: Workbench, name: str) -> str:
    """What the index on disk rests on (empty: there is none); asks the worker for a new one when that is out of date."""
    manifest = bench.index_manifest(name)
    last = bench.jobs.newest(JobKind.BUILD_INDEX, name)
    if stale_index(bench, name) and (last is None or last.state is JobState.DONE):
        ask(JobKind.BUILD_INDEX, name, me(), bench.jobs, bench.queue)
    return manifest.content if manifest else ""


def stale_index(bench: Workbench, name: str) -> bool:
    """Whether the index on disk is missing or behind."""
    manifest = bench.index_manifest(name)
    return manifest is None or manifest.content != bench.index_content(name)


def me() -> str:
    """The id of who this visit is, as it is stored with what they do."""
    return person().id


def person() -> Person:
    """Who this visit is, as stored now: the one local person until there are people; raises SignInRefused afterwards."""
    here = visit_now()
    return here.person if here else LOCAL_PERSON


def visit_now() -> Visit | None:
    """The open session of this visit; nothing for the local person. Raises SignInRefused when there is none (any more)."""
    seen = st.session_state.get("visit")
    if seen and seen[0] == session_token() and time.monotonic() - seen[1] < SURE_FOR:
        return seen[2]
    door = workbench().door
    here = visit(door, session_token()) if door.guarded() else None
    if here is None and door.guarded():
        raise SignInRefused("error.signed_out")
    if seen and seen[0] != session_token():  # somebody else signed in in this browser: nothing of the former stays
        st.session_state.clear()
        open_workbench()
    st.session_state["visit"] = (session_token(), time.monotonic(), here)
    return here


def session_token() -> str:
    """What the browser showed when this visit began."""
    shown = st.context.cookies.get(SESSION_COOKIE)
    return shown if isinstance(shown, str) else ""


def draft_index() -> Index | None:
    """The index over imported drafts; nothing while the first one is being built, which the page then tells."""
    bench = workbench()
    content = ready_index(bench, "drafts")
    return _draft_index(bench, (str(bench.settings.data), bench.encoder.identity, content)) if content else None


@st.cache_resource(max_entries=2, show_spinner=False)
def _draft_index(_bench: Workbench, content: tuple[str, ...]) -> Index:
    return _bench.built_index("drafts")


def draft(draft_id: str) -> Draft | None:
    """A stored draft; it only changes by repairs, so each state is read once."""
    bench = workbench()
    if draft_id in bench.hidden_drafts():
        return None
    return _draft(bench, str(bench.settings.data), draft_id, draft_revision(draft_id))


def draft_revision(draft_id: str) -> str:
    """Changes with every repair of the draft; empty when there is none."""
    return workbench().drafts.revisions().get(draft_id, "")


@st.cache_resource(max_entries=16, show_spinner=False)
def _draft(_bench: Workbench, data: str, draft_id: str, revision: str) -> Draft | None:
    return _bench.every_draft.get(draft_id)


def latest_screening(draft_id: str) -> Screening | None:
    """The newest screening of a draft, read again only when there is a newer one."""
    bench = workbench()
    newest = bench.screenings.latest_id(draft_id)
    return _screening(bench, str(bench.settings.data), draft_id, newest) if newest else None


@st.cache_resource(max_entries=16, show_spinner=False)
def _screening(_bench: Workbench, data: str, draft_id: str, screening_id: str) -> Screening | None:
    return _bench.every_screening.latest(draft_id)


@st.cache_resource(max_entries=4, show_spinner=False)
def _demo(_bench: Workbench, data: str) -> ToetssteenError | None:
    try:
        _bench.import_demo()
    except ToetssteenError as error:
        return error
    return None


def open_demo() -> ToetssteenError | None:
    """On the first start: bring the demo draft in; the error when that failed."""
    bench = workbench()
    return _demo(bench, str(bench.settings.data))
