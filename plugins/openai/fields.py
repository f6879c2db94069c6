"""What is sent to OpenAI: words, sizes, pictures and masks, as JSON or as the parts of a form."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from editor.engine.contract import Request
from editor.engine.marked import laid_out, reference_words, sentence, shown, spoken_limits
from editor.pixels.encode import encode

File = tuple[str, tuple[str, bytes, str]]


class Fields(NamedTuple):
    """A call: its words and numbers, and the files that make it one to the endpoint of edits."""

    values: dict[str, Any]
    files: tuple[File, ...]

    @property
    def where(self) -> str:
        return "images/edits" if self.files else "images/generations"

    @property
    def content(self) -> dict[str, Any]:
        """As the web takes it: JSON where there are no files, else a form, whose values are all texts."""
        if not self.files:
            return {"json": self.values}
        return {"data": {name: _text(value) for name, value in self.values.items()}, "files": list(self.files)}

    def with_(self, **more: object) -> Fields:
        return Fields({**self.values, **more}, self.files)


def fields(request: Request, model: dict[str, str]) -> Fields:
    """What a request of any kind sends, but for how many pictures are wanted."""
    values = {**model, "prompt": words(request), "size": f"{request.size.w}x{request.size.h}"}
    pictures = [] if request.image is None else [laid_out(request.image)]
    pictures += [shown(reference) for reference in request.references]
    name = "image" if len(pictures) == 1 else "image[]"
    files = [(name, (f"{number}.png", encode(one, "PNG"), "image/png")) for number, one in enumerate(pictures, 1)]
    if request.mask is not None:
        files.append(("mask", ("mask.png", encode(_mask(request.mask), "PNG"), "image/png")))
    return Fields(values, tuple(files))


def words(request: Request) -> str:
    """The wish with what the mask means for it, then what each reference is for, what is to be avoided, colours."""
    said = request.prompt.strip()
    if request.kind == "inpaint":
        wish = sentence(said) if said else "Continue what is around it."
        said = f"Change only the masked area of image 1. {wish} All else stays as it is, in the same place and size."
    elif request.kind == "outpaint":
        wish = f" There should be: {sentence(said)}" if said else ""
        said = (
            f"Continue image 1 into the masked area without a seam, with the same perspective, light and grain.{wish}"
        )
    first = 1 if request.image is None else 2
    guides = (*reference_words(request.references, first), *spoken_limits(request))
    return " ".join((sentence(said), *guides)) if guides else said


def _mask(mask: np.ndarray) -> np.ndarray:
    """Transparent where it is to be painted, as OpenAI wants it; and white there, as some other servers do."""
    painted = np.where(mask > 127, 255, 0).astype(np.uint8)
    return np.dstack([painted, painted, painted, 255 - painted])


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
