"""Cuts a prompt into items: the longest known phrases with their part of speech, and the unknown words between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from editor.pixels.colour_words import parse_colour

from .vocabulary import KNOWN, Meaning, Phrase

_TOKEN = re.compile(
    r"(?:rgb|hsl)a?\([^()\n]{1,40}\)"
    r"|(?:#|0x)(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b"
    r"|\b(?=[a-f]*\d)[0-9a-f]{6}\b"  # without a hash only with a digit: "facade" is a word
    r"|(?:(?<![\w%.,])[+−-]\s?)?\d+(?:\.\d+)?\s*(?:%|percent\b|per cent\b)"
    r"|[^\W_]+(?:['’][^\W_]+)*|[,;:.!?\n&]|\S",
    re.IGNORECASE,
)
_LONGEST = max(map(len, KNOWN))
_THINGS = ("sky", "sea", "forest", "lawn", "steel", "slate", "lime")  # whose colour is named after them


@dataclass
class Item:
    """One phrase of the prompt, characters start..end. `fate` is "", "understood", "ignored" or "pending"."""

    kind: str
    value: object
    start: int
    end: int
    word: str
    fate: str = ""


def items(prompt: str, named: Iterable[tuple[str, tuple[int, int, int]]] = ()) -> list[Item]:
    """The prompt's items in order; `named` are further colour names (a palette's), which win over known words.

    Kinds are those of the vocabulary, and "unknown", "percent" (a share, below 0 where it has a minus) and "break"
    (punctuation; "and" stays an item).
    """
    known = KNOWN | {_phrase(name): ("colour", rgb) for name, rgb in named if _phrase(name)}
    longest = max([_LONGEST, *(len(phrase) for phrase in known)])
    tokens = [(m.group().lower().replace("’", "'"), m.start(), m.end()) for m in _TOKEN.finditer(prompt)]
    tokens = [token for token in tokens if token[0] not in "-\"'()[]"]
    found: list[Item] = []
    at = 0
    while at < len(tokens):
        first = not found or found[-1].kind in ("break", "and")
        count, (kind, value) = _longest([word for word, *_ in tokens[at : at + longest]], known, first)
        word = " ".join(word for word, *_ in tokens[at : at + count])
        if count == 2 and kind == "colour" and _is_thing(found, word) and _ends([t for t, *_ in tokens[at + 2 :]]):
            count, kind, word = 1, "unknown", tokens[at][0]
        found.append(Item(kind, value, tokens[at][1], tokens[at + count - 1][2], word))
        at += count
    return found


def _is_thing(before: Sequence[Item], word: str) -> bool:
    """Whether "sky blue" says that the sky is to be blue: after "make the"."""
    spoken = len(before) > 1 and before[-1].word == "the" and before[-2].kind == "paint"
    thing, _, colour = word.partition(" ")
    return spoken and thing in _THINGS and (colour,) in KNOWN


def _ends(rest: Sequence[str]) -> bool:
    """Whether a clause ends before these words."""
    return not rest or KNOWN.get((rest[0],), ("", ""))[0] in ("and", "break") or rest[0] in ",;:.!?\n"


def _phrase(name: str) -> Phrase:
    return tuple(m.group().lower() for m in _TOKEN.finditer(name) if m.group()[0].isalnum() or m.group()[0] == "#")


def _longest(words: Sequence[str], known: dict[Phrase, Meaning], first: bool) -> tuple[int, Meaning]:
    for count in range(len(words), 0, -1):
        phrase = tuple(words[:count])
        if first and ("^", *phrase) in known and len(words) > count:
            return count, known["^", *phrase]
        if phrase in known:
            return count, known[phrase]
    return 1, _single(words[0])


def _single(word: str) -> Meaning:
    number = re.fullmatch(r"([+−-]?)\s?(\d+(?:\.\d+)?)\s*(?:%|per.*)", word)
    if number:
        share = min(float(number[2]) / 100, 10.0)
        return "percent", -share if number[1] in ("-", "−") else share
    written = word[0] == "#" or "(" in word or (len(word) > 5 and any(c.isdigit() for c in word))
    if written and (colour := parse_colour(word)):
        return "colour", colour
    return ("break", "") if word in ",;:.!?\n" else ("unknown", "")
