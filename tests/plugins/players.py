"""The providers that a hosted model is asked through, each with its own server in front of the model."""

from __future__ import annotations

from editor._plugins import flux, gemini, openai
from editor.engine.catalogue import catalogue
from editor.pixels.geometry import Size
from tests.plugins.flux.bfl import Bfl, sent_picture
from tests.plugins.gemini.api import Api, sent_pictures
from tests.plugins.hosted import Drawing, Hosted
from tests.plugins.openai.api import Api as ImagesApi
from tests.plugins.openai.api import Asked
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


HOSTED = {
    "gemini": Hosted(gemini.provider, "gemini-3-pro-image", "GEMINI_API_KEY", Google, "/v1beta"),
    "flux fill": Hosted(flux.provider, "flux-pro-1.0-fill", "BFL_API_KEY", Flux, "/v1"),
    "openai": Hosted(openai.provider, "gpt-image-2.6-sunburst", "OPENAI_API_KEY", OpenAI, "/v1"),
    "flux 2": Hosted(flux.provider, "flux-2-pro", "BFL_API_KEY", Flux, "/v1"),
}
