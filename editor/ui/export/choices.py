"""What can be exported: the selected layers, one by one or together, the frames, the whole board; and facts of each."""

from __future__ import annotations

from typing import NamedTuple

from editor.document.records import Document, Frame, Layer
from editor.document.stack import accepted_base
from editor.pixels.decode import Header
from editor.pixels.geometry import Size
from editor.project.project import Project
from editor.session.export import originals, provenance, title
from editor.steps.export import Subject, format_of, profile_of, source_of
from editor.steps.export_larger import Pixels, pixels_of
from editor.steps.extent import pictures
from editor.ui.actions import tr


class Choice(NamedTuple):
    """One thing to export: a file for each of `subjects`."""

    name: str
    subjects: tuple[Subject, ...]

    @property
    def several(self) -> bool:
        return len(self.subjects) > 1


class Facts(NamedTuple):
    """What must be known of a choice before it is written.

    `size`, `profile` and `source` are those of the only subject; of several, `size` is None. `bytes` is how large the
    source's own file is, `told` whether there is something to say of how it was made, `pixels` those of
    each subject.
    """

    title: str
    format: str
    size: Size | None
    profile: bytes
    source: Header | None
    bytes: int
    told: bool
    pixels: tuple[Pixels, ...]


def choices(document: Document, selection: frozenset[str], target: Layer | None) -> list[Choice]:
    """All of them, the likeliest first."""
    found = _selected(document, frozenset(id for id in selection if id in document.layers))
    if not found and target is not None:
        found = [_layer(target)]
    frames = sorted(document.frames.values(), key=lambda frame: frame.order)
    picked = [frame for frame in frames if frame.id in selection]
    first = [_frames(tr("{0} selected frames, a file each"), picked)] if len(picked) > 1 else _each(picked)
    rest = _each([frame for frame in frames if frame not in picked])
    if len(frames) > 1:
        rest.append(_frames(tr("All {0} frames, a file each"), frames))
    return [*first, *found, *rest, Choice(tr("The whole board"), (Subject(),))]


def facts(project: Project, document: Document, choice: Choice) -> Facts:
    """From any thread. Raises ValueError where there is nothing to be seen."""
    told = any(provenance(project, document, subject) for subject in choice.subjects)
    pixels = tuple(pixels_of(document, choice.subjects))
    if choice.several:
        return Facts("{name}", "", None, b"", None, 0, told, pixels)
    (subject,) = choice.subjects
    original = originals(project)
    source = source_of(document, subject, original)
    size = len(original(document.layers[subject.ids[0]])) if source else 0
    return Facts(
        title(document, subject, project.path.stem),
        format_of(document, subject, source),
        pixels[0].natural,
        profile_of(document, subject),
        source,
        size,
        told,
        pixels,
    )


def roots(document: Document, ids: frozenset[str]) -> list[Layer]:
    """The pictures that are meant by these layers: with what was accepted onto them, those in groups too, by order."""
    meant = {accepted_base(document, layer).id for layer in pictures(document, ids)}
    return sorted((document.layers[id] for id in meant), key=lambda layer: layer.order)


def _selected(document: Document, selection: frozenset[str]) -> list[Choice]:
    chosen = roots(document, selection)
    if not chosen:
        return []
    whole = (Subject("layers", tuple(sorted(selection))),)
    if len(chosen) == 1:
        return [_layer(chosen[0]), Choice(tr("As it lies on the board: {0}").format(chosen[0].name), whole)]
    subjects = tuple(Subject("layer", (layer.id,)) for layer in chosen)
    each = Choice(tr("{0} layers, a file each").format(len(chosen)), subjects)
    together = Choice(tr("The selection, as one picture"), whole)
    grouped = any(document.layers[id].kind == "group" for id in selection)
    return [together, each] if grouped else [each, together]


def _layer(layer: Layer) -> Choice:
    return Choice(tr("Layer: {0}").format(layer.name), (Subject("layer", (layer.id,)),))


def _each(frames: list[Frame]) -> list[Choice]:
    return [Choice(tr("Frame: {0}").format(frame.name), (Subject("frame", (frame.id,)),)) for frame in frames]


def _frames(name: str, frames: list[Frame]) -> Choice:
    return Choice(name.format(len(frames)), tuple(Subject("frame", (frame.id,)) for frame in frames))
