"""Provenance: how a picture was made, as the XMP that its file carries, and read back from that."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr, unescape

import msgspec

from editor import __version__
from editor.document.archive import Generation, Recipe

ROOM = 60_000  # bytes: JPEG has a little more for it
UNTRAINED = frozenset({"builtin"})  # engines that were trained on nothing
_SOURCES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "patchboard": "urn:patchboard:xmp:1/",
}


LONGEST = 1_000_000  # characters of a packet that are read
_RECIPES = re.compile(r"<patchboard:recipe>([^<]*)</patchboard:recipe>")


class Told(msgspec.Struct, frozen=True):
    """One accepted candidate as a file tells it: the generation, the candidate's own seed, and all that was asked."""

    generation: str
    seed: int
    recipe: Recipe


class Made(NamedTuple):
    """One accepted candidate, or a picture that was made larger for its file: what was asked, and its own seed."""

    generation: Generation
    seed: int


def xmp(made: Sequence[Made], *, brought: bool) -> str:
    """An XMP packet that tells the accepted candidates a picture is made of, first to last; empty where there are none.

    `brought` says that a picture of other origin is beneath them. Where there are too many for a file, the last are
    told.
    """
    told = list(made)
    while told:
        for whole in (True, False):
            packet = _packet(told, brought=brought, whole=whole)
            if len(packet.encode()) <= ROOM:
                return packet
        del told[0]
    return ""


def _packet(made: Sequence[Made], *, brought: bool, whole: bool) -> str:
    """With `whole` recipes all that was asked, to be asked again; else what people read alone."""
    recipes = [one.generation.recipe for one in made]
    engines = " + ".join(dict.fromkeys(recipe.engine for recipe in recipes))
    versions = " + ".join(dict.fromkeys(f"{recipe.engine} {recipe.version}" for recipe in recipes))
    prompts = "; ".join(dict.fromkeys(recipe.prompt for recipe in recipes if recipe.prompt))
    facts = {
        "xmp:CreatorTool": f"Patchboard {__version__}",
        "Iptc4xmpExt:DigitalSourceType": _SOURCES + _kind_of_source(made, brought=brought),
        "Iptc4xmpExt:AISystemUsed": engines,
        "Iptc4xmpExt:AISystemVersionUsed": versions,
        "Iptc4xmpExt:AIPromptInformation": prompts,
    }
    rows = "".join(_element(name, value) for name, value in facts.items() if value)
    items = "".join(_item(one, whole=whole) for one in made)
    spaces = " ".join(f"xmlns:{name}={quoteattr(address)}" for name, address in _SPACES.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {spaces}><rdf:Description rdf:about="">{rows}'
        f"<patchboard:generations><rdf:Seq>{items}</rdf:Seq></patchboard:generations>"
        '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    )


def told(packet: str) -> list[Told]:
    """What an XMP packet of this program tells, first to last; what is no such is passed over, whatever it is."""
    found: list[Told] = []
    for text in _RECIPES.findall(packet[:LONGEST]):
        with contextlib.suppress(ValueError, RecursionError):  # ValueError: msgspec's and json's errors too
            found.append(msgspec.convert(json.loads(unescape(text)), Told))
    return found


def _kind_of_source(made: Sequence[Made], *, brought: bool) -> str:
    if brought or len(made) > 1:
        return "compositeSynthetic"
    return "algorithmicMedia" if made[0].generation.recipe.engine in UNTRAINED else "trainedAlgorithmicMedia"


def _item(made: Made, *, whole: bool) -> str:
    recipe = made.generation.recipe
    facts = {
        "kind": recipe.kind,
        "engine": recipe.engine,
        "version": recipe.version,
        "model": recipe.model,
        "prompt": recipe.prompt,
        "avoid": recipe.avoid,
        "seed": str(made.seed),
        "made": datetime.fromtimestamp(made.generation.made, UTC).isoformat(timespec="seconds"),
    }
    kept = recipe.kind != "upscale" or made.generation.target  # what is in no project cannot be asked for again
    if whole and kept:
        facts["recipe"] = json.dumps(msgspec.to_builtins(Told(made.generation.id, made.seed, recipe)))
    rows = "".join(_element(f"patchboard:{name}", value) for name, value in facts.items() if value)
    return f'<rdf:li rdf:parseType="Resource">{rows}</rdf:li>'


def _element(name: str, value: str) -> str:
    return f"<{name}>{escape(_UNWRITABLE.sub(' ', value))}</{name}>"
