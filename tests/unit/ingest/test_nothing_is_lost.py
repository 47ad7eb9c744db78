"""Whatever the lines are: every character of a draft is in a provision, its label or a leftover, and no input breaks the reader."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.ingest import samples
from workbench.domain.drafts import DraftProvision
from workbench.domain.quotes import quoted_spans
from workbench.errors import ToetssteenError
from workbench.ingest import read_draft
from workbench.ingest.blocks import Block, assemble
from workbench.ingest.structure import Tree, parse
from workbench.ingest.wrapping import unfold

_LABELS = [
    *(
        "Artikel 1.",
        "Art. 2.",
        "Art. 4.4.9.",
        "Art. III.20.",
        "Art. 12/1.",
        "Art. 113novies.",
        "Artikel 5, § 2, van het decreet",
        "artikel 7",
    ),
    *("Hoofdstuk 1. Algemeen", "HOOFDSTUK II", "Titel 3", "Afdeling 1. -", "Onderafdeling 2.", "Boek 1", "Deel I."),
    *("§ 1.", "§ 2/1.", "§ 3, tweede lid,", "1°", "2°", "3°/1", "a)", "b)", "1)", "i)", "ii)", "–", "1.", "[1 5°", "(§ 2."),
    *(
        "“Art. 9.",
        "“§ 4.",
        "”.",
        "”;",
        "“",
        "”",
        "«",
        "»",
        '"',
        "Bijlage 1.",
        "BIJLAGE",
        "In artikel 5 van het decreet van 3 mei 2010",
        "",
    ),
]
_WORDS = [
    "De Vlaamse Regering bepaalt",
    "het kind;",
    "wordt vervangen door wat volgt:",
    "de raad,",
    "wordt opgeheven.",
    "of",
    "80 %",
    "é…",
]
_LINES = st.builds(
    lambda labels, words: " ".join([*labels, *words]).strip(),
    st.lists(st.sampled_from(_LABELS), max_size=3),
    st.lists(st.sampled_from(_WORDS), max_size=3),
)
_LABEL_LENGTH = 60  # `Onderafdeling 12bis. - ` and the like, which go into kind and number


def _letters(text: str) -> Counter[str]:
    return Counter(character for character in text if not character.isspace())


def _assert_complete(text: str, tree: Tree) -> None:
    children: dict[str | None, list[DraftProvision]] = {}
    for provision in tree.provisions:
        children.setdefault(provision.parent, []).append(provision)
    covered = [(p.start, p.end) for p in children.get(None, [])] + [(left.start, left.end) for left in tree.leftovers]
    uncovered = list(text)
    for start, end in covered:
        uncovered[start:end] = " " * (end - start)
    assert "".join(uncovered).strip() == ""
    for provision in tree.provisions:
        own = list(text[provision.start : provision.end])
        below = children.get(provision.id, [])
        assert all(first.end <= second.start for first, second in pairwise(below))
        for child in below:
            assert provision.start <= child.start <= child.end <= provision.end
            own[child.start - provision.start : child.end - provision.start] = " " * (child.end - child.start)
        printed, kept = _letters("".join(own)), _letters(provision.heading + provision.text)
        assert not kept - printed, (provision, "".join(own))
        assert (printed - kept).total() <= _LABEL_LENGTH, (provision, "".join(own))


@settings(max_examples=300, deadline=None)
@given(st.lists(_LINES, min_size=1, max_size=25))
def test_every_character_is_in_a_provision_or_a_leftover(lines: list[str]) -> None:
    source = assemble([Block(" ".join(line.split())) for line in lines], "text")
    tree = parse(source.text, source.lines)
    _assert_complete(source.text, tree)
    assert len({provision.id for provision in tree.provisions}) == len(tree.provisions)


@settings(max_examples=150, deadline=None)
@given(st.lists(_LINES, min_size=1, max_size=12))
def test_cutting_a_run_on_line_loses_no_character(lines: list[str]) -> None:
    text = " ".join(" ".join(lines).split())
    assert "".join("".join(unfold(text)).split()) == "".join(text.split())


@given(st.text(alphabet='“”„«»" a.\n', max_size=60))
def test_quotations_never_overlap_and_keep_their_marks(text: str) -> None:
    spans = quoted_spans(text)
    assert all(text[start] in '“„«"' and text[end - 1] in '“”»"' for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


def _read(path: Path) -> None:
    try:
        draft = read_draft(path)
    except ToetssteenError:
        return
    assert draft.provisions
    assert all(0 <= p.start <= p.end <= len(draft.source.text) for p in draft.provisions)


_FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@_FUZZ
@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"<akomaNtoso>", b"# "]),
    st.sampled_from([b"", b"\n%%EOF"]),
)
def test_arbitrary_bytes_never_raise_anything_but_our_own_errors(tmp_path: Path, data: bytes, head: bytes, tail: bytes) -> None:
    path = tmp_path / "x.bin"
    path.write_bytes(head + data + tail)
    _read(path)


@_FUZZ
@given(st.lists(_LINES, min_size=1, max_size=12), st.sampled_from(["txt", "md", "html", "docx", "xml"]))
def test_arbitrary_drafts_never_raise_anything_but_our_own_errors(tmp_path: Path, lines: list[str], suffix: str) -> None:
    path = tmp_path / f"x.{suffix}"
    if suffix == "docx":
        path.write_bytes(samples.docx_with("".join(samples.paragraph(line.replace("&", "")) for line in lines)))
    elif suffix == "xml":
        tags = ["article", "paragraph", "point", "chapter", "p", "list", "quotedStructure", "num"]
        inside = "".join(f"<{tag}>{escape(line)}</{tag}>" for tag, line in zip(tags * 2, lines, strict=False))
        path.write_text(
            f"<akomaNtoso><body><article><num>{escape(lines[0])}</num>{inside}</article></body></akomaNtoso>", encoding="utf-8"
        )
    elif suffix == "html":
        path.write_text("<html><body>" + "".join(f"<p>{line}</p><table><tr><td>{line}<td>x" for line in lines), encoding="utf-8")
    else:
        path.write_text("\n".join(lines), encoding="utf-8")
    _read(path)


@_FUZZ
@given(st.data())
def test_a_pdf_with_broken_bytes_never_raises_anything_but_our_own_errors(tmp_path: Path, data: st.DataObject) -> None:
    whole = tmp_path / "heel.pdf"
    if not whole.exists():
        samples.pdf_of(samples.DRAFT, whole)
    content = bytearray(whole.read_bytes())
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "stuk.pdf"
    path.write_bytes(bytes(content))
    _read(path)
