"""Whatever the contract holds goes to JSON and comes back the same; anything else is refused with a reason."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from editor.engine.contract import Abilities, Candidate, Colour, Price, Progress, Reference, Request
from editor.engine.errors import Blocked, EngineError
from editor.engine.failure import Failure
from editor.engine.wire import Unreadable, from_json, to_json
from editor.pixels.geometry import Size
from tests.engine.requests import inpaint

words = st.text(max_size=12)
channels = hnp.arrays(np.uint8, st.tuples(st.integers(1, 9), st.integers(1, 9), st.sampled_from([3, 4])))
arrays = st.one_of(channels, hnp.arrays(np.uint8, hnp.array_shapes(max_dims=3, min_side=0, max_side=5)))
finite = st.floats(allow_nan=False, allow_infinity=False, width=32)
plain = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | finite | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
prices = st.builds(Price, st.integers(0, 10**12), st.sampled_from(["USD", "EUR"]), st.booleans())
colours = st.builds(Colour, words, st.tuples(*[st.integers(0, 255)] * 3), finite)
references = st.builds(Reference, channels, st.sampled_from(["style", "palette"]), finite, words)
requests = st.builds(
    Request,
    id=words,
    kind=st.sampled_from(["generate", "inpaint", "outpaint"]),
    size=st.builds(Size, st.integers(1, 99), st.integers(1, 99)),
    prompt=words,
    avoid=words,
    image=st.none() | arrays,
    mask=st.none() | arrays,
    references=st.lists(references, max_size=2).map(tuple),
    palette=st.lists(colours, max_size=2).map(tuple),
    seed=st.integers(0, 2**40),
    count=st.integers(1, 9),
    strength=finite,
    options=st.dictionaries(words, plain, max_size=3),
)
candidates = st.builds(
    Candidate,
    pixels=arrays,
    seed=st.integers(0, 2**40),
    data=st.binary(max_size=20),
    mime=words,
    price=st.none() | prices,
    understood=st.lists(words, max_size=3).map(tuple),
    ignored=st.lists(words, max_size=3).map(tuple),
    notes=st.lists(words, max_size=3).map(tuple),
    facts=st.dictionaries(words, plain, max_size=3),
)
progresses = st.builds(Progress, finite, words, st.none() | finite, st.none() | arrays)


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal in every field, arrays in shape, type and values."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and one.shape == other.shape and bool(np.array_equal(one, other))
    if isinstance(one, msgspec.Struct):
        return all(same(getattr(one, field), getattr(other, field)) for field in one.__struct_fields__)
    if isinstance(one, tuple | list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other


@settings(max_examples=60, deadline=None)
@given(st.one_of(requests, candidates, progresses, prices, colours, references))
def test_what_is_written_is_read_back(value: Any) -> None:
    assert same(from_json(to_json(value), type(value)), value)


def test_abilities_and_failures_too() -> None:
    abilities = Abilities(kinds=frozenset({"inpaint"}), roles=frozenset({"style"}), ratios=((16, 9),), largest_area=10)
    assert from_json(to_json(abilities), Abilities) == abilities
    failure = Failure.of(Blocked("It was refused.", billed=True))
    error = from_json(to_json(failure), Failure).error()
    assert isinstance(error, Blocked) and (error.message, error.billed) == ("It was refused.", True)


@pytest.mark.parametrize("dtype", [np.float32, np.int16, np.bool_])
def test_other_arrays_keep_their_type(dtype: type) -> None:
    pixels = np.arange(12).reshape(3, 4, 1)[:, ::-1].astype(dtype)
    assert same(from_json(to_json(Candidate(pixels=pixels, seed=1)), Candidate).pixels, pixels)


def test_pictures_are_png_that_others_can_read() -> None:
    import base64

    import cv2

    request = inpaint()
    told = json.loads(to_json(request))
    assert (told["version"], told["kind"]) == (1, "request")
    data = np.frombuffer(base64.b64decode(told["value"]["image"]["png"]), np.uint8)
    assert request.image is not None
    np.testing.assert_array_equal(cv2.imdecode(data, cv2.IMREAD_UNCHANGED)[..., [2, 1, 0, 3]], request.image)


def test_fields_of_a_later_version_are_left_out_and_later_versions_refused() -> None:
    told = json.loads(to_json(inpaint()))
    told["value"]["mood"] = "blue"
    assert same(from_json(json.dumps(told).encode(), Request), inpaint())
    told["version"] = 2
    with pytest.raises(Unreadable, match="newer"):
        from_json(json.dumps(told).encode(), Request)


def test_what_is_not_part_of_the_contract_is_not_written() -> None:
    with pytest.raises(TypeError):
        to_json({"a": 1})
    with pytest.raises(TypeError):
        to_json(Progress(0.5, preview=np.array([object()])))


def damaged(change: str) -> bytes:
    told = json.loads(to_json(Candidate(pixels=np.ones((4, 4, 3), np.float32), seed=1)))
    pixels = told["value"]["pixels"]
    match change:
        case "shape":
            pixels["shape"] = [100_000, 100_000, 3]
        case "negative":
            pixels["shape"] = [-4, -4, 3]
        case "smaller":
            pixels["shape"] = [2, 4, 3]
        case "objects":
            pixels["dtype"] = "|O"
        case "rows":
            pixels["zlib"] = "AAAA"
        case "base64":
            pixels["zlib"] = "!"
        case "png":
            told["value"]["pixels"] = {"png": "AAAA"}
        case "huge png":
            head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (65_535).to_bytes(4, "big") * 2
            told["value"]["pixels"] = {"png": __import__("base64").b64encode(head).decode()}
        case "nothing":
            told["value"]["pixels"] = {}
        case "type":
            told["value"]["seed"] = "one"
        case "kind":
            told["kind"] = "request"
    return json.dumps(told).encode()


@pytest.mark.parametrize(
    "change",
    "shape,negative,smaller,objects,rows,base64,png,huge png,nothing,type,kind".split(","),  # noqa: SIM905
)
def test_damage_is_refused(change: str) -> None:
    with pytest.raises(Unreadable):
        from_json(damaged(change), Candidate)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_cut_and_flipped_bytes_never_do_worse_than_being_refused(data: st.DataObject) -> None:
    whole = bytearray(to_json(inpaint(4, 4)))
    whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        from_json(bytes(whole[: data.draw(st.integers(0, len(whole)))]), Request)
    except Unreadable:
        return


def test_errors_of_unknown_kinds_stay_errors() -> None:
    error = Failure("weather", "It rained.", "Wait.").error()
    assert type(error) is EngineError and error.advice == "Wait."
