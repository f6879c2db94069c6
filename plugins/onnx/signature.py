"""What a model takes and gives, read from the file itself: a picture and a mask go in, a picture comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol

import msgspec

from editor.engine.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onnxruntime import InferenceSession

ADVICE = "Choose an export of LaMa or MI-GAN that takes a picture of 3 channels and a mask of 1."
_TYPES: dict[str, Literal["float32", "uint8"]] = {"tensor(float)": "float32", "tensor(uint8)": "uint8"}


class End(Protocol):
    """An input or output; its shape holds numbers, and names of what the model leaves open."""

    name: str
    type: str
    shape: list[Any] | None


class Signature(msgspec.Struct, frozen=True, kw_only=True):
    """Names and numbers of a model's ends; all arrays are (1, channels, h, w), pictures RGB.

    `type` is that of both inputs: float32 goes 0..1 as LaMa has it, uint8 0..255 as MI-GAN has it. `size` is (w, h)
    where it takes no other. `hole`: whether the mask is at its highest where is to be filled, rather than where is
    to be kept. `white` is the highest value of the picture that comes out.
    """

    image: str
    mask: str
    output: str
    type: Literal["float32", "uint8"]
    size: tuple[int, int] | None = None
    hole: bool = True
    white: Literal[1, 255] = 255


def signature_of(session: InferenceSession) -> Signature:
    """As the model declares it, with the polarity that is usual for its type. Raises BadRequest for another kind."""
    inputs, outputs = session.get_inputs(), session.get_outputs()
    masks = [end for end in inputs if _is_mask(end)]
    images = [end for end in inputs if end not in masks]
    given = next((end for end in outputs if end.type in _TYPES and _fits(end, 3)), None)
    if len(masks) != 1 or len(images) != 1 or given is None or not (_fits(images[0], 3) and _fits(masks[0], 1)):
        raise BadRequest(
            f"This model is of another kind: it takes {_told(inputs)}, and gives {_told(outputs)}.", ADVICE
        )
    image, mask = images[0], masks[0]
    if image.type != mask.type or image.type not in _TYPES:
        raise BadRequest(f"This model takes {_told(inputs)}: both have to be float or both uint8.", ADVICE)
    size = _size(image)
    if _size(mask) != size:
        raise BadRequest(f"This model takes {_told(inputs)}: both have to be of one size.", ADVICE)
    return Signature(
        image=image.name,
        mask=mask.name,
        output=given.name,
        type=_TYPES[image.type],
        size=size,
        hole=image.type == "tensor(float)",
    )


def _is_mask(end: End) -> bool:
    """By its channels, or by its name where it leaves them open."""
    shape = list(end.shape or ())
    channels = shape[1] if len(shape) == 4 else None
    return channels == 1 or (not isinstance(channels, int) and "mask" in end.name.lower())


def _fits(end: End, channels: int) -> bool:
    """Whether it can be one picture of so many channels; what a model leaves open fits."""
    shape = list(end.shape or ())
    return not shape or (
        len(shape) == 4 and all(not isinstance(a, int) or a == b for a, b in zip(shape, (1, channels), strict=False))
    )


def _size(end: End) -> tuple[int, int] | None:
    shape = list(end.shape or ())
    fixed = [side for side in shape[2:] if isinstance(side, int)]
    return (fixed[1], fixed[0]) if len(fixed) == 2 else None


def _told(ends: Sequence[End]) -> str:
    return " and ".join(f"“{end.name}” {end.type[7:-1]} {_shape(end)}" for end in ends) or "nothing"


def _shape(end: End) -> str:
    sides = " × ".join(str(side) if isinstance(side, int) else "any" for side in end.shape or ())
    return f"({sides})"
