"""Compose: a user's words, the anchors that hold there and the references become what an engine is asked.

The order is fixed, since models heed what comes first: the words as typed; who and what is shown (character, product);
how it looks (style, light, camera); free text; then, where the engine has no field of its own for them, colours and
what is to be avoided. Within a kind what is pinned more widely comes first, and what holds in a part is told with its
place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from editor.document.kinds import AnchorKind
from editor.document.records import Anchor, Document, ReferencePicture
from editor.engine.contract import Abilities, Area, Colour
from editor.engine.marked import sentence
from editor.steps.ask import Wish
from editor.steps.guides import Dropped, in_order, numbered, sorted_out
from editor.steps.lint import Part, Remark, linted
from editor.steps.pins import Holding, Place, holding, placed
from editor.steps.wording import Lines, no_lines, variables, worded

ORDER: tuple[AnchorKind, ...] = ("character", "product", "style", "light", "camera", "text")
EVEN = 1.0  # the weight that is not written


class Composed(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """What an engine is asked, and how that came about.

    `raw` are the words as typed, `evaluated` the same with everything in braces told, `prompt` what is sent.
    `references` are in the order in which they are shown, the first as image number `first`; `dropped` are those that
    this engine does not take. `anchors` are the ids and versions of what was used. `areas` are words for parts that are
    not in the prompt, in the target's grid, without a target in canvas pixels. `lint` is advice, never a reason not to
    ask.
    """

    raw: str
    evaluated: str
    prompt: str
    avoid: str = ""
    palette: tuple[Colour, ...] = ()
    references: tuple[ReferencePicture, ...] = ()
    first: int = 1
    dropped: tuple[Dropped, ...] = ()
    anchors: tuple[tuple[str, int], ...] = ()
    areas: tuple[Area, ...] = ()
    lint: tuple[Remark, ...] = ()


class _Told(NamedTuple):
    """An anchor that holds, with its text told."""

    holding: Holding
    text: str

    @property
    def anchor(self) -> Anchor:
        return self.holding.anchor


def composed(
    document: Document,
    place: Place,
    wish: Wish,
    abilities: Abilities,
    *,
    lines: Lines = no_lines,
) -> Composed:
    """The words of a wish with all that guides them in the document, for an engine with these abilities.

    `lines` finds the lists that braces name. What is drawn by chance depends on the wish's seed: the same seed gives
    the same prompt.
    """
    values = {**variables(document), **wish.values}
    words = worded(wish.words, wish.seed, values, lines)
    taken, dropped = sorted_out((*wish.references, *(one for one in in_order(document) if one.enabled)), abilities)
    shown = numbered(taken, place.kind, abilities)
    evaluated, unnamed = shown.named(words.text, dropped)
    missing = [*words.missing, *unnamed]
    held: list[_Told] = []
    for one in holding(document, place):
        text = worded(one.anchor.text, f"{wish.seed}/{one.anchor.id}", values, lines)
        named, unnamed = shown.named(text.text.strip(), dropped)
        missing += [*text.missing, *unnamed]
        held.append(_Told(one, named))
    used = [one for one in held if _is_used(one, evaluated, abilities)]
    palette = _palette(wish.palette, used)
    avoid = ", ".join(dict.fromkeys(text for text in (wish.avoid.strip(), *_avoided(used)) if text))
    spoken = [one for kind in ORDER for one in used if one.anchor.kind == kind]
    apart = [one for one in spoken if abilities.areas and one.holding.part is not None]
    told = [_said(one, place, abilities) for one in spoken if one not in apart]
    told += _spoken(() if abilities.palette else palette, "" if abilities.avoid else avoid)
    parts = [Part("", evaluated), *(Part(one.anchor.id, one.text) for one in used if one.anchor.kind in ORDER)]
    return Composed(
        raw=wish.words,
        evaluated=evaluated,
        prompt=joined(evaluated, told),
        avoid=avoid if abilities.avoid else "",
        palette=palette,
        references=taken,
        first=shown.first,
        dropped=dropped,
        anchors=tuple((one.anchor.id, one.anchor.version) for one in used),
        areas=tuple(_area(document, one, place, abilities) for one in apart),
        lint=linted(parts, avoid, abilities, missing),
    )


def guided(wish: Wish, by: Composed) -> Wish:
    """The wish with its final prompt and all that guides it."""
    return msgspec.structs.replace(
        wish,
        prompt=by.prompt,
        avoid=by.avoid,
        palette=by.palette,
        references=by.references,
        anchors=by.anchors,
        areas=by.areas,
        guided=False,
    )


def _is_used(one: _Told, evaluated: str, abilities: Abilities) -> bool:
    """Whether an anchor says something to this engine. One that knows a few words only is asked for nothing in words
    where the user asks for nothing: then it goes by what is there."""
    if one.anchor.kind == "palette":
        return bool(one.anchor.colours)
    in_prompt = one.anchor.kind != "avoid" or not abilities.avoid
    return bool(one.text) and (abilities.prose or bool(evaluated.strip()) or not in_prompt)


def _palette(own: Sequence[Colour], used: Sequence[_Told]) -> tuple[Colour, ...]:
    """Colours by name, the wish's own first; a name that is taken means what it meant first."""
    colours = [*own, *(colour for one in used for colour in one.anchor.colours if one.anchor.kind == "palette")]
    found: dict[str, Colour] = {}
    for colour in colours:
        found.setdefault(colour.name.casefold(), colour)
    return tuple(found.values())


def _avoided(used: Sequence[_Told]) -> list[str]:
    return [one.text.rstrip(" .,;") for one in used if one.anchor.kind == "avoid"]


def _said(one: _Told, place: Place, abilities: Abilities) -> str:
    """With its place, where it holds in a part."""
    text, part = _weighed(one, abilities), one.holding.part
    return text if part is None else placed(text, part, place.box)


def _area(document: Document, one: _Told, place: Place, abilities: Abilities) -> Area:
    """What holds in a part, for an engine that has words for parts."""
    part = one.holding.part
    assert part is not None, "it holds in a part"
    box = part if place.target is None else document.placed(place.target).inverted().bounds(part)
    return Area(_weighed(one, abilities), box)


def _weighed(one: _Told, abilities: Abilities) -> str:
    text, weight = one.text, one.anchor.weight
    if abilities.weights and weight != EVEN:
        plain = text.rstrip(" .").replace("(", "\\(").replace(")", "\\)")
        text = f"({plain}:{weight:g})"
    return text


def _spoken(palette: Sequence[Colour], avoid: str) -> list[str]:
    """Colours and what is to be avoided, for engines that have no field for them."""
    colours = ", ".join(f"{colour.name} (#{bytes(colour.rgb).hex()})" for colour in palette)
    return [*([f"Colours: {colours}"] if colours else []), *([f"Without {avoid}"] if avoid else [])]


def joined(words: str, told: Sequence[str]) -> str:
    """The words alone as they are; with more behind them, each a sentence."""
    if not told:
        return words
    return " ".join(sentence(part) for part in (words, *told) if part.strip())
