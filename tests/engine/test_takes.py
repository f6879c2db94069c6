"""What the schema of a model's input says: its fields, what they mean, what can be done, and what is sent."""

from __future__ import annotations

from typing import Any

import msgspec
import numpy as np
import pytest

from editor.engine.contract import Request
from editor.engine.received import pixels_of
from editor.engine.schema import Field, fields_of
from editor.engine.sending import sent
from editor.engine.takes import Takes, abilities_of, takes, useless
from editor.pixels.geometry import Size
from tests.plugins.asked import reference, request
from tests.plugins.schemas import TEXT


def model(required: tuple[str, ...] = (), root: dict[str, Any] | None = None, **properties: Any) -> Takes:
    return takes(fields_of({"properties": properties, "required": list(required)}, root or {}))


def pictures(model: Takes, asked: Request) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
    """What is sent, and the pictures by what stands for them."""
    put: dict[str, np.ndarray] = {}

    def keep(data: bytes) -> str:
        put[f"#{len(put)}"] = pixels_of(data)
        return f"#{len(put) - 1}"

    return sent(model, asked, keep), put


TEXT_FIELD = {"type": "string"}
LIST = {"type": "array", "items": {"type": "string", "format": "uri"}}


def test_fields_are_read_through_references_and_choices() -> None:
    root = {
        "components": {"schemas": {"ratio": {"type": "string", "enum": ["1:1", "16:9"]}, "a/b": {"type": "number"}}}
    }
    read = fields_of(
        {
            "properties": {
                "aspect_ratio": {"allOf": [{"$ref": "#/components/schemas/ratio"}], "default": "1:1"},
                "odd": {"$ref": "#/components/schemas/a~1b"},
                "seed": {"type": ["integer", "null"], "minimum": 0, "maximum": 99},
                "lost": {"$ref": "#/components/schemas/none"},
                "nonsense": 7,
            },
            "required": ["aspect_ratio", "odd"],
        },
        root,
    )
    assert read == (
        Field(name="aspect_ratio", type="string", choices=("1:1", "16:9")),
        Field(name="odd", type="number", required=True),
        Field(name="seed", type="integer", low=0, high=99),
        Field(name="lost"),
    )
    assert msgspec.convert(msgspec.to_builtins(read), tuple[Field, ...]) == read


def test_a_circle_of_references_ends() -> None:
    root = {"a": {"$ref": "#/b"}, "b": {"$ref": "#/a"}}
    assert fields_of({"properties": {"x": {"$ref": "#/a"}}}, root) == (Field(name="x"),)


@pytest.mark.parametrize(
    ("says", "black"),
    [
        ("White pixels are inpainted and black pixels are preserved.", False),
        ("Black and white image. Black pixels are inpainted, white pixels are preserved.", True),
        ("Black areas will be kept and white areas edited", False),
        ("A black-and-white mask to edit with", False),
        ("The black part is regenerated", True),
        ("", False),
    ],
)
def test_the_colour_that_is_painted_is_as_the_mask_says(says: str, black: bool) -> None:
    read = model(prompt=TEXT, image=TEXT_FIELD, mask={"type": "string", "description": says})
    assert read.paints_black is black
    asked = request("inpaint")
    body, put = pictures(read, asked)
    assert asked.mask is not None
    assert np.array_equal(put[body["mask"]][..., 0], 255 - asked.mask if black else asked.mask)


def test_sides_of_listed_numbers_give_their_limits() -> None:
    sides = {"type": "integer", "enum": [64, 128, 512, 1024]}
    read = model(prompt=TEXT, width=sides, height=sides)
    can = abilities_of(read)
    assert (can.smallest_side, can.largest_side, can.multiple) == (64, 1024, 64) and can.kinds == {"generate"}
    body, _ = pictures(read, request("generate", 512, 128))
    assert (body["width"], body["height"]) == (512, 128)


def test_listed_sizes_are_what_it_draws() -> None:
    read = model(prompt=TEXT, size={"type": "string", "enum": ["auto", "1024x1024", "1536x1024", "portrait_16_9"]})
    assert abilities_of(read).sizes == ((1024, 1024), (1536, 1024), (576, 1024))
    body, _ = pictures(read, request("generate", 1530, 1020))
    assert body["size"] == "1536x1024"


@pytest.mark.parametrize(
    ("choices", "size", "choice"),
    [
        (["1K", "2K", "4K"], (1024, 1024), "1K"),
        (["1K", "2K", "4K"], (1536, 1024), "2K"),
        (["1K", "2K"], (5000, 5000), "2K"),
        (["match_input_image", "0.5 MP", "1 MP", "2 MP"], (1024, 1024), "1 MP"),
    ],
)
def test_the_class_of_size_is_large_enough(choices: list[str], size: tuple[int, int], choice: str) -> None:
    read = model(prompt=TEXT, resolution={"type": "string", "enum": choices})
    body, _ = pictures(read, Request(id="r", kind="generate", size=Size(*size), prompt="x"))
    assert body["resolution"] == choice


