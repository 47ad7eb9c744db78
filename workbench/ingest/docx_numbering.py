"""The automatic numbers of a Word document as they are printed: `Artikel 3.`, `§ 2.`, `4°`, `b)`.

Method: ECMA-376 part 1, 17.9: a paragraph points (itself or through its style) to a numbering instance and a level; every
level counts its paragraphs, a paragraph restarts the deeper levels, and the level's text holds `%1`..`%9` for the counters.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DEPTHS = range(9)  # the levels that Word knows
LARGEST = 32_767  # the largest number that Word counts to: more would only fill the memory


@dataclass(frozen=True)
class Level:
    """How one level counts and prints."""

    start: int = 1
    number_format: str = "decimal"
    text: str = "%1."
    indent: int = 0


@dataclass
class Numbering:
    """All lists of a document; `label` must be asked once per numbered paragraph, in document order."""

    levels: dict[tuple[str, int], Level] = field(default_factory=dict)  # (numId, ilvl)
    abstract: dict[str, str] = field(default_factory=dict)  # numId -> the list whose counters it shares
    _counters: dict[tuple[str, int], int] = field(default_factory=dict)
    _restarted: set[tuple[str, int]] = field(default_factory=set)
    overrides: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number_id: str, depth: int) -> str:
        """Count this paragraph and print its number; `` for a list that is not defined; a dash for bullets."""
        level = self.levels.get((number_id, depth))
        if level is None:
            return ""
        family = self.abstract.get(number_id, number_id)
        key = (family, depth)
        if (number_id, depth) in self.overrides and (number_id, depth) not in self._restarted:
            self._restarted.add((number_id, depth))
            self._counters.pop(key, None)
        self._counters[key] = self._counters.get(key, level.start - 1) + 1
        for deeper in [other for other in self._counters if other[0] == family and other[1] > depth]:
            del self._counters[deeper]
        if level.number_format == "bullet":
            return "-"
        return self._print(number_id, family, depth, level)

    def _print(self, number_id: str, family: str, depth: int, level: Level) -> str:
        text = level.text
        for position in range(depth + 1):
            other = self.levels.get((number_id, position), Level())
            value = self._counters.get((family, position), other.start)
            text = text.replace(f"%{position + 1}", format_number(value, other.number_format))
        return text.strip()


def format_number(value: int, number_format: str) -> str:
    """3 -> `3`, `c`, `C`, `iii`, `III` or `03`."""
    if number_format in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letters.upper() if number_format == "upperLetter" else letters
    if number_format in ("lowerRoman", "upperRoman"):
        roman = _roman(value)
        return roman if number_format == "upperRoman" else roman.lower()
    if number_format == "decimalZero":
        return f"{value:02d}"
    return "" if number_format == "none" else str(value)


def _roman(value: int) -> str:
    result = ""
    for size, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"],
        strict=True,
    ):
        result += letters * (value // size)
        value %= size
    return result


def read_numbering(root: etree._Element | None) -> Numbering:
    """The lists of numbering.xml; an empty Numbering when the document has none."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstract = {element.get(f"{W}abstractNumId", ""): _levels(element) for element in root.iter(f"{W}abstractNum")}
    for instance in root.iter(f"{W}num"):
        number_id = instance.get(f"{W}numId", "")
        reference = instance.find(f"{W}abstractNumId")
        family = reference.get(f"{W}val", "") if reference is not None else ""
        numbering.abstract[number_id] = family
        for depth, level in abstract.get(family, {}).items():
            numbering.levels[number_id, depth] = level
        for override in instance.iter(f"{W}lvlOverride"):
            _override(numbering, number_id, override)
    return numbering


def _override(numbering: Numbering, number_id: str, override: etree._Element) -> None:
    depth = _integer(override.get(f"{W}ilvl"), 0)
    if depth not in DEPTHS:
        return
    own = override.find(f"{W}lvl")
    level = _level(own) if own is not None else numbering.levels.get((number_id, depth), Level())
    start = override.find(f"{W}startOverride")
    if start is not None:
        level = Level(_integer(start.get(f"{W}val"), 1), level.number_format, level.text, level.indent)
        numbering.overrides.add((number_id, depth))
    numbering.levels[number_id, depth] = level


def _levels(abstract: etree._Element) -> dict[int, Level]:
    found = {_integer(level.get(f"{W}ilvl"), 0): _level(level) for level in abstract.findall(f"{W}lvl")}
    return {depth: level for depth, level in found.items() if depth in DEPTHS}


def _level(element: etree._Element) -> Level:
    indent = element.find(f"{W}pPr/{W}ind")
    left = indent.get(f"{W}left") or indent.get(f"{W}start") if indent is not None else None
    return Level(
        _integer(_value(element, "start"), 1),
        _value(element, "numFmt") or "decimal",
        _value(element, "lvlText"),
        _integer(left, 0),
    )


def _value(element: etree._Element, tag: str) -> str:
    child = element.find(f"{W}{tag}")
    return (child.get(f"{W}val") or "") if child is not None else ""


def _integer(text: str | None, default: int) -> int:
    try:
        return max(-LARGEST, min(int(float(text)), LARGEST)) if text is not None else default
    except (ValueError, OverflowError):
        return default
