"""What the test of a connection found out, kept with it, and what an engine can do by that."""

from __future__ import annotations

import msgspec

from editor.engine.contract import Abilities, Kind


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """`pipelines` are the names of diffusers' classes by task: "generate", "image", "inpaint".

    `config` and `file` are paths, as in `folder.Place`; `bytes` is the weights' size on the disk, `half` whether they
    take two bytes each, `fp16` whether the files are of that variant. `side` and `multiple` as in `folder.Shape`.
    """

    config: str
    file: str = ""
    pipelines: dict[str, str]
    side: int
    multiple: int
    bytes: int
    half: bool = False
    fp16: bool = False
    avoid: bool = False
    strength: bool = False
    device: str = "cpu"
    versions: str = ""


def abilities(known: Known) -> Abilities:
    """Sizes stay near what the model was trained at: far from it pictures repeat themselves, and memory runs out."""
    kinds: set[Kind] = set()
    if "generate" in known.pipelines:
        kinds.add("generate")
    if "image" in known.pipelines:
        kinds.add("image")
    if "inpaint" in known.pipelines:
        kinds |= {"inpaint", "outpaint"}
    return Abilities(
        kinds=frozenset(kinds),
        masks="native" if "inpaint" in known.pipelines else "none",
        exact=False,
        place="worker",
        offline=True,
        needs_words=False,
        avoid=known.avoid,
        strength=known.strength,
        palette=False,
        smallest_side=max(known.multiple, known.side // 2),
        largest_side=known.side * 2,
        largest_area=known.side * known.side * 3 // 2,
        multiple=known.multiple,
        at_once=1,
    )
