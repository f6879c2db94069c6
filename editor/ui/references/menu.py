"""The actions on references as menus, palette and keys have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.engine.contract import Role
from editor.ui.actions import Action, Menu, tr
from editor.ui.references.words import ROLES, role_name, role_tip

if TYPE_CHECKING:
    from editor.ui.references.actions import ReferenceActions

BY_ROLE = tuple(f"reference.{role}" for role in ROLES)
CONTEXT = (
    ("reference.edit", "reference.on", "reference.live"),
    BY_ROLE,
    ("reference.earlier", "reference.later"),
    ("reference.mention", "reference.uses"),
    ("reference.remove",),
    ("reference.add",),
)


def layer_actions(do: ReferenceActions) -> tuple[Action, ...]:
    """For the menus of layers."""
    return (
        Action(
            "reference.use",
            tr("Use as reference"),
            "Ctrl+Shift+R",
            do.use_layers,
            "image-plus",
            tr("Has the selected pictures guide what is made, as they are at the time."),
            why_not=lambda: "" if do.pictures else tr("Select a picture first."),
        ),
        do.starting.action(),
    )


def menu(do: ReferenceActions) -> Menu:
    """All that is done with references."""
    return Menu(tr("Reference"), (_changing(do), _by_role(do), _finding(do)), shown=False)


def _changing(do: ReferenceActions) -> tuple[Action, ...]:
    return (
        Action(
            "reference.add",
            tr("Add a reference…"),
            "",
            do.add,
            "image-plus",
            tr("Has picture files guide what is made."),
        ),
        Action(
            "reference.edit",
            tr("Edit the reference…"),
            "",
            do.edit,
            "crop",
            tr("Changes its name, the part that guides, its source and licence; in the list, Return does it."),
            why_not=lambda: _one(do),
        ),
        Action(
            "reference.on",
            tr("Reference on"),
            "",
            do.switch,
            "eye",
            tr("Has the chosen references guide, or not; in the list, Space does it."),
            why_not=lambda: _some(do),
            checked=lambda: any(card.reference.enabled for card in do.panel.chosen),
        ),
        Action(
            "reference.live",
            tr("Follow the layer"),
            "",
            do.turn_live,
            "layers",
            tr("Has it be as its layer is at the time, or keeps it as that is now."),
            why_not=lambda: _of_layer(do),
            checked=lambda: any(not card.reference.pixels for card in do.panel.chosen),
        ),
        Action(
            "reference.earlier",
            tr("Reference earlier"),
            "",
            lambda: do.step(-1),
            "arrow-left",
            tr("Has it shown before the one before it; in the list, Alt+Left does it."),
            why_not=lambda: _one(do),
        ),
        Action(
            "reference.later",
            tr("Reference later"),
            "",
            lambda: do.step(1),
            "arrow-right",
            tr("Has it shown after the one behind it; in the list, Alt+Right does it."),
            why_not=lambda: _one(do),
        ),
        Action(
            "reference.remove",
            tr("Remove the reference"),
            "",
            do.remove,
            "trash-2",
            tr("Takes it away; in the list, Del does it. What it guided stays in the history."),
            why_not=lambda: _some(do),
        ),
    )


def _by_role(do: ReferenceActions) -> tuple[Action, ...]:
    return tuple(_role_action(do, role, icon) for role, icon in ROLES.items())


def _role_action(do: ReferenceActions, role: Role, icon: str) -> Action:
    return Action(
        f"reference.{role}",
        tr("Reference for {0}").format(role_name(role)),
        "",
        lambda: do.give_role(role),
        icon,
        role_tip(role),
        why_not=lambda: _some(do),
        checked=lambda: any(card.reference.role == role for card in do.panel.chosen),
    )


def _finding(do: ReferenceActions) -> tuple[Action, ...]:
    return (
        Action(
            "reference.mention",
            tr("Name it in the prompt"),
            "",
            do.mention,
            "type",
            tr("Writes its @name into the words, which becomes the number of its picture."),
            why_not=lambda: _some(do),
        ),
        Action(
            "reference.uses",
            tr("Show what it guided"),
            "",
            do.show_uses,
            "history",
            tr("Lists in the history what was asked with it."),
            why_not=lambda: _one(do),
        ),
        Action(
            "reference.show",
            tr("References"),
            "Ctrl+Alt+R",
            do.panel.bring_up,
            "image",
            tr("Shows the panel of references, with the focus."),
        ),
    )


def _some(do: ReferenceActions) -> str:
    return "" if do.panel.chosen else tr("No reference is chosen: click one in References.")


def _one(do: ReferenceActions) -> str:
    return _some(do) or ("" if len(do.panel.chosen) == 1 else tr("Choose one reference alone for this."))


def _of_layer(do: ReferenceActions) -> str:
    if reason := _one(do):
        return reason
    if not do.panel.chosen[0].reference.layer:
        return tr("It was not taken from a layer.")
    return "" if do.follows_one else tr("Its layer is no longer there.")
