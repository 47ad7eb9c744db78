"""How reports speak, in the language of this visit: for pages that show what a report prints."""

from __future__ import annotations

from workbench.reports.voice import Voice
from workbench.texts import say
from workbench.ui.state import language, workbench


def voice() -> Voice:
    """The voice of the reports."""
    bench = workbench()
    return Voice(language(), say, bench.catalogue.instruments, bench.thesaurus)
