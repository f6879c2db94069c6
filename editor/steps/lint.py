"""Lint: what in a prompt contradicts itself, is said twice, says nothing or is too much, and what could be dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from editor.engine.contract import Abilities

Fault = Literal["contradiction", "shunned", "duplicate", "noise", "long", "missing"]
SENTENCES: dict[Fault, str] = {
    "contradiction": "“{0}” and “{1}” contradict each other.",
    "shunned": "“{0}” is asked for, and is to be avoided.",
    "duplicate": "“{0}” is said twice.",
    "noise": "{0}: says nothing that a picture shows.",
    "long": "{0} words: beyond {1} an engine leaves some out.",
    "missing": "{0}",
}

OPPOSITES: tuple[tuple[str, str], ...] = (
    ("day|daylight|daytime|noon|midday", "night|nighttime|midnight"),
    ("bright|brightly lit", "dark|dim|low key|moody"),
    ("warm|warm light|golden light", "cool|cold|cold light"),
    ("soft light|soft shadows|diffuse light", "hard light|hard shadows|harsh light"),
    ("backlit|rim light", "front lit|flat light"),
    ("sunny|clear sky", "overcast|rain|rainy|foggy|storm|stormy"),
    ("sunrise|sunset|golden hour", "noon|midday"),
    ("minimal|minimalist|uncluttered|empty", "cluttered|busy|crowded|maximalist"),
    ("matte|matt", "glossy|shiny"),
    ("black and white|monochrome|grayscale", "colourful|colorful|vivid|saturated|vibrant"),
    ("muted|desaturated|pastel", "vivid|saturated|vibrant|neon"),
    ("close-up|close up|macro", "wide shot|long shot|aerial|panorama"),
    ("wide angle|fisheye", "telephoto|85 mm|135 mm"),
    ("shallow focus|shallow depth of field|bokeh", "deep focus|everything in focus"),
    ("sharp|crisp", "blurry|soft focus|out of focus"),
    ("symmetrical|centred|centered", "asymmetrical|off-centre|off-center"),
    ("indoors|interior", "outdoors|exterior"),
    ("summer", "winter"),
    ("spring", "autumn|fall"),
    ("photograph|photo|photographic|photorealistic", "painting|illustration|drawing|cartoon|anime|3d render|sketch"),
    ("realistic|photorealistic", "abstract|cartoon|stylised|stylized"),
    ("vintage|retro", "modern|futuristic"),
    ("young", "old|elderly"),
    ("high contrast", "low contrast"),
)
NOISE = (
    "masterpiece|best quality|high quality|highest quality|ultra quality|8k|4k|16k|uhd|hd|ultra hd|ultra detailed|"
    "highly detailed|insanely detailed|extremely detailed|hyper detailed|intricate details|award winning|award-winning|"
    "trending on artstation|artstation|unreal engine|octane render|stunning|breathtaking|amazing|beautiful|perfect|"
    "professional|very very|hyperrealistic|hyper realistic|ultra realistic"
)
LONG = 120  # words: with more, models begin to leave some out
LONG_WEIGHED = 55  # for models with weights: their text encoders read about that much at once


class Part(NamedTuple):
    """A text of the prompt: an anchor's, or the user's own where `anchor` is empty."""

    anchor: str
    text: str


class Remark(NamedTuple):
    """What was noticed, with what its sentence names; what could be dropped; and the anchors that it is about."""

    fault: Fault
    named: tuple[str, ...]
    drop: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        return SENTENCES[self.fault].format(*self.named)


def linted(parts: Sequence[Part], avoid: str, abilities: Abilities, missing: Sequence[str] = ()) -> tuple[Remark, ...]:
    """All there is to remark about a prompt of these parts, in the order in which they are told."""
    return (
        *(Remark("missing", (said,)) for said in dict.fromkeys(missing)),
        *_contradictions(parts),
        *_shunned(parts, avoid),
        *_duplicates(parts),
        *_too_much(parts, LONG_WEIGHED if abilities.weights else LONG),
    )


def _contradictions(parts: Sequence[Part]) -> Iterator[Remark]:
    for first, second in OPPOSITES:
        ones, others = _found(parts, first), _found(parts, second)
        if ones and others:
            (a, part), (b, other) = ones[0], others[0]
            weaker = max((part, a), (other, b), key=lambda one: parts.index(one[0]))[1]
            about = tuple(dict.fromkeys(one.anchor for one in (part, other) if one.anchor))
            yield Remark("contradiction", (a, b), (weaker,), about)


def _shunned(parts: Sequence[Part], avoid: str) -> Iterator[Remark]:
    for phrase in _phrases(avoid):
        if found := _found(parts, re.escape(phrase)):
            about = tuple(dict.fromkeys(part.anchor for _, part in found if part.anchor))
            yield Remark("shunned", (phrase,), (phrase,), about)


def _duplicates(parts: Sequence[Part]) -> Iterator[Remark]:
    seen: dict[str, Part] = {}
    for part in parts:
        for phrase in _phrases(part.text):
            key = _key(phrase)
            if key in seen:
                about = tuple(dict.fromkeys(one.anchor for one in (seen[key], part) if one.anchor))
                yield Remark("duplicate", (phrase,), (phrase,), about)
            seen.setdefault(key, part)


def _too_much(parts: Sequence[Part], most: int) -> Iterator[Remark]:
    noise = tuple(dict.fromkeys(phrase for phrase, _ in _found(parts, NOISE)))
    about = tuple(dict.fromkeys(part.anchor for _, part in _found(parts, NOISE) if part.anchor))
    if noise:
        said = ", ".join(f"“{phrase}”" for phrase in noise)
        yield Remark("noise", (said,), noise, about)
    words = sum(len(part.text.split()) for part in parts)
    if words > most:
        drop, left = list(noise), words - sum(len(phrase.split()) for phrase in noise)
        later: list[str] = []
        for part in reversed([part for part in parts if part.anchor]):  # what is told last is heeded least
            if left > most:
                drop.append(part.text)
                later.append(part.anchor)
                left -= len(part.text.split())
        yield Remark("long", (f"{words}", f"{most}"), tuple(drop), tuple(later))


def _found(parts: Sequence[Part], phrases: str) -> list[tuple[str, Part]]:
    """Each of the phrases that a part holds, as it is written there; what is said not to be does not count."""
    pattern = re.compile(rf"(?<![\w-])(?<!no )(?<!not )(?<!without )(?:{phrases})(?![\w-])", re.IGNORECASE)
    return [(match[0], part) for part in parts for match in pattern.finditer(part.text)]


def _phrases(text: str) -> list[str]:
    return [phrase for raw in re.split(r"[,;.\n]", text) if (phrase := " ".join(raw.split()))]


def _key(phrase: str) -> str:
    return re.sub(r"^(?:a|an|the)\s+", "", phrase.casefold())
