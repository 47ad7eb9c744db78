"""Carrying out one instruction on an article; whatever is not certain raises CannotApply and changes nothing."""

from __future__ import annotations

import re

from workbench.domain.amending.instruction import Action, Instruction
from workbench.domain.amending.place import Step
from workbench.domain.amending.result import CannotApply, Mark, Segment, Why
from workbench.domain.amending.unit import Unit, locate, new_unit
from workbench.domain.drafts import Kind
from workbench.domain.identifiers import number_key


def apply(instruction: Instruction, article: Unit, above: tuple[Step, ...] = ()) -> None:
    """Change `article` as the instruction says; `above` is the place that the introducing sentence names.

    Call it on a copy: after CannotApply the tree is not to be used.
    """
    steps = [step for step in (*above, *instruction.place) if step.kind is not Kind.ARTICLE]
    if sum(step.kind is Kind.PARAGRAPH for step in steps) > 1:
        raise CannotApply(Why.PLACE)
    if instruction.action is Action.REPEAL:
        _repeal(article, steps)
        return
    if any(len(step.numbers) > 1 for step in steps):
        raise CannotApply(Why.PLACE)
    unit, parent = locate(article, steps)
    if instruction.action in (Action.REPLACE_WORDS, Action.REMOVE_WORDS, Action.INSERT_WORDS):
        _change_words(unit, instruction)
    elif instruction.action is Action.REPLACE:
        _replace(unit, parent, steps, instruction.quotations[0])
    elif instruction.action is Action.ADD_SENTENCE:
        _add_sentence(unit, instruction.quotations[0])
    elif instruction.new is not None:
        _bring_in(unit, instruction, instruction.new)
    else:
        raise CannotApply(Why.SENTENCE)


def _repeal(article: Unit, steps: list[Step]) -> None:
    """All units are found before the first one goes, so that two lids are counted in the same text."""
    numbers = steps[-1].numbers if steps else ("",)
    for unit, _ in [locate(article, steps, number) for number in numbers]:
        _refuse_touched(unit)
        unit.remove()


def _refuse_touched(unit: Unit) -> None:
    if unit.touched:
        raise CannotApply(Why.WORDS_CHANGED)


def _replace(unit: Unit, parent: Unit | None, steps: list[Step], text: str) -> None:
    _refuse_touched(unit)
    if unit is parent:  # the first lid of a unit without lids: the unit's own words
        raise CannotApply(Why.STRUCTURE)
    kind, number = unit.kind, unit.number
    new = new_unit(Step(kind, (number,)), text)
    _check_own_number(kind, number, text)
    if parent is None:
        old = Unit(kind, number, unit.lines, unit.children)
        old.remove()
        unit.lines, unit.children = [], [old, new]
        return
    place = parent.children.index(unit)
    unit.remove()
    parent.children.insert(place + 1, new)


_OWN = {
    Kind.ARTICLE: re.compile(r"(?:artikel|art\.)\s*(?P<n>[\w./]+?)\.?(?=\s|$)", re.IGNORECASE),
    Kind.PARAGRAPH: re.compile(r"§\s*(?P<n>[\w/]+?)\.?(?=\s|$)"),
    Kind.POINT: re.compile(r"(?P<n>\d{1,3}°(?:/\d+)?[a-z]*|[a-z]\))(?=\s|$)"),
}


def _check_own_number(kind: Kind, number: str, text: str) -> None:
    """Quoted words that begin with a number must begin with the number that the sentence names."""
    pattern = _OWN.get(kind)
    match = pattern.match(text) if pattern else None
    if match is None and kind in (Kind.PARAGRAPH, Kind.POINT):
        raise CannotApply(Why.EXISTS, number)
    if match is not None and match["n"].lower() != number.lower():
        raise CannotApply(Why.EXISTS, match["n"])


def _bring_in(unit: Unit, instruction: Instruction, step: Step) -> None:
    text = instruction.quotations[0]
    new = new_unit(step, text)
    if step.kind is Kind.SUBPARAGRAPH:
        _bring_in_lid(unit, new, instruction, text)
        return
    _check_own_number(step.kind, step.number, text)
    holder = _holder(unit, step.kind)
    siblings = [child for child in holder.children if child.kind is step.kind]
    if not siblings or any(_touches(child) for child in siblings):
        raise CannotApply(Why.NUMBERING if siblings else Why.NOT_THERE)
    keys = [_key(child.number) for child in siblings]
    key = _key(step.number)
    if key in keys or keys != sorted(keys) or (instruction.action is Action.ADD and key < keys[-1]):
        raise CannotApply(Why.EXISTS, step.number)
    following = next((child for child, other in zip(siblings, keys, strict=True) if other > key), None)
    if following is None and instruction.action is Action.INSERT and step.kind is not Kind.ARTICLE:
        place = holder.children.index(siblings[-1]) + 1
    else:
        place = holder.children.index(following) if following else holder.children.index(siblings[-1]) + 1
    holder.children.insert(place, new)


def _touches(unit: Unit) -> bool:
    return unit.mark is not Mark.KEPT


def _key(number: str) -> tuple[tuple[int, int | str], ...]:
    return number_key(number.replace("°", "").rstrip(")"))


def _holder(unit: Unit, kind: Kind) -> Unit:
    """The unit whose children the new one joins: of an enumeration, the one lid that has points."""
    if any(child.kind is kind for child in unit.children) or kind is not Kind.POINT:
        return unit
    lids = [child for child in unit.children if any(c.kind is kind for c in child.children)]
    if len(lids) != 1:
        raise CannotApply(Why.SEVERAL if lids else Why.NOT_THERE)
    return lids[0]


