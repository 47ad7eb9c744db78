"""The composition root: the only place where adapters meet use cases."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.config import keep_choice
from workbench.domain.anchors import hash_of
from workbench.domain.drafts import Draft
from workbench.domain.instruments import Completeness
from workbench.domain.known_items import BoxState, KnownCheck
from workbench.domain.machine_opinion import OutsideReader
from workbench.domain.obligations import Thesaurus
from workbench.domain.ports import Encoder, Progress, silent
from workbench.domain.readiness import Norms, norms_of
from workbench.domain.search import Passage, Screening, Versions
from workbench.domain.signing import Frozen
from workbench.domain.treaty_bodies import TreatyBody
from workbench.jobs.inbox import Inbox
from workbench.knowledge.catalogue import Catalogue, read_catalogue
from workbench.knowledge.competences import read_competences
from workbench.knowledge.register import LoadedRegister, load_register
from workbench.knowledge.thesaurus import read_thesaurus
from workbench.knowledge.treaty_bodies import read_treaty_bodies
from workbench.knowledge.yaml_file import file_version
from workbench.models import load_encoder, load_reranker
from workbench.retrieval.index import Index, Manifest, build_index, open_index, read_manifest
from workbench.retrieval.shared_words import SharedWords
from workbench.screening.pair_tension import PairModel
from workbench.screening.ranking import FeatureSpace, Ranker
from workbench.screening.reading import CueReader
from workbench.screening.reordering import Neighbours, Reordering
from workbench.screening.tension import TensionModel
from workbench.sources.treaty_files import FileOutcome, read_treaty_files
from workbench.stores import Stores
from workbench.use_cases.acting import Actor
from workbench.use_cases.article_facts import article_facts
from workbench.use_cases.import_authority import authority_passages
from workbench.use_cases.import_corpus import import_texts
from workbench.use_cases.known_items import check_items, known_box
from workbench.use_cases.passages import draft_passages, official_passages, register_passages
from workbench.use_cases.screen_draft import screen_draft
from workbench.use_cases.search import SearchTools, applicability
from workbench.vectors.sharing import SharedVectors, open_shared

if TYPE_CHECKING:
    from workbench.jobs.queue import JobQueue


@dataclass(frozen=True)
class CorpusImport:
    """What an import of official texts did, file by file and text by text."""

    files: tuple[FileOutcome, ...]
    texts: tuple[Completeness, ...]


class Workbench(Stores):
    """Everything a page or a command needs, made when first asked for."""

    @cached_property
    def thesaurus(self) -> Thesaurus:
        """Codes and labels."""
        return read_thesaurus(self.settings.corpus)

    @cached_property
    def catalogue(self) -> Catalogue:
        """Facts about every instrument."""
        return read_catalogue(self.settings.corpus, self.settings.cache)

    @cached_property
    def treaty_bodies(self) -> dict[str, TreatyBody]:
        """How each treaty body wants its information ordered."""
        return read_treaty_bodies(self.settings.corpus)

    @cached_property
    def loaded_register(self) -> LoadedRegister:
        """The obligation register, or the last good one with its problems."""
        return load_register(self.settings.corpus, self.settings.cache, self.thesaurus, self.catalogue.articles)

    @cached_property
    def queue(self) -> JobQueue:
        """The way to the worker."""
        from workbench.jobs.queue import JobQueue  # late: commands that need no worker do not load it

        return JobQueue(self.settings.data, self.settings.database_url)

    @cached_property
    def inbox(self) -> Inbox:
        """Uploaded files on their way to the worker."""
        return Inbox(self.settings.data / "inbox")

    @cached_property
    def second_reader(self) -> OutsideReader | None:
        """The configured second reader; nothing (so nothing leaves this machine) without one. Raises InputError."""
        settings = self.settings
        from workbench.second_reader import EndpointReader, read_endpoint  # late: hardly any site has one

        found = read_endpoint(settings.second_reader_url, settings.second_reader_model, settings.second_reader_key)
        return EndpointReader(found) if found else None

    @cached_property
    def outbox(self) -> Inbox:
        """Finished reports, in a folder per job."""
        return Inbox(self.settings.data / "outbox")

    @cached_property
    def encoder(self) -> Encoder:
        """The configured encoder, else the shipped one."""
        return load_encoder(self.settings.encoder, self.settings.shipped_encoder, self.settings.backend)

    @cached_property
    def lexicon(self) -> list[str]:
        """Words that a Dutch compound may be cut into."""
        return (self.settings.shipped_encoder.parent / "lexicon_nl.txt").read_text(encoding="utf-8").split()

    @cached_property
    def shared_words(self) -> SharedWords:
        """Which words two texts have in common."""
        return SharedWords(self.lexicon)

    @cached_property
    def cue_reader(self) -> CueReader:
        """Finds words of the thesaurus in running text."""
        return CueReader(self.thesaurus)

    @cached_property
    def competences(self) -> Mapping[str, str]:
        """Who may legislate, per policy domain."""
        return read_competences(self.settings.corpus)

    @cached_property
    def ranker(self) -> Ranker:
        """The shipped weights of the final ranker."""
        return Ranker.load(self.settings.shipped_encoder.parent / "ranker.json")

    @cached_property
    def reordering(self) -> Reordering:
        """The shipped second stage of ranking."""
        return Reordering.load(self.settings.shipped_encoder.parent / "reordering.json")

    @cached_property
    def tension(self) -> TensionModel:
        """The shipped weights of the tension model."""
        return TensionModel.load(self.settings.shipped_encoder.parent)

    @cached_property
    def pairs(self) -> PairModel:
        """The shipped weights of the model for pairs."""
        return PairModel.load(self.settings.shipped_encoder.parent / "pairs.json")

    def import_corpus(self, path: Path) -> CorpusImport:
        """Read a file or folder of official texts into the corpus."""
        files = tuple(read_treaty_files(path, self.catalogue.instruments))
        texts = import_texts([t for file in files for t in file.texts], self.corpus, self.catalogue.instruments)
        return CorpusImport(files, tuple(texts))

    def import_draft(self, path: Path, progress: Progress = silent) -> tuple[Draft, bool]:
        """Read a draft and keep it; False when the same file was there already."""
        from workbench.ingest import read_draft  # late: its readers are slow to load and only an import needs them

        draft = read_draft(path, progress)
        return draft, self.drafts.save(draft)

    def import_demo(self) -> bool:
        """Bring the shipped demo draft into an empty store; whether that happened."""
        if self.every_draft.all() or not self.settings.demo.is_file():
            return False
        return self.import_draft(self.settings.demo)[1]

    def treaty_index(self, progress: Progress = silent) -> Index:
        """The index over register and official texts, built again when either or the encoder changed."""
        register = self.loaded_register.register

        def passages() -> list[Passage]:
            return register_passages(register, self.thesaurus) + official_passages(self.corpus.provisions())

        return self._index("treaties", passages, progress)

    def draft_index(self, progress: Progress = silent) -> Index:
        """The index over all imported drafts."""
        stored = [draft.id for draft in self.every_draft.all()]

        def passages() -> list[Passage]:
            return [p for draft in map(self.every_draft.get, stored) if draft for p in draft_passages(draft)]

        return self._index("drafts", passages, progress)

    def shelf_index(self, progress: Progress = silent) -> Index:
        """The index over the interpretive shelf."""
        return self._index("shelf", lambda: authority_passages(self.shelf.all()), progress)

    def index_content(self, name: str) -> str:
        """What the index called `treaties`, `drafts` or `shelf` should rest on now, as a hash."""
        if name == "drafts":
            revisions = self.every_draft.revisions()
            rests_on: Sequence[str] = [f"{draft.id} {revisions.get(draft.id, '')}".strip() for draft in self.every_draft.all()]
        elif name == "shelf":
            rests_on = self.shelf.hashes()
        else:
            thesaurus = file_version(self.settings.corpus / "thesaurus.yaml")
            rests_on = (self.loaded_register.register.version, thesaurus, *self.corpus.hashes())
        return hashlib.sha256("\n".join(rests_on).encode()).hexdigest()[:16]

    def index_manifest(self, name: str) -> Manifest | None:
        """What the built index of this encoder rests on; nothing when there is none."""
        manifest = read_manifest(self._index_folder(name))
        wanted = (self.encoder.identity, self.encoder.dimension)
        return manifest if manifest and (manifest.encoder, manifest.dimension) == wanted else None

    def built_index(self, name: str) -> Index:
        """The index as it was last built, up to date or not; raises IndexUnusable when there is none."""
        return self._shared(name, open_index(self._index_folder(name)))

    def publish(self, name: str, progress: Progress = silent) -> None:
        """Bring the vector server of this site up to date with a built index; nothing without such a server."""
        if self.vectors is not None:
            self.vectors.publish(name, open_index(self._index_folder(name)), progress)

    @cached_property
    def vectors(self) -> SharedVectors | None:
        """The vector server of this site, when it has one."""
        return open_shared(self.settings.vectors)

    def _shared(self, name: str, index: Index) -> Index:
        return index if self.vectors is None else self.vectors.attach(name, index)

    def _index_folder(self, name: str) -> Path:
        return self.settings.indexes / re.sub(r"[^a-z0-9]+", "-", self.encoder.identity.lower()).strip("-") / name

    def _index(self, name: str, passages: Callable[[], list[Passage]], progress: Progress) -> Index:
        """The built index, or a new one when what it rests on has changed; passages are only made for a new one."""
        content = self.index_content(name)
        manifest = self.index_manifest(name)
        if manifest and manifest.content == content:
            return self.built_index(name)
        index = build_index(passages(), self.encoder, self._index_folder(name), self.lexicon, content, progress)
        self.publish(name, progress)
        return self._shared(name, index)

    def search_tools(self, progress: Progress = silent, index: Index | None = None) -> SearchTools:
        """What a treaty search works with; `index` instead of the one that is up to date."""
        index = index or self.treaty_index(progress)
        register, instruments = self.loaded_register.register, self.catalogue.instruments
        facts = article_facts(index.table.articles, register, instruments, self.ranker.priors)
        space = FeatureSpace(index.table.articles, index.table.article_codes, facts)
        status_of = {a: applicability(a, instruments) for a in index.table.articles}
        reranker = load_reranker(self.settings.reranker) if self.settings.reranker else None
        return SearchTools(
            index, self.encoder, space, self.ranker, self.reordering,
            Neighbours(index.table.articles, space.analogue_pairs, self.reordering.decided),
            self.cue_reader, register, instruments, self.shared_words, self.tension, self.pairs, status_of, reranker,
        )  # fmt: skip

    def use_encoder(self, name: str, progress: Progress = silent) -> Index:
        """Build the index for another encoder and only then make it this folder's choice; the old one serves until then."""
        there = Workbench(replace(self.settings, encoder=name))
        there.draft_index(progress)
        index = there.treaty_index(progress)
        keep_choice(self.settings.data, "encoder", name)
        return index

    def versions(self, tools: SearchTools) -> Versions:
        """What a screening made with these tools rests on."""
        manifest = tools.index.manifest
        return Versions(
            self._policy, manifest.encoder, manifest.content, self.loaded_register.register.version, self.catalogue.version
        )

    @property
    def _policy(self) -> str:
        """The versions of every model that scores or orders."""
        return f"{self.tension.version}/{self.pairs.version}/{self.ranker.version}/{self.reordering.version}"

    def frozen(self, draft: Draft) -> Frozen:
        """What a signature under findings on this draft freezes, without loading the index."""
        versions = self.versions_now
        corpus = hashlib.sha256("\n".join(self.corpus.hashes()).encode()).hexdigest()
        return Frozen(draft.id, hash_of(draft.source.text), versions, corpus)

    @property
    def versions_now(self) -> Versions:
        """What a search would rest on at this moment, told without loading the index."""
        manifest = self.index_manifest("treaties")
        index, register = manifest.content if manifest else "", self.loaded_register.register.version
        return Versions(self._policy, self.encoder.identity, index, register, self.catalogue.version)

    def check_known(self, actor: Actor, progress: Progress = silent) -> KnownCheck | None:
        """Check the must-find pairs again when anything changed that a search rests on; None when there was no need."""
        if known_box(actor, self.versions_now).state in (BoxState.EMPTY, BoxState.CURRENT):
            return None
        tools = self.search_tools(progress)
        return check_items(actor, tools, self.versions(tools), progress)

    @cached_property
    def norms(self) -> Norms:
        """Which rights allow no balancing, and which aims each article lists."""
        return norms_of(self.catalogue.instruments, self.loaded_register.register)

    def screen(self, draft: Draft, progress: Progress = silent) -> Screening:
        """Screen a draft and keep the result."""
        tools = self.search_tools(progress)
        screening = screen_draft(draft, tools, self.versions(tools), progress)
        self.screenings.save(screening)
        return screening
