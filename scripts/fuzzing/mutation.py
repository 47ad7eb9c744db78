"""Inputs that nobody meant: a seed, changed at random, with the pieces that parsers stumble over."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

PART = b"\n\x1e--part--\n"
"""Between the parts of an input that becomes a package (the XML files of a DOCX or XLSX, the members of an archive)."""

_NASTY = tuple(
    text.encode("utf-8", "surrogatepass")
    for text in (
        *(
            "\x00",
            "\ufeff",
            "\u202e",
            "\u2066",
            "\u200b",
            "\u00ad",
            "\ud800",
            "\U0010ffff",
            "\r",
            "\x0b",
            "\x85",
            "\u2028",
            "ß",
            "İ",
            "²",
            "٣",
        ),
        *(
            "Artikel 1. ",
            "Art. 2. ",
            "Art. 3bis. ",
            "§ 1. ",
            "§ 2/1. ",
            "1° ",
            "2° ",
            "a) ",
            "i) ",
            "- ",
            "“",
            "”",
            "„",
            "«",
            "»",
            '"',
            "'",
        ),
        *(
            "Hoofdstuk I. ",
            "HOOFDSTUK 2. ",
            "Afdeling 1. ",
            "Titel IV. ",
            "Bijlage 1. ",
            "Enig artikel. ",
            "MEMORIE VAN TOELICHTING\n",
        ),
        *(
            "In artikel 2 van het decreet van 4 mei 2019 wordt ",
            " vervangen door wat volgt: “",
            "wordt opgeheven. ",
            "Article 1\n",
        ),
        *(
            "<",
            ">",
            "</",
            "/>",
            "&lt;",
            "&#0;",
            "&#xD800;",
            "&x;",
            "<![CDATA[",
            "]]>",
            "<!--",
            "-->",
            "<?xml version='1.0'?>",
            "<p>",
            "</p>",
        ),
        *(
            "<!DOCTYPE x [<!ENTITY a 'b'>]>",
            "<script>alert(1)</script>",
            "=cmd|' /C calc'!A0",
            "+1",
            "@x",
            "../../etc/passwd",
            "%00",
        ),
        *(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "null",
            "true",
            "NaN",
            "1e999",
            "-1",
            "0",
            "999999999999999999999",
            "\\ud800",
            "\\",
            '""',
            "[]",
            "{}",
        ),
        *(
            "&a ",
            "*a ",
            "!!python/object:x ",
            "|\n",
            ">\n",
            "- ",
            "? ",
            "%",
            "---\n",
            "\t",
            ";",
            "|",
            "**",
            "__",
            "`",
            "#",
            "~~~\n",
            "](",
            "\n\n",
        ),
    )
)


def mutated(seeds: Sequence[bytes], dice: random.Random) -> bytes:
    """A seed after one to six changes; the form of the input (its parts) may break too."""
    data = bytearray(dice.choice(seeds))
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 6))):
        dice.choice(_CHANGES)(data, seeds, dice)
    return bytes(data[:200_000])


def _place(data: bytearray, dice: random.Random) -> int:
    return dice.randrange(len(data) + 1)


def _flip(data: bytearray, seeds: Sequence[bytes], dice: random.Random) -> None:
    if data:
        data[dice.randrange(len(data))] = dice.randrange(256)


def _put_nasty(data: bytearray, seeds: Sequence[bytes], dice: random.Random) -> None:
    place = _place(data, dice)
    data[place:place] = dice.choice(_NASTY) * dice.choice((1, 1, 1, 2, 40))


def _drop(data: bytearray, seeds: Sequence[bytes], dice: random.Random) -> None:
    place = _place(data, dice)
    del data[place : place + int(2 ** dice.uniform(0, 9))]


def _repeat(data: bytearray, seeds: Sequence[bytes], dice: random.Random) -> None:
    start = _place(data, dice)
    piece = bytes(data[start : start + int(2 ** dice.uniform(0, 8))])
    place = _place(data, dice)
    data[place:place] = piece * dice.choice((1, 1, 2, 30))


def _splice(data: bytearray, seeds: Sequence[bytes], dice: random.Random) -> None:
    other = dice.choice(seeds)
    start = dice.randrange(len(other) + 1)
    place = _place(data, dice)
    data[place : place + dice.choice((0, 0, 200))] = other[start : start + int(2 ** dice.uniform(0, 10))]


def _swap_lines(data: bytearray, seeds: Sequence[bytes], dice: random.Random) -> None:
    lines = bytes(data).split(b"\n")
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    data[:] = b"\n".join(lines)


def _swap_words(data: bytearray, seeds: Sequence[bytes], dice: random.Random) -> None:
    """One quoted value or number becomes another of the file: well-formed, and wrong."""
    words = bytes(data).split(b'"')
    if len(words) > 3:
        one, other = dice.randrange(1, len(words)), dice.randrange(1, len(words))
        words[one] = dice.choice((words[other], dice.choice(_NASTY)))
        data[:] = b'"'.join(words)


def _cut(data: bytearray, seeds: Sequence[bytes], dice: random.Random) -> None:
    del data[_place(data, dice) :]


_Change = Callable[[bytearray, Sequence[bytes], random.Random], None]
_CHANGES: tuple[_Change, ...] = (
    _flip,
    _put_nasty,
    _put_nasty,
    _drop,
    _repeat,
    _splice,
    _swap_lines,
    _swap_words,
    _swap_words,
    _cut,
)
