"""A test-only provider of models elsewhere that needs a key, and its server."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO

import numpy as np
from PIL import Image

from editor.engine.contract import Abilities, Candidate, Price, Progress, Request
from editor.engine.keys import needed_key
from editor.engine.provider import Connection, Found, Model, Need
from editor.engine.received import received
from editor.engine.stop import Stop
from editor.engine.web import Web
from editor.pixels.encode import encode
from tests.plugins.mishaps import CANARY
from tests.served import Heard, Reply, Served, as_json, served

ABILITIES: dict[str, Abilities] = {
    "brush": Abilities(kinds=frozenset({"inpaint", "outpaint", "generate"}), masks="native", place="thread"),
    "poster": Abilities(kinds=frozenset({"generate"}), place="thread", seeds=False, largest_count=1),
}
COLOUR = (30, 60, 200)


class Atelier:
    """Models that cost four cents a picture."""

    name, title, version = "atelier", "Atelier", "1"
    needs: frozenset[Need] = frozenset({"key"})
    optional: frozenset[Need] = frozenset({"address", "models"})
    variables: tuple[str, ...] = ("ATELIER_API_KEY",)
    usual: tuple[str, ...] = ()
    each = 40_000  # millionths

    def probe(self, connection: Connection, stop: Stop) -> Found:
        said = self.web(connection).call("GET", "v1/models", stop, tries=1)
        models = [Model(id=one["id"], title=one["title"]) for one in said.json()["models"]]
        models += [Model(id=id) for id in connection.added]
        return Found(version=str(said.field("version")), models=tuple(models), says=("It fills what is marked.",))

    def engines(self, connection: Connection) -> Iterable[Painting]:
        return [Painting(self, connection, model) for model in connection.found.models or (Model(id="brush"),)]

    def web(self, connection: Connection) -> Web:
        def headers() -> dict[str, str]:
            return {"authorization": f"Bearer {needed_key(connection.name, self.title, self.variables)}"}

        return Web(connection.address or "http://127.0.0.1:9", headers=headers, local=True)


class Painting:
    """One model of a connection."""

    version = "1"

    def __init__(self, provider: Atelier, connection: Connection, model: Model) -> None:
        self.name = f"{connection.name}/{model.id}"
        self.title = model.title or model.id
        self.abilities = ABILITIES.get(model.id, ABILITIES["brush"])
        self._provider, self._web = provider, provider.web(connection)

    def price(self, request: Request) -> Price | None:
        return Price(self._provider.each * request.count)

    def generate(self, request: Request, stop: Stop) -> Iterator[Progress | Candidate]:
        body = {"prompt": request.prompt, "size": request.size}
        if request.image is not None and request.mask is not None:
            body |= {"image": _text(request.image), "mask": _text(request.mask)}
        for number in range(request.count):
            answer = self._web.call("POST", "v1/draw", stop, paid=True, json=body)
            yield received(answer.body, seed=request.seed + number, price=Price(self._provider.each, estimated=False))


def provider() -> Atelier:
    return Atelier()


def play(heard: Heard) -> Reply:
    """What the server answers: a wrong key comes back in the words of the refusal, as with some real ones."""
    if heard.headers.get("authorization", f"Bearer {CANARY}") != f"Bearer {CANARY}":
        return as_json({"error": {"message": f"bad key {heard.headers['authorization']}"}}, 401)
    if heard.path == "/v1/models":
        models = [{"id": id, "title": id.title()} for id in ABILITIES]
        return as_json({"version": "7.2", "models": models})
    said = heard.json
    if "fail" in said["prompt"]:
        return as_json({"error": {"message": f"No such thing, {heard.headers.get('authorization')}"}}, 400)
    w, h = said["size"]
    picture = _picture(said["image"])[..., :3] if "image" in said else np.full((h, w, 3), 255, np.uint8)
    picture[_picture(said["mask"]) > 0 if "mask" in said else ...] = COLOUR
    return Reply(200, encode(picture, "PNG"), {"content-type": "image/png"})


@contextmanager
def atelier() -> Iterator[Served]:
    with served(play) as server:
        yield server


def _text(pixels: np.ndarray) -> str:
    return base64.b64encode(encode(pixels, "PNG")).decode()


def _picture(text: str) -> np.ndarray:
    with Image.open(BytesIO(base64.b64decode(text))) as picture:
        return np.array(picture)
