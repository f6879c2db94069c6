"""What the window says of drift: the parts of a look, what moved, and how a set stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from editor.pixels.likeness_distance import Part
    from editor.session.drift import Change, Drift, Moved, Point

SAID = 3  # things that moved, in a line


def tr(text: str) -> str:
    return QCoreApplication.translate("Drift", text)


def part_name(part: Part) -> str:
    return {
        "palette": tr("Palette"),
        "cast": tr("Colour cast"),
        "tone": tr("Tone"),
        "contrast": tr("Contrast"),
        "sharpness": tr("Sharpness"),
        "composition": tr("Composition"),
        "hash": tr("Shapes"),
        "embedding": tr("Embedding"),
    }[part]


def part_unit(part: Part) -> str:
    """What its distance is measured in."""
    return {
        "palette": tr("Earth mover's distance in OKLab"),
        "cast": tr("Octaves of red and blue light"),
        "tone": tr("Mean difference of lightness, 0 to 1"),
        "contrast": tr("Octaves"),
        "sharpness": tr("Octaves"),
        "composition": tr("1 less the correlation of the coarse structure, 0 to 2"),
        "hash": tr("Share of the bits of the perceptual hash that differ"),
        "embedding": tr("1 less the cosine of the vectors that the embedder gives"),
    }[part]


def moved_words(moved: Moved) -> str:
    less, more = {
        "red": (tr("less red light"), tr("redder light")),
        "blue": (tr("less blue light"), tr("bluer light")),
        "green-red": (tr("greener colours"), tr("redder colours")),
        "blue-yellow": (tr("bluer colours"), tr("yellower colours")),
        "chroma": (tr("paler colours"), tr("stronger colours")),
        "shadows": (tr("darker shadows"), tr("lighter shadows")),
        "midtones": (tr("darker midtones"), tr("lighter midtones")),
        "highlights": (tr("darker highlights"), tr("lighter highlights")),
        "contrast": (tr("less contrast"), tr("more contrast")),
        "sharpness": (tr("softer"), tr("sharper")),
    }[moved.signal]
    return more if moved.shift > 0 else less


def change_words(change: Change) -> str:
    """As "From 30 on: redder light, lighter midtones"."""
    words = tr("From {0} on: {1}").format(change.number, ", ".join(map(moved_words, change.moved[:SAID])))
    return tr("{0} (another engine, model or version)").format(words) if change.other_maker else words


def standing(found: Drift) -> str:
    """How the set stands beside what it is held to."""
    held = tr("{0} known to be good") if found.beside == "known good" else tr("the first {0}")
    held = held.format(len(found.known))
    said = tr("{0} results beside {1}: {2} beyond a limit, {3} in the middle")
    words = said.format(len(found.points), held, found.over, f"{found.score:.2f}")
    return f"{words}. {tr('{0} could not be read').format(found.unread)}." if found.unread else f"{words}."


def point_words(point: Point) -> str:
    """What sets one result apart the most."""
    return tr("{0} {1}").format(part_name(point.part), f"{point.score:.2f}")
