"""A request in words and pictures, for models that take no mask and answer with a whole new picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from editor.engine.contract import Colour, Kind, Reference, Request, Role
from editor.pixels.geometry import Size
from editor.pixels.oklab import oklab
from editor.pixels.pullpush import smooth_fill
from editor.pixels.resample import resize

COLOURS = (
    Colour("magenta", (255, 0, 255)),
    Colour("bright green", (0, 255, 0)),
    Colour("cyan", (0, 255, 255)),
    Colour("pure blue", (0, 0, 255)),
    Colour("yellow", (255, 255, 0)),
    Colour("pure red", (255, 0, 0)),
)
"""For marking: what people call them, so that words can name them."""

REFERENCE = 2048  # pixels of a reference's longer side: models look at no more, and some charge for it

UNSEEN = "This model was not shown what is marked: it knew only the words."
"""What to note on a picture of a model that was told with `spoken` alone."""

_ROLES: dict[Role, str] = {
    "structure": "gives the structure: follow its composition, poses and outlines, not its colours or its style",
    "style": "shows the style to follow: its technique, light and mood, not what it depicts",
    "palette": "shows the colours to use, and nothing else of it is to appear",
    "character": "shows who appears: keep face, hair, build and clothes the same",
    "product": "shows the product: keep its shape, material, colours and lettering exactly",
    "background": "shows the place in which everything stands",
}


class Told(NamedTuple):
    """What to say to the model, and the pictures, uint8 (h, w, 3), that the words number from 1."""

    words: str
    pictures: tuple[np.ndarray, ...]


def told(request: Request) -> Told:
    """A request of the kinds "generate", "image", "inpaint" and "outpaint", whole: nothing of it is left out.

    The first picture is what is to be changed, the second, for the kinds with a mask, the same with the area marked;
    then come the references, large ones made smaller.
    """
    pictures: list[np.ndarray] = []
    words = request.prompt.strip()
    if request.image is not None:
        pictures.append(laid_out(request.image))
        if request.mask is None:
            words = f"Change image 1 as follows, and keep what is not spoken of: {sentence(words)}"
        else:
            colour = marking_colour(pictures[0])
            pictures.append(marking_picture(request.image, request.mask, colour))
            words = marking_words(request.kind, words, colour.name)
    sentences = (words, *reference_words(request.references, len(pictures) + 1), *spoken_limits(request))
    pictures += [shown(reference) for reference in request.references]
    return Told(" ".join(said for said in sentences if said), tuple(pictures))


def laid_out(image: np.ndarray) -> np.ndarray:
    """A picture, uint8 (h, w, 3 or 4), without alpha: what is transparent continues smoothly what is around it.

    Where nothing is to be seen at all it is neutral grey.
    """
    if image.shape[2] == 3:
        return image
    colour, alpha = image[..., :3], image[..., 3]
    if (alpha == 255).all():
        return np.ascontiguousarray(colour)
    if not alpha.any():
        return np.full_like(colour, 128)
    known = alpha == 255 if (alpha == 255).any() else alpha > 0
    below = smooth_fill(colour.astype(np.float32), ~known)
    mixed = below + (colour - below) * (alpha.astype(np.float32)[..., None] / 255)
    return np.clip(np.rint(mixed), 0, 255).astype(np.uint8)


def marking_colour(picture: np.ndarray) -> Colour:
    """The colour of `COLOURS` that is farthest from all that a picture, uint8 (h, w, 3), holds."""
    step = max(1, max(picture.shape[:2]) // 128)
    there = oklab(picture[::step, ::step].reshape(-1, 3))

    def distance(colour: Colour) -> float:
        apart = there - oklab(np.array(colour.rgb, np.uint8))
        return float(np.percentile(np.einsum("ij,ij->i", apart, apart), 0.5))  # a speck does not count

    return max(COLOURS, key=distance)


def marking_picture(image: np.ndarray, mask: np.ndarray, colour: Colour) -> np.ndarray:
    """The picture, uint8 (h, w, 3 or 4), with what `mask`, uint8 (h, w), covers shown in a colour: uint8 (h, w, 3).

    Half of it shines through, within an outline; where there is no picture yet the colour is flat.
    """
    picture, paint = laid_out(image), np.array(colour.rgb, np.float32)
    share = mask.astype(np.float32) / 510
    hard = mask > 127
    width = 2 * max(2, min(mask.shape) // 200) + 1  # an outline of half of that
    share[hard & (cv2.erode(hard.astype(np.uint8), np.ones((width, width), np.uint8)) == 0)] = 1
    if image.shape[2] == 4:
        share[(image[..., 3] == 0) & (mask > 0)] = 1
    return np.rint(picture + (paint - picture) * share[..., None]).astype(np.uint8)


def marking_words(kind: Kind, words: str, colour: str) -> str:
    """What is to be done where image 2 is marked; without `words` what is there is continued."""
    if kind == "outpaint":
        given = f"There should be: {sentence(words)} " if words else ""
        return (
            f"Image 1 is a picture that is being extended. Image 2 is the same picture; flat {colour} marks where it "
            "is still missing, which image 1 fills with a blur. Continue the picture into that area, without a seam, "
            f"with the same perspective, light and grain. {given}Answer with the whole picture in the size and framing "
            f"of image 1: outside of the area nothing changes or moves, and no {colour} is left."
        )
    what = f"do this: {sentence(words)}" if words else "continue what is around it."
    return (
        f"Image 1 is a picture. Image 2 is the same picture with an area marked in {colour}. In that area only, {what} "
        "Answer with the whole of image 1, edited, in the same size and framing: outside of the area nothing changes "
        f"or moves, the new part fits in light, perspective, sharpness and grain, and no {colour} marking is left."
    )


def shown(reference: Reference) -> np.ndarray:
    """A reference as it is sent: uint8 (h, w, 3), without alpha, and no larger than anybody looks at."""
    picture = laid_out(reference.image)
    h, w = picture.shape[:2]
    scale = REFERENCE / max(w, h)
    return picture if scale >= 1 else resize(picture, Size(max(1, round(w * scale)), max(1, round(h * scale))))


def reference_words(references: Sequence[Reference], first: int) -> tuple[str, ...]:
    """What each reference is for, as a sentence; the first is image `first`."""
    return tuple(_reference(reference, number) for number, reference in enumerate(references, first))


def spoken_limits(request: Request) -> tuple[str, ...]:
    """What is to be avoided and which colours names mean, as sentences, for models that have no fields for them."""
    avoid = f"The picture must not show: {sentence(request.avoid)}" if request.avoid.strip() else ""
    named = ", ".join(f"{colour.name} is #{bytes(colour.rgb).hex()}" for colour in request.palette)
    return tuple(said for said in (avoid, f"Colours: {named}." if named else "") if said)


def sentence(words: str) -> str:
    """Words with a full stop, where they have no end."""
    words = words.strip()
    return words if words.endswith((".", "!", "?", ":", "。")) else f"{words}."


def spoken(request: Request) -> str:
    """The words for a model that is shown no more than the picture: what they do not speak of stays as it is."""
    stay = ""
    if request.mask is not None:
        stay = "Keep everything else as it is: place, size, framing, light and colours."
    elif request.image is not None and request.prompt.strip():
        stay = "Keep what is not spoken of."
    more = [text for text in (*spoken_limits(request), stay) if text]
    first = sentence(request.prompt) if more and request.prompt.strip() else request.prompt.strip()
    return " ".join(text for text in (first, *more) if text)


def _reference(reference: Reference, number: int) -> str:
    named = f" ({reference.name})" if reference.name else ""
    far = "" if reference.strength >= 0.67 else ", roughly" if reference.strength >= 0.34 else ", as a faint hint only"
    return f"Image {number}{named} {_ROLES[reference.role]}{far}."
