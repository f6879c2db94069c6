"""Merge: what a frame shows as one picture on top of it, all of it marked, so that it can be changed as a whole."""

from __future__ import annotations

from editor.document.ids import new_id
from editor.document.records import Document, Frame, Layer
from editor.engine.errors import BadRequest
from editor.pixels.geometry import Affine
from editor.pixels.tiles import Tiles
from editor.steps.combine import whole
from editor.steps.export import Composing, Output, Rendered, Subject, composed
from editor.steps.export_larger import pixels_of
from editor.steps.place import top


def merging(document: Document, frame: Frame) -> Composing:
    """How what a frame shows is put together: in as many pixels as it, or the picture that covers most of it, has."""
    subject = Subject("frame", (frame.id,))
    (pixels,) = pixels_of(document, [subject])
    return composed(document, subject, Output(size=pixels.dense))


def merged(document: Document, frame: Frame, picture: Rendered) -> tuple[Document, Layer]:
    """The document with that picture in the frame, on top, and its layer. Raises BadRequest where nothing shows."""
    if not picture.pixels[..., 3].any():
        raise BadRequest(f"{frame.name or 'The frame'} shows nothing.", "Put a picture into it.")
    h, w = picture.pixels.shape[:2]
    rect = frame.rect
    layer = Layer(
        id=new_id(),
        name=frame.name,
        order=top(document),
        transform=Affine.scaling(rect.w / w, rect.h / h).then(Affine.translation(rect.x, rect.y)),
        pixels=Tiles.from_array(picture.pixels),
        profile=picture.profile,
    )
    return whole(document.with_(layer), layer), layer
