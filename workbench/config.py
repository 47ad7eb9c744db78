"""Where things lie: the folders of the project and of the user's data."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path

import platformdirs

from workbench.errors import InputError, StoreError

PROJECT = Path(__file__).resolve().parents[1]
SHIPPED = Path(__file__).resolve().parent / "shipped"  # present in an installed wheel only


def project_folder(name: str) -> Path:
    """`corpus` or `indexes`: beside the package in a checkout, inside it in a wheel."""
    shipped = SHIPPED / name
    return shipped if shipped.is_dir() else PROJECT / name


@dataclass(frozen=True)
class Settings:
    """Every setting, read once at the edge and handed down."""

    data: Path
    language: str = "nl"
    encoder: str = ""  # empty: the shipped encoder; else a sentence-transformers id or path
    backend: str = "torch"  # torch | onnx | openvino, for sentence-transformers models
    reranker: str = ""  # empty: none; else a cross-encoder id or path
    database_url: str = ""  # empty: SQLite in the data folder
    vectors: str = ""  # empty: FAISS files here; else postgresql://... (pgvector), or milvus+http://host:port, milvus+file:PATH
    publishers_file: str = ""  # empty: corpus/publishers.yaml
    contact: str = ""  # an address that publishers may write to, told with every question
    idle_minutes: int = 120  # a session ends after this pause
    session_hours: int = 12  # and after this stay
    second_reader_url: str = ""  # empty: no text leaves this machine; else an OpenAI-compatible endpoint
    second_reader_model: str = ""
    second_reader_key: str = field(default="", repr=False)  # never shown, never logged

    @property
    def corpus(self) -> Path:
        """The catalogue, register and thesaurus."""
        return project_folder("corpus")

    @property
    def demo(self) -> Path:
        """The draft that opens on the first start."""
        return self.corpus / "demo" / "demo-ontwerp.pdf"

    @property
    def shipped_encoder(self) -> Path:
        """The encoder that comes with the project."""
        return project_folder("indexes") / "encoder"

    @property
    def indexes(self) -> Path:
        """Built indexes of this data folder."""
        return self.data / "indexes"

    @property
    def cache(self) -> Path:
        """Compiled knowledge files; safe to delete."""
        return self.data / "cache"

    @property
    def publishers(self) -> Path:
        """Who is asked for official texts, and how often."""
        return Path(self.publishers_file) if self.publishers_file else self.corpus / "publishers.yaml"

    @property
    def templates(self) -> Path:
        """The institute's own report templates."""
        return self.data / "templates"

    @property
    def deliveries(self) -> Path:
        """What publishers delivered, with address, date, hash and licence."""
        return self.data / "sources"

    @property
    def database(self) -> str:
        """The SQLAlchemy URL of the store."""
        return self.database_url or f"sqlite:///{self.data / 'toetssteen.db'}"


def read_settings(data: Path | None = None, language: str | None = None) -> Settings:
    """Settings from arguments, then `TOETSSTEEN_*` variables, then the platform's data folder; creates the folder.

    Raises StoreError when it cannot be made.
    """
    folder = data or Path(os.environ.get("TOETSSTEEN_DATA") or platformdirs.user_data_dir("toetssteen", appauthor=False))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError("error.data_folder", folder=str(folder), detail=error.strerror or "") from error
    kept = _kept(folder)
    chosen = {name: os.environ.get(f"TOETSSTEEN_{name.upper()}") or kept.get(name, "") for name in CHOICES}
    return Settings(
        data=folder,
        language=language or os.environ.get("TOETSSTEEN_LANGUAGE", "nl"),
        encoder=chosen["encoder"],
        backend=chosen["backend"] or "torch",
        reranker=chosen["reranker"],
        database_url=os.environ.get("TOETSSTEEN_DATABASE_URL", ""),
        vectors=os.environ.get("TOETSSTEEN_VECTORS", ""),
        publishers_file=os.environ.get("TOETSSTEEN_PUBLISHERS", ""),
        contact=os.environ.get("TOETSSTEEN_CONTACT", ""),
        idle_minutes=_number("TOETSSTEEN_IDLE_MINUTES", 120),
        session_hours=_number("TOETSSTEEN_SESSION_HOURS", 12),
        second_reader_url=os.environ.get("TOETSSTEEN_SECOND_READER_URL", ""),
        second_reader_model=os.environ.get("TOETSSTEEN_SECOND_READER_MODEL", ""),
        second_reader_key=os.environ.get("TOETSSTEEN_SECOND_READER_KEY", ""),
    )


def _number(variable: str, default: int) -> int:
    given = os.environ.get(variable, "")
    if given and not (given.isdecimal() and int(given) > 0):
        raise InputError("error.setting_number", variable=variable, given=given)
    return int(given or default)


CHOICES = ("encoder", "backend", "reranker")  # what `toetssteen model use` may change


def keep_choice(folder: Path, name: str, value: str) -> None:
    """Remember a choice for this data folder; raises StoreError when the disk refuses."""
    target = folder / "settings.json"
    temporary = folder / f"settings.{os.getpid()}.tmp"
    try:
        temporary.write_text(json.dumps({**_kept(folder), name: value}), encoding="utf-8")
        temporary.replace(target)
    except OSError as error:
        raise StoreError("error.data_folder", folder=str(folder), detail=error.strerror or "") from error


def _kept(folder: Path) -> dict[str, str]:
    try:
        kept = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {k: v for k, v in kept.items() if isinstance(v, str)} if isinstance(kept, dict) else {}
