"""One model of OpenAI's, in one quality: draws from words, or edits pictures, by a mask or as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from editor.engine.answer import Answer
from editor.engine.catalogue import Facts
from editor.engine.contract import ROLES, Abilities, Candidate, Price, Progress, Request
from editor.engine.errors import BadResult
from editor.engine.polling import charged
from editor.engine.side_by_side import side_by_side
from editor.engine.stop import Stop
from editor.engine.web import Web
from editor.pixels.geometry import Size

from .answers import Drawn, cost, drawn, streamed

if TYPE_CHECKING:
    from .fields import Fields

INPUTS = 16
QUALITIES = ("low", "medium", "high", "xhigh", "max")
PREVIEWS = 2  # a picture is shown so often before it is done
PREVIEW_TOKENS = 100  # that each of them costs
LONG = 4 << 20  # pixels from which on a picture costs more, by its area: measured by others
RATIOS = ((1, 3), (1, 2), (9, 16), (2, 3), (3, 4), (4, 5), (1, 1), (5, 4), (4, 3), (3, 2), (16, 9), (2, 1), (3, 1))


class OpenAIEngine:
    """`facts` are what is known of the model and its quality; of other servers' models that is little."""

    version = "1"

    def __init__(self, name: str, facts: Facts, web: Web) -> None:
        self.name = name
        self.title = facts.title or facts.id
        self.abilities = _abilities(facts)
        self._facts, self._web = facts, web

    def price(self, request: Request) -> Price | None:
        """Of what is drawn, from the catalogue; pictures sent and what was really used are told with the answer."""
        return self._estimate(self._quality(request), request.size, request.count)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        """From words alone one call a picture, since each then shows how far it is; several edits of the same pictures
        are one call, since what is sent is paid for. Raises EngineError."""
        from .fields import fields  # here, since what makes bytes of pictures is not loaded at the start

        self._facts.check()
        self.abilities.check(request)
        yield Progress(0.0, "Sending")
        quality = self._quality(request)
        sent = fields(request, {"model": self._facts.sent, **({"quality": quality} if quality else {})})

        def one(number: int, ours: Stop) -> Iterator[Progress | Candidate]:
            return self._one(sent, quality, request, request.seed + number, ours)

        if request.count == 1 or not sent.files:
            yield from side_by_side(one, request.count, stop)
        else:
            answer = self._called(sent.with_(n=request.count), stop)
            yield from self._received(drawn(answer), quality, request, request.seed, stop)

    def _one(
        self, sent: Fields, quality: str, request: Request, seed: int, stop: Stop
    ) -> Iterator[Progress | Candidate]:
        if not (previews := _previews(quality)):
            yield from self._received(drawn(self._called(sent.with_(n=1), stop)), quality, request, seed, stop)
            return
        asked = sent.with_(n=1, stream=True, partial_images=previews)
        with (
            self._facts.asked(),
            self._web.stream("POST", asked.where, stop, paid=True, **asked.content) as lines,
        ):
            found = yield from streamed(lines, previews)
        yield from self._received(found, quality, request, seed, stop)

    def _called(self, sent: Fields, stop: Stop) -> Answer:
        with self._facts.asked():
            return self._web.call("POST", sent.where, stop, paid=True, **sent.content)

    def _received(
        self, found: Drawn, quality: str, request: Request, seed: int, stop: Stop
    ) -> Iterator[Progress | Candidate]:
        """Of several one that is broken does not take the others along: it is told after them."""
        from editor.engine.received import from_base64, received

        price = cost(found.usage, self._facts, len(found.pictures)) or self._estimate(quality, request.size, 1)
        facts = {"model": self._facts.sent, **found.facts}
        broken: list[BadResult] = []
        for number, entry in enumerate(found.pictures):
            try:
                with charged():
                    text = entry.get("b64_json")
                    data = from_base64(text) if text else self._web.download(str(entry["url"]), stop)
                candidate = received(data, seed=seed + number, price=price, facts=facts)
            except BadResult as error:
                broken.append(error)
            else:
                yield candidate
        if broken:
            raise broken[0]

    def _quality(self, request: Request) -> str:
        """Empty for a server of which it is not known that it has such."""
        return str(request.options.get("quality") or self._facts.extra.get("quality", ""))

    def _estimate(self, quality: str, size: Size, count: int) -> Price | None:
        """By the nearest quality that has a price and is no lower: what it costs at most."""
        better = QUALITIES[QUALITIES.index(quality) :] if quality in QUALITIES else QUALITIES[2:]
        known = next((one for one in better if one in self._facts.prices), None)
        each = self._facts.price(known) if known else None
        if each is None:
            return None
        shown = _previews(quality) * PREVIEW_TOKENS * self._facts.extra.get("image_output", 0.0)
        return Price(round((each.micros * max(1.0, size.area / LONG) + shown) * count), each.currency)


def _previews(quality: str) -> int:
    """The lowest quality costs less than its previews would, and is quick; unknown servers may have none."""
    return 0 if quality in ("", "low") else PREVIEWS


def _abilities(facts: Facts) -> Abilities:
    common: dict[str, Any] = {
        "kinds": frozenset({"generate", "image", "inpaint", "outpaint"}),
        "masks": "redraw",  # it takes one as a hint, and draws all of the picture
        "place": "thread",
        "needs_words": False,
        "avoid": True,
        "seeds": False,
        "references": INPUTS - 1,
        "roles": ROLES,
    }
    if facts.sizes:
        return Abilities(**common, sizes=tuple(size for sizes in facts.sizes.values() for size in sizes))
    if not facts.extra:
        return Abilities(**common, multiple=64, smallest_side=256, largest_side=2048)
    return Abilities(
        **common,
        multiple=16,
        smallest_side=816,  # of a square: fewer than 655,360 pixels are not drawn
        largest_side=3840,
        largest_area=8_294_400,
        ratios=RATIOS,
    )
