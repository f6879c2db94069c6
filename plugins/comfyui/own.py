"""A workflow of the user's as an engine: what its titles mark is what it can do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from editor.engine.contract import ROLES, Abilities, Candidate, Kind, Price, Progress, Request
from editor.engine.errors import BadRequest
from editor.engine.provider import Connection, Model
from editor.engine.stop import Stop

from .drawing import SEEDS
from .graphs import Graph
from .prompts import Prompts
from .sending import Sending, pictures
from .server import Server
from .workflow import filled, marks, masks_by_alpha, read, wrong


class Own:
    """Free. The file is read anew for each request, so that what was exported again counts."""

    version = "1"

    def __init__(self, connection: Connection, model: Model) -> None:
        marked = frozenset(model.facts.get("marks", ()))
        self.name = f"{connection.name}/{model.id}"
        self.title = model.title or model.id
        self.abilities = _abilities(marked, by_alpha=bool(model.facts.get("by_alpha")))
        self._path = Path(str(model.facts["workflow"]))
        self._prompts = Prompts(Server(connection))

    def price(self, request: Request) -> Price | None:
        return Price(0)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        workflow = read(self._path)
        if problem := wrong(workflow):
            raise BadRequest(f"The workflow {self._path.name} cannot be used: {problem}", "Mark another node.")
        there = marks(workflow)
        sending = Sending(self._prompts, request, mask_in_alpha="mask" not in there)

        def graph(number: int, stop: Stop) -> Graph:
            sent = sending.sent(stop)
            values = {
                "prompt": request.prompt,
                "avoid": request.avoid,
                "seed": (request.seed + number) % SEEDS,
                "strength": request.strength,
                "width": request.size.w,
                "height": request.size.h,
                **({"image": sent.image} if sent.image else {}),
                **({"mask": sent.mask} if sent.mask else {}),
                **{f"reference{at}": name for at, name in enumerate(sent.references, 1)},
            }
            return filled(workflow, values)

        count = request.count if "seed" in there else 1
        facts = {"workflow": self._path.name}
        yield from pictures(self._prompts, request, graph, tuple(there.get("output", ())), facts, stop, count)


def by_alpha(workflow: Graph) -> bool:
    """Whether its picture carries the mask."""
    return "mask" not in marks(workflow) and masks_by_alpha(workflow)


def _abilities(marked: frozenset[str], *, by_alpha: bool) -> Abilities:
    masks = "image" in marked and ("mask" in marked or by_alpha)
    kinds: set[Kind] = {"inpaint", "outpaint"} if masks else {"image"} if "image" in marked else {"generate"}
    references = sum(mark.startswith("reference") for mark in marked)
    return Abilities(
        kinds=frozenset(kinds),
        masks="native" if masks else "none",
        place="thread",
        needs_words=False,
        avoid="avoid" in marked,
        seeds="seed" in marked,
        strength="strength" in marked,
        references=references,
        roles=ROLES if references else frozenset(),
        largest_count=8 if "seed" in marked else 1,
        smallest_side=64,
        largest_side=4096,
        multiple=8,
        at_once=2,
        palette=False,
    )
