"""One checkpoint of a ComfyUI server: from words, from pictures, inside a mask, beyond a border, by references."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from editor.engine.contract import Abilities, Candidate, Kind, Price, Progress, Request, Role
from editor.engine.provider import Connection, Model
from editor.engine.stop import Stop

from .graphs import OUTPUT, Checkpoint, Graph, controlnet_of, drawn
from .prompts import Prompts
from .sending import Sending, pictures
from .server import Server

SEEDS = 1 << 63
_LATENT_ROLES: frozenset[Role] = frozenset({"style", "character", "product", "background"})
_EDGE_ROLES: frozenset[Role] = frozenset({"structure"})


class Drawing:
    """Free; several pictures are several prompts with seeds one after the other."""

    version = "1"

    def __init__(self, connection: Connection, model: Model) -> None:
        found, options = connection.found.facts, connection.options
        self.name = f"{connection.name}/{model.id}"
        self.title = model.title or model.id
        self._checkpoint = Checkpoint(
            file=str(model.facts["checkpoint"]),
            nodes=frozenset(found.get("nodes", ())),
            controlnet=controlnet_of(found.get("controlnets", []), str(options.get("controlnet", ""))),
        )
        self.abilities = _abilities(self._checkpoint)
        self._fields: dict[str, Any] = options.get("fields", {})
        self._prompts = Prompts(Server(connection))

    def price(self, request: Request) -> Price | None:
        return Price(0)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        sending = Sending(self._prompts, request)
        facts = {"model": self._checkpoint.file}
        return pictures(self._prompts, request, partial(self._graph, request, sending), (OUTPUT,), facts, stop)

    def _graph(self, request: Request, sending: Sending, number: int, stop: Stop) -> Graph:
        fields = {**self._fields, **request.options.get("fields", {})}
        return drawn(request, (request.seed + number) % SEEDS, sending.sent(stop), self._checkpoint, fields)


def _abilities(checkpoint: Checkpoint) -> Abilities:
    kinds: set[Kind] = {"generate", "image"}
    if checkpoint.masks:
        kinds |= {"inpaint", "outpaint"}
    latent, edges = checkpoint.kontext, checkpoint.edges
    return Abilities(
        kinds=frozenset(kinds),
        masks="native" if checkpoint.masks else "none",
        place="thread",
        needs_words=False,
        avoid=not checkpoint.flux,
        strength=True,
        references=4 if latent else 1 if edges else 0,
        roles=_LATENT_ROLES if latent else _EDGE_ROLES if edges else frozenset(),
        smallest_side=256,
        largest_side=2048,
        largest_area=2048 * 1536,
        multiple=16 if checkpoint.flux else 8,
        largest_count=8,
        at_once=2,
        weights=not checkpoint.flux,
        palette=False,
        areas=checkpoint.areas,
    )
