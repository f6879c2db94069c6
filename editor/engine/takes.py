"""What the fields of a model's input mean, by the names that models give them; what it can do and is to be sent."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any, get_args

import msgspec

from editor.engine.contract import ROLES, Abilities, Kind, Role
from editor.engine.ratios import pairs
from editor.engine.schema import Field

PROMPT = ("prompt", "text_prompt", "instruction", "edit_prompt", "text")
AVOID = ("negative_prompt", "n_prompt")
IMAGE = ("image_url", "image", "input_image_url", "input_image", "init_image", "source_image", "original_image", "img")
IMAGE += ("inpaint_image_url",)
IMAGES = ("image_urls", "images", "input_images", "image_input", "input_image_urls")
MASK = ("mask_url", "mask", "mask_image_url", "mask_image", "inpaint_mask")
REFERENCES = ("reference_images", "reference_image_urls", "style_reference_images", "image_prompts")
REFERENCE = ("reference_image_url", "reference_image", "image_prompt", "style_image_url", "style_image")
STRENGTH = ("strength", "prompt_strength", "denoising_strength")
COUNT = ("num_images", "num_outputs", "number_of_images", "n", "image_num")
SIZE = ("image_size", "size", "img_size")
PADS = {
    "left": ("expand_left", "left", "pad_left"),
    "right": ("expand_right", "right", "pad_right"),
    "top": ("expand_top", "top", "up", "pad_top"),
    "bottom": ("expand_bottom", "bottom", "down", "pad_bottom"),
}
ENLARGE = ("upscale_factor", "upscaling_factor", "scale_factor")

NAMED_SIZES = {
    "square_hd": (1024, 1024),
    "square": (512, 512),
    "portrait_4_3": (768, 1024),
    "portrait_16_9": (576, 1024),
    "landscape_4_3": (1024, 768),
    "landscape_16_9": (1024, 576),
}
"""What the names mean that sizes are given besides numbers."""
USUAL_LIST = 4  # pictures in a list whose end is not told
USUAL_MULTIPLE = 16  # of sides, where any size may be asked for
USUAL_AREA = 1 << 22  # pixels, where no more is told


class Takes(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of one model, by what they mean; empty where it has none for that."""

    fields: dict[str, Field]
    prompt: str
    avoid: str
    image: str
    images: str
    mask: str
    references: str
    reference: str
    strength: str
    seed: str
    count: str
    ratio: str
    size: str
    resolution: str
    format: str
    pads: dict[str, str]
    enlarge: str

    @property
    def paints_black(self) -> bool:
        """Whether black in the mask is what is painted, as its description has to say."""
        says = re.sub(r"black[ -]and[ -]white", "", self.fields[self.mask].says.lower()) if self.mask else ""
        return bool(re.search(r"black((?!white)[^.;,])*?(paint|edit|fill|generat|replac|chang|eras|remov|modif)", says))

    @property
    def by_alpha(self) -> bool:
        """Whether the mask is read from its alpha, as where a list of pictures goes with it: as OpenAI does."""
        return bool(self.mask and self.images)

    @property
    def marked(self) -> bool:
        """Whether a mask is shown in a second picture, since the model takes none and takes several pictures."""
        several = self.images and self.fields[self.images].most != 1
        return not self.mask and bool(several or (self.image and self.references))

    @property
    def sides(self) -> bool:
        """Whether it is told a width and a height."""
        return "width" in self.fields and "height" in self.fields


def takes(fields: Iterable[Field]) -> Takes:
    """By the names of the fields."""
    known = {field.name: field for field in fields}

    def first(names: Iterable[str], *types: str) -> str:
        return next((name for name in names if name in known and known[name].type in types), "")

    pads = {side: found for side, names in PADS.items() if (found := first(names, "integer", "number"))}
    return Takes(
        fields=known,
        prompt=first(PROMPT, "string"),
        avoid=first(AVOID, "string"),
        image=first((name for name in IMAGE if name in known and not known[name].choices), "string"),
        images=first(IMAGES, "array"),
        mask=first(MASK, "string"),
        references=first(REFERENCES, "array"),
        reference=first(REFERENCE, "string"),
        strength=first(STRENGTH, "number"),
        seed=first(("seed",), "integer", "number"),
        count=first(COUNT, "integer"),
        ratio=first(("aspect_ratio",), "string"),
        size=first(SIZE, "size", "string"),
        resolution=first(("resolution",), "string"),
        format=first(("output_format",), "string"),
        pads=pads if len(pads) == 4 else {},
        enlarge=first(ENLARGE, "integer", "number") or _scale(known.get("scale")),
    )


def _scale(field: Field | None) -> str:
    """A field called "scale" is many things."""
    if field is None or not re.search(r"upscal|rescal|enlarg|bigger|resolution", field.says.lower()):
        return ""
    return field.name