def test_one_picture_and_a_list_of_references_show_a_marking() -> None:
    read = model(prompt=TEXT, image=TEXT_FIELD, reference_images={**LIST, "maxItems": 3})
    can = abilities_of(read)
    assert can.masks == "redraw" and can.references == 2 and "outpaint" in can.kinds
    body, put = pictures(read, request("inpaint", references=(reference(1),)))
    assert body["image"] == "#0" and body["reference_images"] == ["#1", "#2"]
    assert not np.array_equal(put["#0"], put["#1"]) and "Image 3 shows the style" in body["prompt"]


def test_one_picture_alone_is_changed_as_words_say() -> None:
    read = model(prompt=TEXT, input_image=TEXT_FIELD)
    assert abilities_of(read).kinds == {"generate", "image", "inpaint"}
    body, put = pictures(read, request("inpaint"))
    assert len(put) == 1 and "Keep everything else" in body["prompt"]
    body, _ = pictures(read, request("image", prompt="make it night", mask=None))
    assert body["prompt"] == "make it night. Keep what is not spoken of."


def test_a_mask_with_a_list_of_pictures_numbers_the_references() -> None:
    read = model(prompt=TEXT, image_urls={**LIST, "maxItems": 5}, mask_url=TEXT_FIELD)
    assert abilities_of(read).masks == "native" and abilities_of(read).references == 4
    body, put = pictures(read, request("inpaint", references=(reference(1),)))
    assert body["image_urls"] == ["#0", "#1"] and "Image 2 shows the style" in body["prompt"] and len(put) == 3
    assert np.array_equal(put[body["mask_url"]][..., 3], 255 - request("inpaint").mask), "as OpenAI reads it"


def test_one_reference_has_its_field() -> None:
    read = model(prompt=TEXT, image_prompt=TEXT_FIELD)
    assert abilities_of(read).references == 1 and abilities_of(read).roles == {"style"}
    body, put = pictures(read, request("generate", references=(reference(1),)))
    assert body["image_prompt"] == "#0" and len(put) == 1 and body["prompt"] == "a red boat"


def test_strength_says_how_far_a_picture_may_change() -> None:
    read = model(prompt=TEXT, image=TEXT_FIELD, strength={"type": "number"})
    assert abilities_of(read).strength and abilities_of(read).kinds == {"generate", "image"}
    body, _ = pictures(read, request("image", mask=None, strength=0.25))
    assert body["strength"] == 0.25 and body["prompt"] == "a red boat", "a description, no instruction"


def test_a_picture_alone_is_changed_as_the_model_does_it() -> None:
    read = model(("image_url",), image_url=TEXT_FIELD)
    assert abilities_of(read).kinds == {"image"} and not abilities_of(read).needs_words
    assert pictures(read, request("image", prompt=""))[0] == {"image_url": "#0"}


def test_what_is_no_use_says_why() -> None:
    assert useless(model(("prompt", "audio"), prompt=TEXT, audio=TEXT_FIELD)) == "needs audio"
    assert "neither" in useless(model(video=TEXT_FIELD))
    assert not useless(model(prompt=TEXT)) and not useless(model(("prompt",), prompt={**TEXT, "default": ""}))


@pytest.mark.parametrize(
    ("says", "enlarges"),
    [
        ("Rescaling factor", True),
        ("The higher, the bigger the output image", True),
        ("Scale of the cartoon effect", False),
    ],
)
def test_a_scale_is_looked_at_twice(says: str, enlarges: bool) -> None:
    read = model(image=TEXT_FIELD, scale={"type": "number", "description": says})
    assert ("upscale" in abilities_of(read).kinds) is enlarges


def test_what_would_shrink_an_extended_picture_is_told_not_to() -> None:
    sides = {f"expand_{side}": {"type": "integer"} for side in ("left", "right", "top", "bottom")}
    body, _ = pictures(
        model(image_url=TEXT_FIELD, zoom_out_percentage={"type": "number"}, **sides), request("outpaint")
    )
    assert body["zoom_out_percentage"] == 0 and body["expand_top"] == 16


@pytest.mark.parametrize(
    ("field", "wanted", "asked"),
    [
        ({"type": "integer"}, 2.5, 3),
        ({"type": "number", "maximum": 4}, 6, 4),
        ({"type": "number", "minimum": 2}, 1.5, 2),
        ({"type": "integer", "enum": [2, 4]}, 3, 4),
        ({"type": "integer", "enum": [2, 4]}, 8, 4),
        ({"type": "number"}, 2.5, 2.5),
    ],
)
def test_a_picture_is_asked_for_as_much_larger_as_the_model_can(
    field: dict[str, object], wanted: float, asked: float
) -> None:
    read = model(image_url=TEXT_FIELD, upscale_factor=field)
    body, _ = pictures(read, request("upscale", mask=None, options={"factor": wanted}))
    assert body["upscale_factor"] == asked and isinstance(body["upscale_factor"], type(asked))
