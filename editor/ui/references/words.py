"""What a reference is called by: its role in words and as an icon, where it is from, what an engine makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from editor.document.records import Document, ReferencePicture
from editor.engine.contract import Abilities, Role
from editor.steps.guides import in_order, sorted_out

ROLES: dict[Role, str] = {
    "structure": "spline",
    "style": "feather",
    "palette": "palette",
    "character": "user-round",
    "product": "package",
    "background": "mountain",
}
"""The roles in the order in which they are offered, with their icons."""


def tr(text: str) -> str:
    return QCoreApplication.translate("References", text)


class Card(NamedTuple):
    """A reference as it stands: its number among those that are on (0: it is off), and why it is not sent."""

    reference: ReferencePicture
    number: int
    why: str = ""


class Asked(NamedTuple):
    """The engine that would be asked."""

    title: str
    abilities: Abilities


def role_name(role: Role) -> str:
    return {
        "structure": tr("Structure"),
        "style": tr("Style"),
        "palette": tr("Palette"),
        "character": tr("Character"),
        "product": tr("Product"),
        "background": tr("Background"),
    }[role]


def role_tip(role: Role) -> str:
    return {
        "structure": tr("Where things are, and their shapes: a sketch is enough."),
        "style": tr("How it looks: technique, light and mood."),
        "palette": tr("Its colours alone."),
        "character": tr("Who is shown, to be recognised."),
        "product": tr("What is shown, as it is."),
        "background": tr("What is behind all else."),
    }[role]


def cards(document: Document, asked: Asked) -> list[Card]:
    """All references in their order, with what the engine makes of each."""
    held = in_order(document)
    on = [one for one in held if one.enabled]
    numbers = {one.id: number for number, one in enumerate(on, 1)}
    left_out = {dropped.reference.id for dropped in sorted_out(on, asked.abilities)[1]}
    return [Card(one, numbers.get(one.id, 0), _why(one, asked) if one.id in left_out else "") for one in held]


def notices(shown: Sequence[Card], asked: Asked) -> list[str]:
    """What the engine leaves out, in sentences with the reason; none where it takes all."""
    most, left_out = asked.abilities.references, [card for card in shown if card.why]
    if left_out and not most:
        return [tr("{0} takes no references: none is sent.").format(asked.title)]
    found: list[str] = []
    for why in dict.fromkeys(card.why for card in left_out):
        numbers = [str(card.number) for card in left_out if card.why == why]
        one = tr("{0}: image {1} is left out.") if len(numbers) == 1 else tr("{0}: images {1} are left out.")
        found.append(one.format(why.rstrip("."), ", ".join(numbers)))
    return found


def source(document: Document, reference: ReferencePicture) -> str:
    """Where its picture is from, in a few words."""
    layer = document.layers.get(reference.layer)
    if reference.pixels is None:
        return tr("Follows the layer {0}").format(layer.name) if layer else tr("Its layer is gone")
    if reference.layer:
        return tr("Frozen from the layer {0}").format(layer.name) if layer else tr("Frozen from a layer that is gone")
    return reference.origin.address or reference.origin.file or tr("Pasted")


def needs_licence(reference: ReferencePicture) -> bool:
    """What came from elsewhere, and nobody has said under which licence."""
    return bool(reference.origin.address and not reference.origin.licence.strip())


def told(document: Document, card: Card) -> str:
    """All that a card says, in lines."""
    one, licence = card.reference, card.reference.origin.licence
    if needs_licence(one):
        licence = tr("No licence is noted: look it up before you publish.")
    off = tr("Off: it guides nothing.") if not one.enabled else ""
    what = tr("Image {0}, {1}, {2} %") if card.number else tr("{1}, {2} %")
    head = what.format(card.number, role_name(one.role), round(100 * one.strength))
    left_out = tr("Left out. {0}").format(card.why) if card.why else ""
    return "\n".join(line for line in (one.name, head, source(document, one), licence, left_out, off) if line)


def _why(one: ReferencePicture, asked: Asked) -> str:
    abilities, title = asked.abilities, asked.title
    if not abilities.references:
        return tr("{0} takes no references.").format(title)
    if one.role not in abilities.roles:
        return tr("{0} takes none for {1}.").format(title, role_name(one.role))
    return tr("{0} takes {1}.").format(title, abilities.references)
