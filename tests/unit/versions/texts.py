"""Small drafts in two versions."""

from pathlib import Path
from tempfile import TemporaryDirectory

from workbench.domain.drafts import Draft, Kind
from workbench.ingest import read_draft

HEAD = "# Ontwerp van decreet over de Zandbergse kampeerterreinen\n\n"
ARTICLES = (
    "Dit decreet regelt een gewestaangelegenheid.",
    "§ 1. De toezichthouder kan op elk ogenblik elke kampeerwagen betreden zonder toestemming van de bewoner.\n\n"
    "§ 2. De toezichthouder maakt van elk bezoek een verslag op en bewaart het in het register van de gemeente.",
    "De uitbater weigert een kampeerder die geen identiteitsbewijs toont. Hij bewaart een kopie van het bewijs gedurende tien jaar.",
    "De gemeente legt per terrein het aantal plaatsen vast. Ze hoort vooraf de uitbaters en hun verenigingen.",
    "Wie de regels van het terrein overtreedt, betaalt een boete van honderd euro aan de gemeente.",
    "Dit decreet treedt in werking op 1 januari 2030.",
)


def draft(*articles: str, name: str = "kampeer.md") -> Draft:
    """A draft of these articles, numbered from 1."""
    numbered = [f"{'Artikel' if n == 1 else 'Art.'} {n}. {body}" for n, body in enumerate(articles, start=1)]
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(HEAD + "\n\n".join(numbered) + "\n", encoding="utf-8")
        return read_draft(path)


def article(of: Draft, number: int) -> str:
    """The eId of an article."""
    return next(p.id for p in of.provisions if p.kind is Kind.ARTICLE and p.number == str(number))
