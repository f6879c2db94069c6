"""The built-in engine: reads the words of a request, decides what they mean for it, and runs the steps."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from editor.engine.contract import Abilities, Candidate, Price, Progress, Request
from editor.engine.errors import BadRequest
from editor.engine.stop import Stop

from .running import running

if TYPE_CHECKING:
    from .words import Wish

CAN_DO = (
    'It draws no things. Write "remove", "make it red", "slightly darker and much warmer", "colours of the reference" '
    'or a backdrop such as "sunset sky" or "marble", in English; or connect an engine that draws.'
)


class Builtin:
    """Works on this machine, costs nothing, and draws no things: only what its words in the README say."""

    name = "builtin"
    title = "Built-in"
    version = "1"
    abilities = Abilities(
        kinds=frozenset({"generate", "image", "inpaint", "outpaint", "upscale"}),
        masks="native",
        place="worker",
        offline=True,
        needs_words=False,
        avoid=True,
        strength=True,
        references=4,
        roles=frozenset({"style", "palette", "background"}),
        largest_count=16,
        prose=False,
    )

    def price(self, request: Request) -> Price:
        return Price(0, estimated=False)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        """Up to `count` candidates, for `seed`, `seed` + 1 and so on; one where chance has no part in the answer.

        Raises BadRequest where no word is understood or the words do not suit the kind, Cancelled after a stop.
        """
        if request.kind == "upscale":
            yield from self._larger(request, stop)
            return
        yield Progress(0.0, "Reading the words")
        stop.check()
        wish = self._wish(request)
        from .steps import answer, by_chance

        count = max(1, request.count) if by_chance(wish, request) else 1
        for k in range(count):
            seed = request.seed + k
            work = partial(answer, request, wish, seed)
            pixels, notes = yield from running(work, stop, k / count, (k + 1) / count)
            yield Candidate(
                pixels=pixels,
                seed=seed,
                price=Price(0, estimated=False),
                understood=wish.understood,
                ignored=wish.ignored,
                notes=(*notes, *_notes(request, wish, count)),
            )

    def _larger(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        _check_pictures(request)
        from .steps import larger

        yield Progress(0.0, "Enlarging")
        pixels = yield from running(partial(larger, request), stop)
        notes = ("Not used: the words. It enlarges by interpolation.",) if request.prompt.strip() else ()
        yield Candidate(pixels=pixels, seed=request.seed, price=Price(0, estimated=False), notes=notes)

    def _wish(self, request: Request) -> Wish:
        from .words import understand

        if refusal := self.abilities.refuses(request.kind):
            raise BadRequest(refusal)
        _check_pictures(request)
        named = [(colour.name, colour.rgb) for colour in request.palette]
        wish = understand(request.prompt, request.kind, named)
        if request.prompt.strip() and not wish.understood:
            raise BadRequest(f"The built-in engine understood nothing of “{_short(request.prompt)}”.", CAN_DO)
        return _suited(wish, request)


def _short(prompt: str) -> str:
    text = " ".join(prompt.split())
    return text if len(text) <= 80 else text[:79] + "…"


def _check_pictures(request: Request) -> None:
    w, h = request.size
    if w < 1 or h < 1:
        raise BadRequest("The picture has no pixels.", "Choose a larger area.")
    if request.kind != "generate" and (request.image is None or request.image.shape != (h, w, 4)):
        raise BadRequest("This needs a picture (RGBA, 8 bits) of the request's size.")
    if request.kind in ("inpaint", "outpaint") and request.mask is None:
        raise BadRequest("This needs a mask.", "Paint over the part to change.")
    if request.mask is not None and request.mask.shape != (h, w):
        raise BadRequest("The mask is not of the picture's size.")
    if request.mask is not None and not request.mask.any():
        raise BadRequest("The mask is empty.", "Paint over the part to change.")


def _suited(wish: Wish, request: Request) -> Wish:
    """The wish with what its kind adds; raises BadRequest where the words do not suit the kind."""
    kind = request.kind
    if kind == "generate" and wish.base not in ("backdrop", "texture"):
        raise BadRequest("A picture from words alone needs the name of a backdrop or a colour.", CAN_DO)
    if kind == "image" and wish.base in ("fill", "extend", "backdrop", "") and (wish.base or not wish.tones):
        raise BadRequest("Without a mask the built-in engine changes colours and tone only.", CAN_DO)
    if kind == "inpaint" and wish.base == "extend":
        wish.base = "fill"
    if kind == "inpaint" and not wish.base and not wish.tones:
        wish.base = "fill"
    if kind == "outpaint" and wish.base == "fill":
        wish.base = "extend"
    if kind == "image" and wish.base == "texture":
        wish.base = "transfer"
    if (wish.base in ("texture", "transfer") or wish.from_reference) and not request.references:
        raise BadRequest("The words speak of a reference, but the request has none.", "Add a reference picture.")
    return wish


def _notes(request: Request, wish: Wish, count: int) -> Iterator[str]:
    if request.count > count:
        yield "There is one answer to this, so there is one candidate."
    if request.references and wish.base not in ("texture", "transfer") and not wish.from_reference:
        names = ", ".join(reference.name or reference.role for reference in request.references)
        yield f"Not used: the reference ({names}). Write “like the reference” or “colours of the reference”."
    if request.avoid.strip():
        from .avoid import unused

        left = unused(request.avoid, wish)
        if left:
            yield f"Not used, of what to avoid: {', '.join(left)}."
