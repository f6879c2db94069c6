"""Export: a layer, a frame, some layers or the whole board as a picture file; by default as the source was."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Literal, NamedTuple

import cv2
import msgspec
import numpy as np

from editor.document.records import Document, Layer
from editor.document.stack import visible_stack
from editor.engine.errors import Cancelled
from editor.pixels.decode import MAX_PIXELS, Header, ImageRejected, decode_deep, inspect
from editor.pixels.deep import deepened
from editor.pixels.encode import encode, writable
from editor.pixels.geometry import Affine, Rect, Size
from editor.pixels.profiles import convert, same_space
from editor.pixels.resample import resize
from editor.steps.enlarge import Goal
from editor.steps.extent import pictures, with_accepted
from editor.steps.gather import gathering
from editor.steps.lift import only
from editor.steps.look import Look
from editor.steps.place import bounds

FORMATS = ("PNG", "JPEG", "WebP", "AVIF", "TIFF")
DEEP = ("PNG", "TIFF")  # those that keep more than 8 bits a channel
ENDINGS = {"PNG": ".png", "JPEG": ".jpg", "WebP": ".webp", "AVIF": ".avif", "TIFF": ".tif"}
BAND = 1 << 22  # pixels that are flattened between two looks at the clock
FLATTENED = 60  # percent of the work, about

Original = Callable[[Layer], bytes]  # the own bytes of the file that a layer was brought from; empty where none


class Subject(msgspec.Struct, frozen=True):
    """What is written: the layer, the frame or the layers that `ids` name, or the whole board.

    A layer is written in its own pixels with all that was accepted onto it, the others as they lie on the canvas.
    """

    kind: Literal["layer", "frame", "layers", "board"] = "board"
    ids: tuple[str, ...] = ()


class Output(msgspec.Struct, frozen=True, kw_only=True):
    """How it is written. What is left out is as the picture's own file had it.

    `format` is one of FORMATS, `scale` a factor, which a `size` in pixels takes precedence over, and `upscale` over
    both: as large as an engine is to make it. Without a `quality` WebP is lossless and a JPEG coded as its source.
    `profile` is the ICC profile that colours are converted to, empty for sRGB. `described`: whether the file is to say
    how it was made.
    """

    format: str = ""
    scale: float = 1.0
    size: Size | None = None
    upscale: Goal | None = None
    quality: int | None = None
    profile: bytes | None = None
    described: bool = True


class Rendered(NamedTuple):
    """Pixels as they go into a file: uint8 (h, w, 3 or 4) or uint16 (h, w, 4), straight alpha, their ICC profile, and
    what to say."""

    pixels: np.ndarray
    profile: bytes
    notes: tuple[str, ...]


def source_of(document: Document, subject: Subject, original: Original) -> Header | None:
    """What the file of a layer's picture was like; None for all that is put together, and where the file is lost."""
    if subject.kind != "layer":
        return None
    try:
        data = original(document.layers[subject.ids[0]])
        return inspect(data) if data else None
    except (ImageRejected, LookupError):
        return None


def format_of(document: Document, subject: Subject, source: Header | None) -> str:
    """The format that a picture is written in unless another is asked for: its own where that can be written."""
    known = source.format if source else ""
    if subject.kind == "layer" and not known:
        known = document.layers[subject.ids[0]].origin.format
    return known if known in FORMATS else "PNG"


def profile_of(document: Document, subject: Subject) -> bytes:
    """The ICC profile it has unless another is asked for: that of its pictures where all have one, else sRGB's: empty.

    Raises as `natural_size`.
    """
    return _view(document, subject, Output()).profile


def natural_size(document: Document, subject: Subject) -> Size:
    """Its size in pixels unless another is asked for. Raises ValueError where there is nothing to be seen."""
    return _view(document, subject, Output()).size


def area_of(document: Document, subject: Subject) -> tuple[Rect, Size]:
    """The canvas rectangle of all but a layer, and its size in pixels unless another is asked for.

    Raises as `natural_size`.
    """
    if subject.kind == "frame":
        frame = document.frames[subject.ids[0]]
        return frame.rect, frame.pixels or frame.rect.size
    chosen: Collection[Layer] = document.layers.values()
    if subject.kind == "layers":
        chosen = pictures(document, with_accepted(document, subject.ids))
    box = Rect(0, 0, 0, 0)
    for layer in chosen:
        box = box.united(bounds(document, layer)) if layer.visible else box
    if box.empty or not visible_stack(document):
        raise ValueError("There is nothing to see: bring a picture in, or show a hidden layer.")
    return box, box.size


def scaled_size(natural: Size, output: Output) -> Size:
    """The size that it is written in."""
    if output.upscale is not None:
        return output.upscale.of(natural)
    if output.size is not None:
        return output.size
    return Size(max(1, round(natural.w * output.scale)), max(1, round(natural.h * output.scale)))


def check_size(format: str, size: Size) -> None:
    """Raises ValueError, with what to do, where no picture of this size can be written in this format."""
    if size.area > MAX_PIXELS:
        most = MAX_PIXELS // 1_000_000
        raise ValueError(f"{size.w} x {size.h} is too large: at most {most} million pixels. Choose a smaller scale.")
    writable(format, size)


