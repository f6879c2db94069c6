"""Cuts a prompt into items: the longest known phrases with their part of speech, and the unknown words between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .vocabulary import KNOWN, Meaning, Phrase

_TOKEN = re.compile(
    r"#(?:[0-9a-f]{6}|[0-9a-f]{3})\b|\d+(?:\.\d+)?\s*(?:%|percent\b|per cent\b)|[^\W_]+(?:['’][^\W_]+)*|[,;:.!?\n&]|\S",
    re.IGNORECASE,
)
_LONGEST = max(map(len, KNOWN))


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

    Kinds are those of the vocabulary, and "unknown", "percent" and "break" (punctuation; "and" stays an item).
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
        found.append(Item(kind, value, tokens[at][1], tokens[at + count - 1][2], word))
        at += count
    return found


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
    if word[0] == "#" and len(word) > 1:
        digits = word[1:] if len(word) == 7 else "".join(c * 2 for c in word[1:])
        return "colour", tuple(int(digits[k : k + 2], 16) for k in (0, 2, 4))
    number = re.match(r"\d+(?:\.\d+)?(?=\s*(?:%|per))", word)
    if number:
        return "percent", min(float(number.group()) / 100, 10.0)
    return ("break", "") if word in ",;:.!?\n" else ("unknown", "")
