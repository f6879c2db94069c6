"""One Gemini image model: tells it what is wanted in words and pictures, and reads the picture that it draws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from editor.engine.catalogue import Facts
from editor.engine.contract import ROLES, Abilities, Candidate, Price, Progress, Request
from editor.engine.side_by_side import side_by_side
from editor.engine.stop import Stop
from editor.engine.web import Web
from editor.pixels.geometry import Size

from .answers import cost, drawn

SHOWN = 2  # pictures that an edit shows before the references: what is there, and what is marked
SEEDS = 2**31
NEAR = 0.9  # of the wanted sides that a smaller class may have before a larger one is paid for


class Shape(NamedTuple):
    """What a picture is asked for as: a ratio and a class of sizes in Gemini's words."""

    ratio: str
    size_class: str


class GeminiEngine:
    """`facts` are what is known of the model."""

    version = "1"

    def __init__(self, name: str, facts: Facts, web: Web) -> None:
        self.name = name
        self.title = facts.title or facts.id
        self.abilities = _abilities(facts)
        self._facts, self._web = facts, web

    def price(self, request: Request) -> Price | None:
        """From the catalogue; what was used is said with the answer."""
        if not self._facts.sizes:
            return None
        shown = (request.image is not None) + (request.mask is not None) + len(request.references)
        return self._facts.price(shape(self._facts, request.size).size_class, request.count, shown)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        """One call a picture. Raises EngineError."""
        from .parts import parts  # here, since what makes pictures of bytes is not loaded at the start

        self._facts.check()
        self.abilities.check(request)
        yield Progress(0.0, "Sending")
        asked = shape(self._facts, request.size)
        body = {"contents": [{"role": "user", "parts": parts(request)}]}

        def one(number: int, ours: Stop) -> Iterator[Progress | Candidate]:
            return self._one(body, asked, request.seed + number, ours)

        yield from side_by_side(one, request.count, stop)

    def _one(self, body: dict[str, Any], asked: Shape, seed: int, stop: Stop) -> Iterator[Progress | Candidate]:
        from editor.engine.received import received

        config = {
            "responseModalities": ["TEXT", "IMAGE"],  # with words allowed it says why it refuses
            "imageConfig": self._image_config(asked),
            "seed": seed % SEEDS,
        }
        where = f"models/{self._facts.sent}:generateContent"
        with self._facts.asked():
            answer = self._web.call("POST", where, stop, paid=True, json={**body, "generationConfig": config})
        found = drawn(answer)
        yield received(
            found.data,
            seed=seed,
            price=cost(found.usage, self._facts) or self._facts.price(asked.size_class),
            facts={"model": self._facts.sent, "ratio": asked.ratio, "size": asked.size_class, **found.facts},
        )

    def _image_config(self, asked: Shape) -> dict[str, str]:
        """Models of one class of sizes take no field for it."""
        size = {"imageSize": asked.size_class} if len(self._facts.sizes) > 1 else {}
        return {"aspectRatio": asked.ratio, **size}


def shape(facts: Facts, wanted: Size) -> Shape:
    """The nearest ratio, and of that the smallest class that is large enough, else the largest."""
    first = next(iter(facts.sizes.values()))
    place = min(range(len(first)), key=lambda n: abs(first[n][0] * wanted.h / (first[n][1] * wanted.w) - 1))
    for size_class, sizes in facts.sizes.items():
        w, h = sizes[place]
        if w >= NEAR * wanted.w and h >= NEAR * wanted.h:
            return Shape(facts.ratios[place], size_class)
    return Shape(facts.ratios[place], list(facts.sizes)[-1])


def _abilities(facts: Facts) -> Abilities:
    sizes = tuple(size for sizes in facts.sizes.values() for size in sizes)
    return Abilities(
        kinds=frozenset({"generate", "image", "inpaint", "outpaint"}),
        masks="redraw",
        place="thread",
        needs_words=False,
        avoid=True,
        seeds=False,
        references=max(0, facts.references - SHOWN),
        roles=ROLES,
        sizes=sizes,
    )