def _bring_in_lid(unit: Unit, new: Unit, instruction: Instruction, text: str) -> None:
    """One lid between two, or behind the last; its words must be one paragraph, or an enumeration under one."""
    lids = [child for child in unit.children if child.kind is Kind.SUBPARAGRAPH]
    if any(_touches(lid) for lid in lids):
        raise CannotApply(Why.NUMBERING)
    if any(not re.match(r"\d{1,3}°|[a-z]\)|-", line) for line in text.split("\n")[1:]):
        raise CannotApply(Why.ENDING)
    count = len(lids) or (1 if unit.lines else 0)
    if any(child.kind is Kind.PARAGRAPH for child in unit.children) or not count:
        raise CannotApply(Why.NOT_THERE)
    if instruction.action is Action.INSERT:
        if int(instruction.after) >= len(lids):
            raise CannotApply(Why.NOT_THERE)
        unit.children.insert(unit.children.index(lids[int(instruction.after) - 1]) + 1, new)
        return
    if new.number and int(new.number) != count + 1:
        raise CannotApply(Why.EXISTS, new.number)
    unit.children.append(new)


def _add_sentence(unit: Unit, text: str) -> None:
    """A sentence behind the last one of a unit that is one paragraph."""
    if unit.children or len(unit.lines) != 1:
        raise CannotApply(Why.ENDING)
    _refuse_touched(unit)
    if not unit.lines[0][-1].text.rstrip().endswith("."):
        raise CannotApply(Why.ENDING)
    unit.lines[0].append(Segment(f" {text}", Mark.ADDED))


def _change_words(unit: Unit, instruction: Instruction) -> None:
    if instruction.action is Action.INSERT_WORDS:
        _insert_words(unit, instruction)
        return
    old = instruction.quotations[0]
    new = instruction.quotations[1] if instruction.action is Action.REPLACE_WORDS else ""
    for line, position, start in _found(unit, old, instruction.every):
        _cut(line, position, start, old, new)


def _found(unit: Unit, words: str, every: bool) -> list[tuple[list[Segment], int, int]]:
    """Where the words stand, from the back; exactly once, or with `telkens` at least twice, before and after earlier changes."""
    pattern = _pattern(words)
    before = sum(len(pattern.findall(_said(line, Mark.ADDED))) for u in unit.within() for line in u.lines)
    after = sum(len(pattern.findall(_said(line, Mark.REMOVED))) for u in unit.within() for line in u.lines)
    if before != after:
        raise CannotApply(Why.WORDS_CHANGED, words)
    if not before or (every and before < 2):
        raise CannotApply(Why.WORDS_MISSING, words)
    if before > 1 and not every:
        raise CannotApply(Why.WORDS_MANY, words)
    places = [
        (line, position, match.start())
        for u in unit.within()
        for line in u.lines
        for position, segment in enumerate(line)
        if segment.mark is Mark.KEPT
        for match in pattern.finditer(segment.text)
        if _whole(line, position, match)
    ]
    if len(places) != before:
        raise CannotApply(Why.WORDS_CHANGED, words)
    return places[::-1]


def _pattern(words: str) -> re.Pattern[str]:
    """The exact words, not as part of a longer word or number."""
    if not words.strip():
        raise CannotApply(Why.WORDS_MISSING, words)
    left = r"(?<![^\W_])" if words[0].isalnum() else ""
    right = r"(?![^\W_])" if words[-1].isalnum() else ""
    return re.compile(left + re.escape(words) + right)


def _whole(line: list[Segment], position: int, match: re.Match[str]) -> bool:
    """Not glued to a word in the neighbouring segment."""
    before = line[position - 1].text[-1:] if position and match.start() == 0 else ""
    behind = line[position + 1].text[:1] if position + 1 < len(line) and match.end() == len(line[position].text) else ""
    return not (before.isalnum() and match[0][0].isalnum()) and not (behind.isalnum() and match[0][-1].isalnum())


def _said(line: list[Segment], out: Mark) -> str:
    return "".join(segment.text for segment in line if segment.mark is not out)


def _cut(line: list[Segment], position: int, start: int, old: str, new: str) -> None:
    text = line[position].text
    pieces = [Segment(text[:start]), Segment(old, Mark.REMOVED), Segment(new, Mark.ADDED), Segment(text[start + len(old) :])]
    line[position : position + 1] = [piece for piece in pieces if piece.text]


def _insert_words(unit: Unit, instruction: Instruction) -> None:
    """Between two runs of words that stand next to each other, or right after or before one."""
    *around, new = instruction.quotations
    if instruction.side == "between":
        ((line, position, start),) = _found(unit, _joined(unit, around[0], around[1]), every=False)
        at = start + len(around[0])
    else:
        ((line, position, start),) = _found(unit, around[0], every=False)
        at = start + (len(around[0]) if instruction.side == "after" else 0)
    text = line[position].text
    blank_before = "" if not text[:at] or text[at - 1].isspace() or new[:1] in ",.;:)" else " "
    blank_behind = " " if text[at : at + 1] and text[at].isalnum() else ""
    added = Segment(f"{blank_before}{new}{blank_behind}", Mark.ADDED)
    line[position : position + 1] = [s for s in (Segment(text[:at]), added, Segment(text[at:])) if s.text]


def _joined(unit: Unit, first: str, second: str) -> str:
    """The two runs as they stand together: with a blank between them, or without one before punctuation."""
    both = [f"{first}{gap}{second}" for gap in (" ", "")]
    lines = [_said(line, Mark.REMOVED) for u in unit.within() for line in u.lines]
    there = [words for words in both if any(_pattern(words).search(line) for line in lines)]
    if len(there) != 1:
        raise CannotApply(Why.WORDS_MANY if there else Why.WORDS_MISSING, f"{first} … {second}")
    return there[0]
