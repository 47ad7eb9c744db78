"""One dossier as a file: everything of it and nothing of another, and its way back into a store with its history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, insert, select

from workbench.domain.history import AuditEntry, Decision, entry_hash, replay
from workbench.domain.people import LOCAL_PERSON, Person
from workbench.domain.records import Record
from workbench.domain.repairs import Repair
from workbench.errors import DamagedFile, RuleError
from workbench.storage import schema
from workbench.storage.archive import Archive, Row, open_archive, row_hash, told_as_damaged, write_archive
from workbench.storage.database import snapshot, write_transaction
from workbench.storage.former_names import renamed
from workbench.storage.ledger import SqlPen, decision_of, utc_now
from workbench.storage.record_codec import from_json, to_json

FORM = "toetssteen-dossier"
LARGEST = 2 << 30  # bytes unpacked
ALL = {schema.kind_name(kind): kind for kind in schema.RECORDS if kind is not Person}
REPAIR = schema.kind_name(Repair)  # belongs to a draft, not to a dossier: it travels with the draft
KINDS = {name: kind for name, kind in ALL.items() if name != REPAIR}
_AUDIT = tuple(f.name for f in fields(AuditEntry))
_DECISION = tuple(f.name for f in fields(Decision))


class SqlDossierFiles:
    """Dossiers in and out of the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def write(self, dossier_id: str, target: Path) -> dict[str, int]:
        """Write the dossier as it stands at one moment; returns the rows per kind."""
        with snapshot(self._engine) as connection:
            facts = {"dossier": dossier_id, "made": datetime.now(UTC).isoformat(timespec="seconds")}
            members = dict(_members(connection, dossier_id))
            write_archive(target, FORM, facts, members.items())
        archive = open_archive(target, FORM, LARGEST)
        return {name: archive.count(name) for name in archive.names()}

    def adopt(self, file: Path, who: str) -> tuple[str, dict[str, int]]:
        """Bring a dossier in with its history, in one transaction.

        Raises DamagedFile when its records, history and audit lines do not fit, RuleError when it is here already.
        """
        archive = open_archive(file, FORM, LARGEST)
        with told_as_damaged(file):
            contents = _Contents(archive)
        with write_transaction(self._engine) as connection:
            _check_new(connection, contents)
            here = _put_texts(connection, contents)
            _AdoptingPen(connection, who, utc_now).adopt(contents, here)
        return contents.dossier, {name: archive.count(name) for name in archive.names()}


def _members(connection: Connection, dossier_id: str) -> Iterator[tuple[str, list[Row]]]:
    """Every member of the file; a dossier fits in memory."""
    records = {name: _of_dossier(connection, schema.record_tables[kind], dossier_id) for name, kind in KINDS.items()}
    drafts = sorted({version["draft"] for row in records["dossier"] for version in row["content"]["versions"]})
    records[REPAIR] = _where(connection, schema.record_tables[Repair], "draft", drafts)
    repairs = [row["id"] for row in records[REPAIR]]
    history, audit = (_lines(connection, table, dossier_id, repairs) for table in (schema.decision, schema.audit))
    named = set(_strings([*records.values(), history, audit]))
    people = connection.execute(select(schema.record_tables[Person].c.id, schema.record_tables[Person].c.name)).all()
    for name, rows in records.items():
        yield f"records/{name}", [row["content"] for row in rows]
    yield "decisions", history
    yield "audit", audit
    yield "drafts", _where(connection, schema.draft, "id", drafts)
    yield "screenings", _where(connection, schema.screening, "draft", drafts)
    yield "opinions", _of_dossier(connection, schema.opinion, dossier_id)
    yield "people", [{"id": row.id, "name": row.name} for row in people if row.id in named]


def _lines(connection: Connection, table: Table, dossier_id: str, repairs: list[str]) -> list[Row]:
    """Lines of the history about the dossier or about repairs of its drafts."""
    repair = (table.c.kind == REPAIR) & table.c.subject.in_(repairs)
    query = select(table).where((table.c.dossier == dossier_id) | repair).order_by(table.c.seq)
    return [dict(row) for row in connection.execute(query).mappings()]