def rendered(
    document: Document,
    subject: Subject,
    output: Output,
    original: Original,
    *,
    stop: np.ndarray | None = None,
    far: np.ndarray | None = None,
) -> Rendered:
    """The pixels of a file. With a source of 16 bits, PNG and TIFF get its values wherever the picture is unchanged.

    `far` uint8 (1,) is set to the percent that is done. Loads numba. Raises ValueError where there is nothing to be
    seen, Cancelled on stop.
    """
    composing = composed(document, subject, output)
    look = composing.look
    size = scaled_size(look.size, output) if subject.kind == "layer" else look.size
    picture, source = composing(stop=stop, far=far), source_of(document, subject, original)
    whole = size == look.size and same_space(look.profile, picture.profile)
    if whole and source is not None and source.bits > 8 and output.format in DEEP:
        return picture._replace(pixels=_deep(document, subject, original, picture.pixels))
    pixels = picture.pixels if size == look.size else resize(picture.pixels, size)
    return Rendered(pixels, picture.profile, lost_depth(source, output))


def lost_depth(source: Header | None, output: Output) -> tuple[str, ...]:
    """What to say of a picture that has 8 bits a channel now, where its source had more."""
    if source is None or source.bits <= 8:
        return ()
    if output.format in DEEP:
        return ("Scaled or in another colour space, it has 8 bits a channel.",)
    return (f"{output.format} files have 8 bits a channel here: PNG and TIFF keep all {source.bits}.",)


class Composing(msgspec.Struct, frozen=True, eq=False):
    """A subject put together, in the colour space of a profile: work that can be sent to another process."""

    look: Look
    profile: bytes

    def __call__(self, *, stop: np.ndarray | None, far: np.ndarray | None = None) -> Rendered:
        """uint8. `far`, uint8 (1,), is set to the percent of an export that is done. Loads numba. Raises Cancelled."""
        pixels = _flattened(self.look, stop, far)
        if same_space(self.look.profile, self.profile):
            return Rendered(pixels, self.look.profile, ())
        return Rendered(convert(pixels, self.look.profile, self.profile), self.profile, ())


def composed(document: Document, subject: Subject, output: Output) -> Composing:
    """How a subject is put together: a layer in its own pixels, all else at the size that it is written in.

    Raises ValueError where there is nothing to be seen.
    """
    look = _view(document, subject, output)
    return Composing(look, look.profile if output.profile is None else output.profile)


def encoded(picture: Rendered, output: Output, source: Header | None, xmp: str = "") -> tuple[bytes, tuple[str, ...]]:
    """The bytes of the file, and what is to be said of it. Raises ValueError where it cannot be written so."""
    pixels, notes = picture.pixels, picture.notes
    opaque = pixels.shape[2] == 3 or bool(pixels[..., 3].min() == np.iinfo(pixels.dtype).max)
    if pixels.shape[2] == 4 and opaque and not (source and source.has_alpha):
        pixels = cv2.cvtColor(pixels, cv2.COLOR_RGBA2RGB)
    elif not opaque and output.format == "JPEG":
        notes = (*notes, "JPEG has no transparency: what was transparent is on white.")
    data = encode(
        pixels,
        output.format,
        profile=picture.profile,
        quality=output.quality,
        jpeg=source.jpeg if source else None,
        xmp=xmp if output.described else "",
        dpi=_dots(output, source),
    )
    return data, notes


def _dots(output: Output, source: Header | None) -> tuple[float, float] | None:
    """The dots to the inch that the file tells: those of the print that it is made for, else its source's."""
    if output.upscale is not None and output.upscale.dpi:
        return output.upscale.dpi, output.upscale.dpi
    return source.dpi if source else None


def _view(document: Document, subject: Subject, output: Output) -> Look:
    """What is flattened: a layer in its own pixels, all else at the size it is written in."""
    if subject.kind == "layer":
        return gathering(document, document.layers[subject.ids[0]])[0]
    area, natural = area_of(document, subject)
    if subject.kind == "layers":
        document = only(document, pictures(document, with_accepted(document, subject.ids)))
    size = scaled_size(natural, output)
    grid = Affine.translation(-area.x, -area.y).then(Affine.scaling(size.w / area.w, size.h / area.h))
    profile = _common_profile(document) if output.profile is None else output.profile
    return Look(document, size, grid, profile=profile)


def _common_profile(document: Document) -> bytes:
    """That of all visible pictures where it is one; else sRGB's."""
    found = [layer.profile for layer in document.layers.values() if layer.pixels is not None and layer.visible]
    return found[0] if found and all(same_space(found[0], other) for other in found) else b""


def _flattened(look: Look, stop: np.ndarray | None, far: np.ndarray | None) -> np.ndarray:
    out = np.empty((look.size.h, look.size.w, 4), np.uint8)
    rows = max(1, BAND // look.size.w)
    for top in range(0, look.size.h, rows):
        if stop is not None and stop.any():
            raise Cancelled("It was stopped.")
        band = Size(look.size.w, min(rows, look.size.h - top))
        part = msgspec.structs.replace(look, size=band, grid=look.grid.then(Affine.translation(0, -top)))
        out[top : top + band.h] = part(stop=stop)
        if far is not None:
            far[0] = FLATTENED * (top + band.h) // look.size.h
    return out


def _deep(document: Document, subject: Subject, original: Original, pixels: np.ndarray) -> np.ndarray:
    """With the source's own 16 bits where they are still what is seen; also when nothing of them is left, 16 bits."""
    layer = document.layers[subject.ids[0]]
    _, box = gathering(document, layer)
    deep = decode_deep(original(layer))
    out = pixels.astype(np.uint16) * 257
    if deep is not None:
        there = Rect(-box.x, -box.y, deep.shape[1], deep.shape[0]).slices
        out[there] = deepened(pixels[there], deep)
    return out
