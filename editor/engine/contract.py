"""The contract between the editor and every engine: values in, values out, nothing of windows or documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, Protocol, get_args

import msgspec
import numpy as np

from editor.engine.errors import BadRequest
from editor.engine.stop import Stop
from editor.pixels.geometry import Rect, Size

Kind = Literal["generate", "image", "inpaint", "outpaint", "upscale", "cutout"]
Role = Literal["structure", "style", "palette", "character", "product", "background"]
ROLES: frozenset[Role] = frozenset(get_args(Role))


class Colour(msgspec.Struct, frozen=True):
    """A named sRGB colour, 0..255 a channel."""

    name: str
    rgb: tuple[int, int, int]
    tolerance: float = 3.0  # CIEDE2000


class Reference(msgspec.Struct, frozen=True, eq=False):
    """A guiding picture: uint8 (h, w, 3 or 4), sRGB, RGB(A) order, straight alpha; strength 0..1."""

    image: np.ndarray
    role: Role = "style"
    strength: float = 1.0
    name: str = ""


class Area(msgspec.Struct, frozen=True):
    """Words that hold in a part of a picture: its box in whole pixels of the grid of what it belongs to."""

    words: str
    box: Rect


class Receipt(msgspec.Struct, frozen=True):
    """By what a provider finds a task again that it took: plain JSON values, never a key.

    `number` is that of the call that it came of, from 0. Without a `task` that call is answered.
    """

    number: int
    task: dict[str, Any] = {}


class Request(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """The complete input of one generation; a value that can be pickled, stored and run again.

    `image` is uint8 (h, w, 4), sRGB, RGBA order, straight alpha: the region as the user sees it, alpha 0 where
    nothing is yet. `mask` is uint8 (h, w): 0 keep, 255 regenerate. Both have the size `size`; for "generate" both
    are None. `prompt` is final: anchors, variables and wildcards are already in it. For "outpaint" the mask covers
    the new border. For "cutout" it may mark the box that the subject is in, and the candidate is the picture in its own
    size, transparent but for the subject. For "upscale" there is no mask, `options["factor"]` says how many times as
    large it is to be and `options["to"]` how large, (w, h); an answer of another size is brought to that. The picture
    is in its own colour space then, and so is what the answer's numbers mean: no colour is clipped. `areas` are words
    for parts of the picture, which lie in `size`. `id` names the request for ever (the idempotency key of its calls).
    With `receipts` it was sent before: what they stand for is fetched, and nothing is sent again.
    """

    id: str
    kind: Kind
    size: Size
    prompt: str = ""
    avoid: str = ""
    image: np.ndarray | None = None
    mask: np.ndarray | None = None
    references: tuple[Reference, ...] = ()
    palette: tuple[Colour, ...] = ()
    areas: tuple[Area, ...] = ()
    seed: int = 0
    count: int = 1
    strength: float = 1.0
    model: str = ""
    options: dict[str, Any] = {}
    receipts: tuple[Receipt, ...] = ()


class Price(msgspec.Struct, frozen=True):
    """Money in millionths of the currency's unit, so that sums are exact. `estimated` until the provider reports."""

    micros: int
    currency: str = "USD"
    estimated: bool = True


class Progress(msgspec.Struct, frozen=True, eq=False):
    """How far an engine is: `fraction` 0..1, a word for the stage, seconds left and a preview where it has them.

    A `receipt` is kept before anything else happens, so that the task is found again after a crash.
    """

    fraction: float
    stage: str = ""
    seconds_left: float | None = None
    preview: np.ndarray | None = None
    receipt: Receipt | None = None


class Candidate(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """One offered picture.

    `pixels` is uint8 (h, w, 3 or 4), sRGB, RGB(A) order, straight alpha, of any size: nothing says that it is
    aligned with what was sent. `data` holds the bytes as they were received, with their `mime`; empty where the
    engine made arrays. `understood` and `ignored` quote the parts of the prompt an honest engine did and did not
    use; `notes` are sentences for the user.
    """

    pixels: np.ndarray
    seed: int
    data: bytes = b""
    mime: str = ""
    price: Price | None = None
    understood: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    facts: dict[str, Any] = {}


class Abilities(msgspec.Struct, frozen=True, kw_only=True):
    """What an engine can do; the window greys out from this table.

    `masks`: "native" takes a mask and leaves the rest alone, "redraw" returns a whole new picture that has to be fitted
    back, "none" cannot edit a part. `exact`: whether one that is "native" and `offline` gives the rest back as it was
    sent, to the last bit; if not it is fitted too. `multiple`: sides are multiples of it. `ratios`: allowed width /
    height, empty for any. `sizes`: what it draws has one of these sizes, (w, h), and nothing between; empty for any.
    `place`: where it runs, "worker" for CPU-heavy or untrusted code, "thread" for the network. `at_once`: how many
    requests may be under way over one connection. `prose`: it follows any description; without, it knows a few words
    and refuses a prompt of which it knows none; `vocabulary` lists them, where they are few. `weights`: in its prompts
    "(words:1.2)" counts for more. `palette`: it is told which colours a request's names mean; without, they are said in
    the prompt. `areas`: parts of a picture have words of their own; without, those are said in the prompt with their
    place. `pace`: seconds that a megapixel of what it is sent takes on this computer, about; None where nobody knows.
    """

    kinds: frozenset[Kind]
    masks: Literal["native", "redraw", "none"] = "none"
    exact: bool = True
    place: Literal["worker", "thread"] = "worker"
    offline: bool = False
    needs_words: bool = True
    avoid: bool = False
    seeds: bool = True
    strength: bool = False
    references: int = 0
    roles: frozenset[Role] = frozenset()
    largest_count: int = 4
    smallest_side: int = 1
    largest_side: int = 65_535
    largest_area: int | None = None
    multiple: int = 1
    ratios: tuple[tuple[int, int], ...] = ()
    sizes: tuple[tuple[int, int], ...] = ()
    at_once: int = 4
    prose: bool = True
    vocabulary: tuple[str, ...] = ()
    weights: bool = False
    palette: bool = True
    areas: bool = False
    pace: float | None = None

    def refuses(self, kind: Kind) -> str:
        """Why this kind of request cannot be made, as a sentence; empty where it can."""
        part = kind in ("inpaint", "outpaint")
        if kind in self.kinds and not (part and self.masks == "none"):
            return ""
        verb = {
            "generate": "make a picture from words alone",
            "image": "start from a picture",
            "inpaint": "fill a mask",
            "outpaint": "extend a picture",
            "upscale": "make a picture larger",
            "cutout": "take a background away",
        }[kind]
        return f"This engine cannot {verb}."

    def check(self, request: Request) -> None:
        """For engines that draw from words. Raises BadRequest for a kind that it cannot make, and where it needs words
        and there are none; a picture from nothing else always does."""
        if refusal := self.refuses(request.kind):
            raise BadRequest(refusal, "Choose another engine.")
        if (self.needs_words or request.kind == "generate") and not request.prompt.strip():
            raise BadRequest("There are no words to draw from.", "Say what should appear.")


class Engine(Protocol):
    """One engine. A plugin's package offers `engine() -> Engine`, or a provider of several: editor.engine.provider."""

    name: str
    title: str
    version: str
    abilities: Abilities

    def price(self, request: Request) -> Price | None:
        """What the request will cost at most, or None where nobody knows; free engines answer Price(0)."""
        ...

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        """Answer the request. Raises EngineError; Cancelled once `stop` is seen set (within 100 ms)."""
        ...
