"""How the must-find pairs stand, as one sentence."""

from __future__ import annotations

from workbench.domain.known_items import BoxState, KnownBox
from workbench.ui.state import t
from workbench.ui.wording import moment


def state_words(box: KnownBox) -> str:
    """`11 van 12 gevonden, nagegaan op …`, with what changed since."""
    if box.last is None or box.state is BoxState.EMPTY:
        return t("ui.known.empty" if box.state is BoxState.EMPTY else "ui.known.never")
    counts = {"found": len(box.last.found), "total": len(box.last.ranks), "when": moment(box.last.created)}
    return f"{t('ui.known.result', **counts)} {t(f'ui.known.{box.state}')}"
