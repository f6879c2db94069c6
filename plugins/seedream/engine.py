"""One Seedream model: tells it what is wanted in words and pictures, and reads the picture that it draws."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from editor.engine.catalogue import Facts
from editor.engine.contract import ROLES, Abilities, Candidate, Price, Progress, Request
from editor.engine.polling import charged
from editor.engine.side_by_side import side_by_side
from editor.engine.stop import Stop
from editor.engine.web import Web

from .answers import drawn

SHOWN = 2  # pictures that an edit shows before the references: what is there, and what is marked


class SeedreamEngine:
    """`facts` are what is known of the model; their `extra` says which sizes it draws."""

    version = "1"

    def __init__(self, name: str, facts: Facts, web: Web) -> None:
        self.name = name
        self.title = facts.title or facts.id
        self.abilities = _abilities(facts)
        self._facts, self._web = facts, web

    def price(self, request: Request) -> Price | None:
        """From the catalogue; ModelArk does not say what a picture has cost."""
        return self._facts.price("picture", request.count)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        """One call a picture, since a call for several draws a sequence of one story. Raises EngineError."""
        from .pictures import data_uris  # here, since what makes pictures of bytes is not loaded at the start

        self._facts.check()
        self.abilities.check(request)
        yield Progress(0.0, "Sending")
        words, images = data_uris(request)
        body: dict[str, Any] = {
            "model": self._facts.sent,
            "prompt": words,
            "size": f"{request.size.w}x{request.size.h}",
            "response_format": "b64_json",
            "watermark": False,
            "stream": bool(self._facts.extra.get("stream", True)),
            **({"image": images} if images else {}),
            **({"output_format": "png"} if self._facts.extra.get("png") else {}),
        }

        def one(number: int, ours: Stop) -> Iterator[Progress | Candidate]:
            return self._one(body, request.id, request.seed + number, ours)

        yield from side_by_side(one, request.count, stop)

    def _one(self, body: dict[str, Any], id: str, seed: int, stop: Stop) -> Iterator[Progress | Candidate]:
        from editor.engine.received import received

        headers = {"x-client-request-id": f"{id}-{seed}"}
        with (
            self._facts.asked(),
            self._web.stream("POST", "images/generations", stop, paid=True, headers=headers, json=body) as lines,
        ):
            found = yield from drawn(lines)
            request = lines.headers.get("x-request-id")
        with charged():
            data = found.picture if isinstance(found.picture, bytes) else self._web.download(found.picture, stop)
        yield received(
            data,
            seed=seed,
            price=self._facts.price("picture"),
            facts={"model": self._facts.sent, **found.facts, **({"request": request} if request else {})},
        )


def _abilities(facts: Facts) -> Abilities:
    smallest, largest = facts.extra.get("smallest", 1920), facts.extra.get("largest", 3072)
    return Abilities(
        kinds=frozenset({"generate", "image", "inpaint", "outpaint"}),
        masks="redraw",
        place="thread",
        needs_words=False,
        avoid=True,
        seeds=False,
        references=max(0, facts.references - SHOWN),
        roles=ROLES,
        smallest_side=smallest,
        largest_side=max(4096, largest),
        largest_area=largest * largest,
        multiple=16,
    )
