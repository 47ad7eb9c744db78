"""A report or export that somebody asks the worker for, in a form that a job can carry."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode

from workbench.errors import InputError

LONGEST = 200  # characters that a job can say what it is about in


class Wanted(StrEnum):
    """What can be asked for."""

    ADVICE = "advice"
    TREATY_BODY = "treaty_body"
    MANAGEMENT = "management"
    UNRATIFIED = "unratified"
    EXPORT = "export"


FORMS: dict[Wanted, tuple[str, ...]] = {
    Wanted.ADVICE: ("docx", "pdf"),
    Wanted.TREATY_BODY: ("docx", "pdf", "xlsx"),
    Wanted.MANAGEMENT: ("docx", "pdf", "xlsx"),
    Wanted.UNRATIFIED: ("docx", "pdf", "xlsx"),
    Wanted.EXPORT: ("xlsx", "csv", "jsonld", "csl", "bibtex", "ris", "markdown"),
}
ENDINGS = {"csv": "zip", "csl": "json", "bibtex": "bib", "markdown": "zip"}
"""Where the ending of a file is not its form; CSV and Markdown are several files in one zip."""


@dataclass(frozen=True)
class ReportRequest:
    """What, how and about what; `who` asked, so that two people never share a file."""

    what: Wanted
    form: str
    who: str
    language: str = "nl"
    dossier: str = ""
    draft: str = ""  # the newest version when empty
    signed: bool = False  # as it was signed
    body: str = ""  # of a treaty
    start: str = ""  # ISO dates; empty: no limit
    end: str = ""
    public: bool = False
    confidential: bool = False
    against: str = ""  # what the figures are compared with
    filters: str = ""  # restrictions of the figures as they stand in an address

    def __post_init__(self) -> None:
        if self.form not in FORMS[self.what]:
            raise InputError("error.report_format", form=self.form, forms=", ".join(FORMS[self.what]))

    @property
    def about(self) -> str:
        """The request as words for a job; raises InputError when it is too long for one."""
        values = {f.name: str(int(v) if isinstance(v, bool) else v) for f in fields(self) if (v := getattr(self, f.name))}
        words = urlencode(values)
        if len(words) > LONGEST:
            raise InputError("error.report_request")
        return words

    @property
    def ending(self) -> str:
        """The ending of its file."""
        return ENDINGS.get(self.form, self.form)


def request_of(about: str) -> ReportRequest:
    """The request that a job carries; raises InputError for other words."""
    known = {f.name for f in fields(ReportRequest)}
    values = dict(parse_qsl(about))
    if not values.keys() <= known or not {"what", "form", "who"} <= values.keys() or values["what"] not in set(Wanted):
        raise InputError("error.report_request")
    flags = {name: values.pop(name, "") == "1" for name in ("signed", "public", "confidential")}
    return replace(ReportRequest(Wanted(values.pop("what")), values.pop("form"), values.pop("who")), **values, **flags)  # type: ignore[arg-type]
