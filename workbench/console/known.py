"""Commands for the known-item box."""

from __future__ import annotations

from typing import Annotated

import typer

from workbench.console.shared import State, group, progress, tell, told
from workbench.texts import say

known_app = group("known")


@known_app.command("add", help=say("nl", "console.known.add"))
def known_add(
    text: str,
    article: str,
    within: Annotated[int, typer.Option(help=say("nl", "console.option.within"))] = 10,
    why: Annotated[str, typer.Option(help=say("nl", "console.option.why"))] = "",
) -> None:
    """Keep a pair: a rule in one's own words, and the article (as it is cited, or its id) that a search must find."""
    from workbench.use_cases.known_items import article_named, keep_item

    bench = State.workbench()
    print(keep_item(bench.actor(), text, article_named(article, bench.catalogue.instruments), within, why).id)


@known_app.command("check", help=say("nl", "console.known.check"))
def known_check() -> None:
    """Check the pairs again when something changed, and list them; exit 1 when one is not found within its limit."""
    from workbench.use_cases.known_items import known_box

    bench = State.workbench()
    bench.check_known(bench.actor(), progress)
    box = known_box(bench.actor(), bench.versions_now)
    for line in box.lines:
        place = str(line.rank.rank) if line.rank and line.rank.rank else "–"
        print(f"{place:>4} / {line.item.within:<4} {line.item.norm:<12} {line.item.text}")
    if box.last is None:
        tell(told("ui.known.empty"))
        return
    tell(told("console.known.checked", found=len(box.last.found), total=len(box.last.ranks)))
    if len(box.last.found) < len(box.last.ranks):
        raise typer.Exit(1)
