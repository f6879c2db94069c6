"""Provenance: XMP that parses, tells prompt, seed and engine of each accepted candidate, and fits into every format."""

from __future__ import annotations

from xml.etree import ElementTree

from editor.document.archive import Generation, Recipe
from editor.pixels.geometry import Rect, Size
from editor.steps.provenance import ROOM, Made, xmp

EXT = "{http://iptc.org/std/Iptc4xmpExt/2008-02-29/}"
OURS = "{urn:patchboard:xmp:1/}"


def _made(prompt: str, engine: str = "cloud", seed: int = 7) -> Made:
    recipe = Recipe(engine=engine, version="2", kind="inpaint", size=Size(8, 8), prompt=prompt, seed=1)
    return Made(Generation(id="g", made=0.0, recipe=recipe, region=Rect(0, 0, 8, 8)), seed)


def _parsed(packet: str) -> ElementTree.Element:
    return ElementTree.fromstring(packet.replace("\ufeff", ""))


def test_tells_prompt_seed_and_engine() -> None:
    root = _parsed(xmp([_made('a <red> & "big" cat\x00\ud800', seed=9), _made("", "builtin")], brought=True))
    items = list(root.iter("{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"))
    assert [item.findtext(f"{OURS}seed") for item in items] == ["9", "7"]
    assert items[0].findtext(f"{OURS}prompt") == 'a <red> & "big" cat  '
    assert [item.findtext(f"{OURS}engine") for item in items] == ["cloud", "builtin"]
    assert items[0].findtext(f"{OURS}made") == "1970-01-01T00:00:00+00:00"
    kind = root.findtext(f".//{EXT}DigitalSourceType")
    assert kind is not None and kind.endswith("/compositeSynthetic")
    assert root.findtext(f".//{EXT}AISystemUsed") == "cloud + builtin"


def test_tells_what_no_camera_has_seen() -> None:
    for engine, kind in (("cloud", "trainedAlgorithmicMedia"), ("builtin", "algorithmicMedia")):
        found = _parsed(xmp([_made("sky", engine)], brought=False)).findtext(f".//{EXT}DigitalSourceType")
        assert found is not None and found.rpartition("/")[2] == kind


def test_nothing_accepted_nothing_told() -> None:
    assert xmp([], brought=True) == ""


def test_the_last_are_told_where_not_all_fit() -> None:
    packet = xmp([_made("x" * 20_000, seed=n) for n in range(9)], brought=True)
    assert len(packet.encode()) <= ROOM
    seeds = [found.text for found in _parsed(packet).iter(f"{OURS}seed")]
    assert seeds and seeds == [str(n) for n in range(9 - len(seeds), 9)]
