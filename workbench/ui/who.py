"""People by name: authors of what stands, and those who can be asked."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.domain.people import LOCAL_PERSON, Action, Person, may
from workbench.ui.keeping import actor
from workbench.ui.state import me, t
from workbench.use_cases.read_dossier import people


class Names:
    """Who is who; an id without a person stays an id."""

    def __init__(self, known: Mapping[str, Person]) -> None:
        self._known = known

    def __getitem__(self, person_id: str) -> str:
        found = self._known.get(person_id)
        if person_id == LOCAL_PERSON.id:
            return t("ui.who.local")
        return found.name if found else person_id

    def able(self, action: Action | None = None) -> list[str]:
        """Ids of the people who work here now and may do `action`; the local user only when that is who this is."""
        here = [p for p in self._known.values() if p.active and (p.id != LOCAL_PERSON.id or me() == LOCAL_PERSON.id)]
        able = [p for p in here if action is None or may(p, action)]
        return [p.id for p in sorted(able, key=lambda p: (p.id != me(), self[p.id].casefold()))]


def names() -> Names:
    """Everybody as stored now."""
    return Names(people(actor()))
