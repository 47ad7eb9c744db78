"""Public models that suit this work, with the prompts that their makers trained them with (from the model cards)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class KnownModel:
    """A model on the public hub: what to expect of it."""

    name: str
    dimension: int
    megabytes: int  # download, rounded
    licence: str
    query_prompt: str = ""
    passage_prompt: str = ""

    @property
    def family(self) -> str:
        """The part of the name that its variants share."""
        return self.name.split("/")[-1].lower()


KNOWN = (
    KnownModel("intfloat/multilingual-e5-small", 384, 470, "MIT", "query: ", "passage: "),
    KnownModel("intfloat/multilingual-e5-base", 768, 1110, "MIT", "query: ", "passage: "),
    KnownModel("intfloat/multilingual-e5-large", 1024, 2240, "MIT", "query: ", "passage: "),
    KnownModel("BAAI/bge-m3", 1024, 2270, "MIT"),
    KnownModel("Snowflake/snowflake-arctic-embed-l-v2.0", 1024, 2270, "Apache-2.0", "query: "),
    KnownModel("Snowflake/snowflake-arctic-embed-m-v2.0", 768, 1220, "Apache-2.0", "query: "),
    KnownModel(
        "jinaai/jina-embeddings-v3",
        1024,
        1140,
        "CC-BY-NC-4.0",
        "Represent the query for retrieving evidence documents: ",
        "Represent the document for retrieval: ",
    ),
    KnownModel("google/embeddinggemma-300m", 768, 1210, "Gemma", "task: search result | query: ", "title: none | text: "),
    KnownModel("minishlab/potion-multilingual-128M", 256, 512, "MIT"),
    KnownModel("sentence-transformers/static-similarity-mrl-multilingual-v1", 1024, 433, "Apache-2.0"),
)


def known_model(name: str) -> KnownModel | None:
    """The known model that `name` is, or is a local copy of (a folder whose last part has the same name)."""
    last = name.rstrip("/").split("/")[-1].lower()
    return next((model for model in KNOWN if model.name == name or model.family == last), None)


def prompts_for(name: str, said: Mapping[str, Any]) -> tuple[str, str]:
    """What stands before a query and before a passage: what the model's own settings say, else what its makers wrote."""
    own = said.get("prompts") or {}
    known = known_model(name)
    query = own.get("query") or own.get("retrieval.query") or (known.query_prompt if known else "")
    passage = own.get("document") or own.get("passage") or own.get("retrieval.passage") or (known.passage_prompt if known else "")
    return query, passage
