"""One ONNX file as an engine: fills and extends without words, on this computer."""

from __future__ import annotations

import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from editor.engine.contract import Abilities, Candidate, Price, Progress, Request
from editor.engine.during import during
from editor.engine.errors import BadRequest
from editor.engine.provider import Connection, Model
from editor.engine.stop import Stop

from .signature import ADVICE, Signature

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

LOOK = 0.1  # seconds between two words on how far it is


class _Ready(NamedTuple):
    """A loaded model, and what the file's entry said when its bytes were read."""

    session: InferenceSession
    entry: tuple[int, int]


class _Known(msgspec.Struct, frozen=True):
    """What the connection's test found out, as far as it matters here."""

    sha256: str
    signature: Signature
    seconds: float


class Filling:
    """Free; the answer is always the same. The model stays loaded as long as the process does."""

    version = "1"

    def __init__(self, connection: Connection, model: Model) -> None:
        self.name = f"{connection.name}/{model.id}"
        self.title = model.title or model.id
        self._path = Path(connection.address)
        self._known = msgspec.convert(connection.found.facts, _Known)
        self._signature = self._known.signature
        self.abilities = _abilities(self._signature)
        self._ready: _Ready | None = None
        side = self._signature.size or (512, 512)
        self._pace = self._known.seconds / (side[0] * side[1])  # seconds for a pixel

    def price(self, request: Request) -> Price:
        return Price(0, estimated=False)

    def warm(self) -> None:
        """Load the model."""
        self._loaded()

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        self.abilities.check(request)
        if request.image is None or request.mask is None or not request.mask.any():
            raise BadRequest("Nothing is marked.", "Paint over what is to change.")
        yield Progress(0.0, "Loading the model")
        stop.check()
        session = self._loaded()

        from editor.engine.marked import laid_out
        from editor.engine.onnx_runtime import run_options

        from .running import run

        options, began = run_options(), time.monotonic()
        call = partial(run, session, self._signature, laid_out(request.image), request.mask > 127, options)
        try:
            pixels = yield from during(lambda _stop: call(), partial(self._far, request.size.area, began), stop, LOOK)
        finally:
            options.terminate = True
        took = time.monotonic() - began
        self._pace = took / request.size.area
        words = request.prompt.strip()
        yield Candidate(
            pixels=pixels,
            seed=request.seed,
            price=Price(0, estimated=False),
            ignored=(words,) if words else (),
            facts={"model": self._path.name, "sha256": self._known.sha256, "seconds": round(took, 3)},
        )

    def _far(self, area: int, began: float, _stop: Stop) -> Progress:
        """By the time that the last run, or the test, took: the runtime tells nothing."""
        took, whole = time.monotonic() - began, self._pace * area
        return Progress(min(took / whole, 0.99) if whole else 0.0, "Filling", max(0.0, whole - took))

    def _loaded(self) -> InferenceSession:
        """Raises BadRequest where the file is gone, is not what was tested, or cannot be loaded."""
        from editor.engine.onnx_runtime import loaded

        from .running import read

        entry = _entry(self._path)
        if self._ready is None or self._ready.entry != entry:
            self._ready = None
            file = read(self._path)
            if file.digest != self._known.sha256:
                raise BadRequest(
                    f"{self._path.name} is not the file any more that was tested: its contents have changed.",
                    "Test the connection again if you trust the new file.",
                )
            self._ready = _Ready(loaded(file.data, ADVICE), entry)
        return self._ready.session


def _entry(path: Path) -> tuple[int, int]:
    try:
        known = path.stat()
    except OSError:
        return 0, 0  # reading it tells why
    return known.st_mtime_ns, known.st_size


def _abilities(signature: Signature) -> Abilities:
    """LaMa's memory and time grow with the area; MI-GAN looks at what is around the mask by itself."""
    whole = signature.type == "uint8"
    return Abilities(
        kinds=frozenset({"inpaint", "outpaint"}),
        masks="native",
        place="worker",
        offline=True,
        needs_words=False,
        seeds=False,
        largest_count=1,
        sizes=(signature.size,) if signature.size else (),
        smallest_side=min(signature.size) if signature.size else 512,
        largest_side=max(signature.size) if signature.size else 4096 if whole else 2048,
        largest_area=None if signature.size else 4096 * 4096 if whole else 1536 * 1536,
        multiple=1 if whole or signature.size else 8,
        at_once=1,
    )
