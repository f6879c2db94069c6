"""The providers that a hosted model is asked through, each with its own server in front of the model."""

from __future__ import annotations

import base64

import numpy as np

from editor._plugins import fal, flux, gemini, openai, replicate, seedream, stability
from editor.engine.catalogue import catalogue
from editor.engine.received import pixels_of
from editor.pixels.geometry import Size
from tests.plugins.fal.queue import Fal as FalQueue
from tests.plugins.flux.bfl import Bfl, sent_picture
from tests.plugins.gemini.api import Api, sent_pictures
from tests.plugins.hosted import Drawing, Hosted
from tests.plugins.openai.api import Api as ImagesApi
from tests.plugins.openai.api import Asked
from tests.plugins.replicate.predictions import Replicate as Predictions
from tests.plugins.seedream.ark import Ark
from tests.plugins.stability.api import Api as StableApi
from tests.plugins.stability.api import form
from tests.served import Heard, Reply


class Google(Api):
    """Draws at the size that the ratio and the class of sizes mean."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self._drawing = drawing

    def __call__(self, heard: Heard) -> Reply:
        if heard.path.endswith(":generateContent"):
            body, model = heard.json, heard.path.rpartition("/")[2].partition(":")[0]
            facts, config = catalogue().find("gemini", model), body["generationConfig"]["imageConfig"]
            size = facts.sizes[config.get("imageSize", "1K")][facts.ratios.index(config["aspectRatio"])]
            self.picture = self._drawing(sent_pictures(body)[0], Size(*size))
        return super().__call__(heard)


class Flux(Bfl):
    """Draws at the size that it is sent."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self._drawing = drawing

    def __call__(self, heard: Heard) -> Reply:
        if heard.path.startswith("/delivery/"):
            task = self.tasks[-1]
            picture = sent_picture(task.get("image") or task["input_image"])
            self.sample = Reply(200, self._drawing(picture), {"content-type": "image/png"})
        return super().__call__(heard)


class OpenAI(ImagesApi):
    """Draws at the size that it is asked for, which is that of the picture."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self._drawing = drawing

    def draw(self, asked: Asked) -> None:
        w, h = map(int, asked.fields["size"].split("x"))
        self.picture = self._drawing(asked.files[0].pixels, Size(w, h))


class Fal(FalQueue):
    """Draws at the size that it is sent."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self._drawing = drawing

    def __call__(self, heard: Heard) -> Reply:
        if heard.path.startswith("/files/"):
            run = self.runs[-1]
            address = run.get("image_url") or run["image_urls"][0]
            stored = self.stored.get(address.rpartition("/")[2])
            picture = pixels_of(stored) if stored is not None else in_address(address)
            self.picture = Reply(200, self._drawing(picture), {"content-type": "image/png"})
        return super().__call__(heard)


class Replicate(Predictions):
    """Draws at the size that it is sent."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self._drawing = drawing

    def __call__(self, heard: Heard) -> Reply:
        if heard.path.removeprefix("/v1").startswith("/delivery/"):
            sent = self.runs[-1]["input"]
            address = sent.get("image") or sent["image_input"][0]
            picture = in_address(address) if address.startswith("data:") else self._stored(address)
            self.picture = Reply(200, self._drawing(picture), {"content-type": "image/png"})
        return super().__call__(heard)

    def _stored(self, address: str) -> np.ndarray:
        """Of a form with one file."""
        body = self.stored[int(address.rpartition("/")[2])]
        start, end = body.index(b"\x89PNG"), body.rindex(b"IEND\xaeB`\x82") + 8
        return pixels_of(body[start:end])


class Seedream(Ark):
    """Draws at the size that it is asked for."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self._drawing = drawing

    def __call__(self, heard: Heard) -> Reply:
        if heard.path.endswith("/images/generations"):
            body = heard.json
            first = body["image"] if isinstance(body["image"], str) else body["image"][0]
            w, h = map(int, body["size"].split("x"))
            self.picture = Reply(200, self._drawing(in_address(first), Size(w, h)), {"content-type": "image/png"})
        return super().__call__(heard)


class Stability(StableApi):
    """Draws at the size that it is sent."""

    def __init__(self, drawing: Drawing) -> None:
        super().__init__()
        self._drawing = drawing

    def __call__(self, heard: Heard) -> Reply:
        if heard.path.startswith("/v2beta/stable-image/"):
            self.picture = self._drawing(form(heard)["image"])
        return super().__call__(heard)


def in_address(address: str) -> np.ndarray:
    """The pixels of a data URI."""
    return pixels_of(base64.b64decode(address.partition(",")[2], validate=True))


HOSTED = {
    "gemini": Hosted(gemini.provider, "gemini-3-pro-image", "GEMINI_API_KEY", Google, "/v1beta"),
    "flux fill": Hosted(flux.provider, "flux-pro-1.0-fill", "BFL_API_KEY", Flux, "/v1"),
    "openai": Hosted(openai.provider, "gpt-image-2.6-sunburst", "OPENAI_API_KEY", OpenAI, "/v1"),
    "flux 2": Hosted(flux.provider, "flux-2-pro", "BFL_API_KEY", Flux, "/v1"),
    "fal": Hosted(fal.provider, "fal-ai/flux-pro/v1/fill", "FAL_KEY", Fal, read=True),
    "replicate": Hosted(
        replicate.provider, "black-forest-labs/flux-fill-pro", "REPLICATE_API_TOKEN", Replicate, "/v1", read=True
    ),
    "seedream": Hosted(seedream.provider, "seedream-4-0-250828", "ARK_API_KEY", Seedream, "/api/v3"),
    "stability": Hosted(stability.provider, "inpaint", "STABILITY_API_KEY", Stability),
}