def abilities_of(model: Takes) -> Abilities:
    """What can be asked of it; no kinds where it is no use here."""
    picture, shows = bool(model.image or model.images), bool(model.mask or model.pads)
    kinds = {kind for kind in get_args(Kind) if _can(model, kind) and not missing(model, kind)}
    references, roles = _references(model)
    return Abilities(
        kinds=frozenset(kinds),
        masks="native" if shows and picture else "redraw" if picture else "none",
        place="thread",
        needs_words=bool(model.prompt) and model.fields[model.prompt].required and not model.marked,
        avoid=bool(model.avoid or model.prompt),
        seeds=bool(model.seed),
        strength=bool(model.strength) and not model.mask,
        references=references,
        roles=roles,
        largest_count=min(4, int(model.fields[model.count].high or 4)) if model.count else 4,
        **_sizes(model),
    )


def missing(model: Takes, kind: Kind) -> tuple[str, ...]:
    """The fields that it needs, and which a request of this kind gives it nothing for."""
    given = {model.prompt, model.avoid, model.strength, model.seed, model.count, model.ratio, model.size, model.format}
    given |= {model.resolution, *(("width", "height") if model.sides else ())}
    if kind != "generate":
        given |= {model.image, model.images}
    if kind in ("inpaint", "outpaint"):
        given |= {model.mask, *(model.pads.values() if kind == "outpaint" else ())}
    if kind == "upscale":
        given |= {model.enlarge}
    return tuple(name for name, field in model.fields.items() if field.required and name not in given)


def useless(model: Takes) -> str:
    """Why nothing can be asked of it, as words that follow "it"; empty where something can."""
    ways = [missing(model, kind) for kind in get_args(Kind) if _can(model, kind)]
    if not ways:
        return "takes neither words nor a picture"
    least = min(ways, key=len)
    return f"needs {', '.join(least)}" if least else ""


def _can(model: Takes, kind: Kind) -> bool:
    picture = model.image or model.images
    if kind == "upscale":
        return bool(model.enlarge and picture and not model.mask)
    if model.enlarge or (model.pads and not model.mask):
        return kind == "outpaint" and bool(model.pads and picture)
    if kind == "generate":
        return bool(model.prompt)
    if kind == "image":  # one that takes a mask and cannot be told how far to go is for masks alone
        return bool(picture and (not model.mask or model.strength or model.images))
    if kind == "inpaint":  # one that is told how far to go with all of it does not know where
        told = model.prompt and (model.marked or not model.strength)
        return bool(picture and (model.mask or told))
    return kind == "outpaint" and bool(picture and (model.mask or (model.marked and model.prompt)))


def _references(model: Takes) -> tuple[int, frozenset[Role]]:
    if model.references:
        taken = 1 if model.marked else 0
        return max(0, (model.fields[model.references].most or USUAL_LIST) - taken), ROLES
    if model.images:
        own = (0 if model.image else 1) + (1 if model.marked else 0)
        return max(0, (model.fields[model.images].most or USUAL_LIST) - own), ROLES
    return (1, frozenset({"style"})) if model.reference else (0, frozenset())


def _sizes(model: Takes) -> dict[str, Any]:
    """The limits of sizes that can be asked for; those of ratios only where no mask keeps the picture's own size."""
    if model.sides:
        width = model.fields["width"]
        numbers = [int(choice) for choice in width.choices if str(choice).isdecimal()]
        low, high = min(numbers, default=int(width.low or 1)), max(numbers, default=int(width.high or 65_535))
        multiple = math.gcd(*numbers) if numbers else int(width.step or USUAL_MULTIPLE)
        return {"smallest_side": max(1, low), "largest_side": high, "multiple": max(1, multiple), **_area(high)}
    if model.size and model.fields[model.size].type == "size":
        size = model.fields[model.size]
        low, high = max(1, int(size.low or 1)), int(size.high or 65_535)
        return {"smallest_side": low, "largest_side": high, "multiple": USUAL_MULTIPLE, **_area(high)}
    if model.mask:
        return {"multiple": USUAL_MULTIPLE, **_area(65_535)}
    if model.size and (listed := listed_sizes(model.fields[model.size])):
        return {"sizes": tuple(dict.fromkeys(listed.values()))}
    if model.ratio and (ratios := pairs(map(str, model.fields[model.ratio].choices))):
        return {"ratios": ratios, **_area(65_535)}
    return _area(65_535)


def _area(high: int) -> dict[str, int]:
    return {"largest_area": min(high * high, USUAL_AREA)}


def listed_sizes(field: Field) -> dict[str, tuple[int, int]]:
    """The sizes that its choices mean, such as "1024x768" or "landscape_4_3", by choice."""
    found: dict[str, tuple[int, int]] = {}
    for choice in map(str, field.choices):
        if match := re.fullmatch(r"(\d+)\s*[x*×, ]\s*(\d+)", choice):
            found[choice] = (int(match[1]), int(match[2]))
        elif choice in NAMED_SIZES:
            found[choice] = NAMED_SIZES[choice]
    return found
