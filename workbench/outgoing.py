"""What leaves the workbench: one set, chosen and logged, written as a report or an export."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from workbench.bootstrap import Workbench
from workbench.domain.body_set import BodySet, Reach
from workbench.domain.dossier_set import Choice, DossierSet
from workbench.domain.edits import AdviceEdits, DecisionEdits
from workbench.domain.management import ManagementSet, Selection
from workbench.domain.people import Action
from workbench.domain.ports import Progress, silent
from workbench.domain.report_request import FORMS, Wanted
from workbench.domain.unratified import UnratifiedSet
from workbench.errors import InputError, UnknownFormat
from workbench.reports.advice import compose_advice
from workbench.reports.annotations import write_jsonld
from workbench.reports.bibliography import sources_of, write_bibtex, write_csl, write_ris
from workbench.reports.body_tables import body_tables, unratified_tables
from workbench.reports.document import Document
from workbench.reports.docx_reader import read_advice
from workbench.reports.docx_template import template_bytes
from workbench.reports.docx_writer import write_docx
from workbench.reports.management_report import compose_management
from workbench.reports.management_tables import management_tables
from workbench.reports.markdown import write_markdown_files
from workbench.reports.pdf import write_pdf
from workbench.reports.tables import Sheet, tables_of
from workbench.reports.treaty_body import compose_body_dossier
from workbench.reports.unratified import compose_unratified
from workbench.reports.voice import Voice
from workbench.reports.workbook import write_csv, write_csv_files, write_xlsx
from workbench.reports.workbook_reader import read_decisions
from workbench.texts import LANGUAGES, say
from workbench.use_cases.acting import Actor
from workbench.use_cases.list_unratified import list_unratified
from workbench.use_cases.log_export import log_export, log_gathered
from workbench.use_cases.management import management
from workbench.use_cases.read_back_advice import compare_advice
from workbench.use_cases.read_back_decisions import compare_decisions
from workbench.use_cases.select_dossier import Sources, select
from workbench.use_cases.select_for_body import BodySources, select_for_body

DOCUMENTS = FORMS[Wanted.ADVICE]


@dataclass(frozen=True)
class Outgoing:
    """Everything that can leave, in somebody's name and one language."""

    bench: Workbench
    actor: Actor
    language: str = "nl"

    @property
    def voice(self) -> Voice:
        """How it speaks."""
        return Voice(self.language, say, self.bench.catalogue.instruments, self.bench.thesaurus)

    @property
    def sources(self) -> Sources:
        """Where the texts stand."""
        return Sources(self.bench.drafts, self.bench.screenings, self.bench.catalogue.instruments)

    def shown(self, dossier: str, choice: Choice) -> DossierSet:
        """The set for the screen."""
        return select(self.actor, dossier, choice, self.sources, Action.READ_DOSSIER)

    def chosen(self, dossier: str, choice: Choice) -> DossierSet:
        """The same set for a file: only for who may export."""
        return select(self.actor, dossier, choice, self.sources)

    def advice(self, chosen: DossierSet, form: str, template: Path | None = None, progress: Progress = silent) -> bytes:
        """The advice as docx or pdf."""
        written = self.document(compose_advice(chosen, self.voice), form, "advies", template, progress)
        log_export(self.actor, chosen.dossier.id, f"advice.{form}")
        return written

    def export(self, chosen: DossierSet, form: str, progress: Progress = silent) -> bytes:
        """The set as data in one of the forms of an export; raises UnknownFormat."""
        if form not in FORMS[Wanted.EXPORT]:
            raise UnknownFormat("error.report_format", form=form, forms=", ".join(FORMS[Wanted.EXPORT]))
        written = self._written(chosen, form, progress)
        log_export(self.actor, chosen.dossier.id, f"export.{form}")
        return written

    def table(self, chosen: DossierSet, name: str) -> bytes:
        """One sheet as CSV; raises UnknownFormat."""
        sheets = {sheet.name: sheet for sheet in tables_of(chosen, self.voice)}
        if name not in sheets:
            raise UnknownFormat("error.sheet_unknown", name=name, names=", ".join(sheets))
        written = write_csv(sheets[name], self.voice)
        log_export(self.actor, chosen.dossier.id, f"export.csv.{name}")
        return written

    def _written(self, chosen: DossierSet, form: str, progress: Progress) -> bytes:
        voice = self.voice
        if form in ("csl", "bibtex", "ris"):
            return {"csl": write_csl, "bibtex": write_bibtex, "ris": write_ris}[form](sources_of(chosen, voice))
        if form == "jsonld":
            return write_jsonld(chosen, voice, progress)
        if form == "markdown":
            return write_markdown_files(chosen, voice, progress)
        sheets = tables_of(chosen, voice)
        if form == "csv":
            return write_csv_files(sheets, voice, progress)
        return write_xlsx(sheets, voice, chosen.dossier.title, progress)

    def for_body(self, code: str, reach: Reach, action: Action = Action.EXPORT_DOSSIER) -> BodySet:
        """What a treaty body asks for, out of all dossiers within reach; raises InputError for an unknown body."""
        bodies = self.bench.treaty_bodies
        if code not in bodies:
            raise InputError("error.body_unknown", code=code, codes=", ".join(bodies))
        sources = BodySources(self.bench.drafts, self.bench.loaded_register.register)
        return select_for_body(self.actor, bodies[code], reach, sources, action)

    def not_ratified(self, confidential: bool = False, action: Action = Action.EXPORT_DOSSIER) -> UnratifiedSet:
        """Treaties that do not bind Belgium, with their dossiers."""
        return list_unratified(self.actor, self.bench.catalogue.instruments, confidential, action)

    def body_dossier(self, chosen: BodySet, form: str, template: Path | None = None, progress: Progress = silent) -> bytes:
        """The dossier for a treaty body as docx, pdf or xlsx."""
        treaties = self.not_ratified(chosen.reach.confidential)
        register = self.bench.loaded_register.register
        if form == "xlsx":
            written = self._workbook(body_tables(chosen, treaties, self.voice), chosen.body.name(self.language), progress)
        else:
            composed = compose_body_dossier(chosen, treaties, register, self.voice)
            written = self.document(composed, form, "verslag", template, progress)
        named = [*(d.id for d in chosen.dossiers), *chosen.related_dossiers, *treaties.dossiers]
        self._log(f"treaty_body.{chosen.body.code}.{form}", named)
        return written

    def unratified(self, chosen: UnratifiedSet, form: str, template: Path | None = None, progress: Progress = silent) -> bytes:
        """The list of treaties not ratified as docx, pdf or xlsx."""
        if form == "xlsx":
            title = self.voice.t("unratified.title")
            written = self._workbook(unratified_tables(chosen, self.voice), title, progress)
        else:
            written = self.document(compose_unratified(chosen, self.voice), form, "verslag", template, progress)
        self._log(f"unratified.{form}", chosen.dossiers)
        return written

    def figures(self, selection: Selection) -> ManagementSet:
        """The figures for management: the set that the page shows too."""
        return management(self.actor, selection)

    def management(self, found: ManagementSet, form: str, template: Path | None = None, progress: Progress = silent) -> bytes:
        """The management report as docx, pdf or xlsx."""
        if form == "xlsx":
            title = self.voice.t("management.title")
            written = self._workbook(management_tables(found, self.voice), title, progress)
        else:
            written = self.document(compose_management(found, self.voice), form, "verslag", template, progress)
        self._log(f"management.{form}", found.shown_dossiers)
        return written

    def _workbook(self, sheets: Sequence[Sheet], title: str, progress: Progress) -> bytes:
        return write_xlsx(sheets, self.voice, title, progress)

    def _log(self, what: str, dossiers: Sequence[str]) -> None:
        log_gathered(self.actor, dict.fromkeys(dossiers), what)

    def compare_table(self, dossier: str, content: bytes, file: str) -> DecisionEdits:
        """What an edited table of decisions changes; nothing is written (see `write_decisions`)."""
        voices = [replace(self.voice, language=code) for code in (self.language, *LANGUAGES)]
        return compare_decisions(self.actor, dossier, read_decisions(content, file, voices), self.sources)

    def compare(self, dossier: str, content: bytes, file: str) -> AdviceEdits:
        """What an edited advice changes; nothing is written (see `write_edits`)."""
        read = read_advice(content, file)
        return compare_advice(self.actor, dossier, read.fields, read.loose)

    def document(
        self, document: Document, form: str, name: str, template: Path | None = None, progress: Progress = silent
    ) -> bytes:
        """A document as docx (in the template called `name`) or pdf; raises UnknownFormat, TemplateError, ReportFailed."""
        if form == "pdf":
            return write_pdf(document, self.voice, progress)
        if form == "docx":
            content, file = template_bytes(template, self.bench.settings.templates, name, self.language)
            return write_docx(document, content, file, progress)
        raise UnknownFormat("error.report_format", form=form, forms=", ".join(DOCUMENTS))