def _of_dossier(connection: Connection, table: Table, dossier_id: str) -> list[Row]:
    query = select(table).where(table.c.dossier == dossier_id).order_by(table.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def _where(connection: Connection, table: Table, column: str, values: list[str]) -> list[Row]:
    query = select(table).where(table.c[column].in_(values)).order_by(table.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _strings(inner)


class _Contents:
    """The rows of a file, held against one another: nothing of another dossier, and records are what was decided."""

    def __init__(self, archive: Archive) -> None:
        self.dossier = str(archive.manifest["dossier"])
        self.sha256 = archive.sha256
        self.file = archive.path.name
        self.records = {name: list(archive.rows(f"records/{name}")) for name in ALL}
        self.decisions = [decision_of({n: row[n] for n in _DECISION}) for row in archive.rows("decisions")]
        self.audit = [AuditEntry(**{n: row[n] for n in _AUDIT}) for row in archive.rows("audit")]
        self.drafts, self.screenings = list(archive.rows("drafts")), list(archive.rows("screenings"))
        self.people = list(archive.rows("people"))
        self.opinions = list(archive.rows("opinions"))  # none in a file from before there was a second reader
        if not self._fits():
            raise DamagedFile("error.dossier_altered", file=self.file)

    def _fits(self) -> bool:
        one = [row["id"] for row in self.records["dossier"]] == [self.dossier]
        versions = {v["draft"] for row in self.records["dossier"] for v in row["versions"]}
        drafts = {row["id"] for row in self.drafts} == versions and {s["draft"] for s in self.screenings} <= versions
        asked = all(o["dossier"] == self.dossier == o["content"]["dossier"] and o["draft"] in versions for o in self.opinions)
        return one and drafts and asked and self._own(versions) and self._chained() and self._decided()

    def _own(self, versions: set[str]) -> bool:
        """Nothing speaks of another dossier, or of repairs of a draft that is no version here."""
        repairs = {row["id"] for row in self.records[REPAIR]}
        records = all(row["dossier"] == self.dossier for name, rows in self.records.items() if name != REPAIR for row in rows)
        fixed = all(row["dossier"] in ("", self.dossier) and row["draft"] in versions for row in self.records[REPAIR])
        lines = {(e.dossier, e.kind, e.subject) for e in self.audit} | {(d.dossier, d.kind, d.subject) for d in self.decisions}
        told = all(about == self.dossier or (kind == REPAIR and subject in repairs) for about, kind, subject in lines)
        return records and fixed and told

    def _chained(self) -> bool:
        """Every audit line has its own hash, in order, and carries its decision."""
        digests = {d.seq: d.digest for d in self.decisions}
        rising = all(a.seq < b.seq for a, b in zip(self.audit, self.audit[1:], strict=False))
        whole = all(e.hash == entry_hash(e) and e.digest == digests.pop(e.seq, "") for e in self.audit)
        return rising and whole and not digests

    def _decided(self) -> bool:
        """Every record is what its decisions made of it, and can be read."""
        made: dict[tuple[str, str], list[Decision]] = {}
        for decision in self.decisions:
            made.setdefault((decision.kind, decision.subject), []).append(decision)
        for name, rows in self.records.items():
            for row in rows:
                stands = {key: value for key, value in row.items() if value is not None}
                if replay(made.pop((name, row["id"]), [])) != stands or not _readable(row, ALL[name]):
                    return False
        return not made


def _readable(row: Row, kind: type[Record]) -> bool:
    """Whether every field of the row is one of its kind; a field that was added to the kind later may be absent."""
    written = to_json(from_json(row, kind))
    return all(name in written and written[name] == value for name, value in row.items())


def _check_new(connection: Connection, contents: _Contents) -> None:
    for name, rows in contents.records.items():
        table = schema.record_tables[ALL[name]]
        if name != REPAIR and rows and _taken(connection, table, [row["id"] for row in rows]):
            raise RuleError("error.dossier_here", file=contents.file)


def _taken(connection: Connection, table: Table, ids: Iterable[str]) -> bool:
    wanted = list(ids)
    parts = (wanted[n : n + 500] for n in range(0, len(wanted), 500))
    return any(connection.execute(select(table.c.id).where(table.c.id.in_(part)).limit(1)).scalar() for part in parts)


def _put_texts(connection: Connection, contents: _Contents) -> set[str]:
    """Drafts and screenings that are not here yet; a draft that is here has to be read and repaired in the very same way.

    Returns the repairs that are here already.
    """
    wanted = [row["id"] for row in contents.drafts]
    here = {row["id"]: row for row in _where(connection, schema.draft, "id", wanted)}
    repairs = [row["content"] for row in _where(connection, schema.record_tables[Repair], "draft", list(here))]
    theirs = [row for row in contents.records[REPAIR] if row["draft"] in here]
    if sorted(map(row_hash, repairs)) != sorted(map(row_hash, theirs)):
        raise RuleError("error.dossier_other_reading", file=contents.file)
    for row in contents.drafts:
        if row["id"] not in here:
            connection.execute(insert(schema.draft).values(**row))
        elif here[row["id"]]["content"]["source"]["text"] != row["content"]["source"]["text"]:
            raise RuleError("error.dossier_other_reading", file=contents.file)
    for row in contents.screenings:
        if not _taken(connection, schema.screening, [row["id"]]):
            connection.execute(insert(schema.screening).values(**row | {"content": renamed(row["content"])}))
    for row in contents.opinions:
        connection.execute(insert(schema.opinion).values(**row))
    return {row["id"] for row in theirs}


class _AdoptingPen(SqlPen):
    """Writes what others decided elsewhere: who, when and why stay theirs; the chain here links it anew."""

    def adopt(self, contents: _Contents, here: set[str]) -> None:
        """The line that says who brought it in from which file, then the decisions in their order, then the records.

        `here` are repairs that this store has with their history.
        """
        self.log("import_dossier", "file", contents.sha256, contents.dossier)
        for person in contents.people:
            if person["id"] != LOCAL_PERSON.id and self.get(Person, str(person["id"])) is None:
                stranger = Person(id=str(person["id"]), name=str(person["name"]), active=False)
                self.put(stranger, "import_dossier")
        decisions = {d.seq: d for d in contents.decisions}
        for entry in contents.audit:
            if entry.subject not in here:
                self._adopt(entry, decisions.get(entry.seq))
        for name, rows in contents.records.items():
            for row in (r for r in rows if r["id"] not in here):
                self._insert(from_json(row, ALL[name]), row)

    def _adopt(self, entry: AuditEntry, decision: Decision | None) -> None:
        facts = (entry.at, entry.who, entry.action, entry.kind, entry.subject, entry.dossier)
        if decision is None:
            self._append(*facts, "")
            return
        told = {n: getattr(decision, n) for n in _DECISION} | {"seq": self._seq + 1}
        ours = Decision(**told)
        self._append(*facts, ours.digest)
        self._connection.execute(insert(schema.decision).values(**told))

    def _insert(self, record: Record, content: Row) -> None:
        table = schema.record_tables[type(record)]
        names = [column.name for column in table.columns if column.name != "content"]
        row = {name: getattr(record, name) for name in names} | {"content": content}
        self._connection.execute(insert(table).values(**row))
