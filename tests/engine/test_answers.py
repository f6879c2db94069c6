"""What stands in answers: pictures as text, streams that may be none, and requests that are no use to send."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from editor.engine.answer import table
from editor.engine.contract import Abilities, Kind
from editor.engine.errors import BadRequest, BadResult
from editor.engine.events import events_or_whole
from editor.engine.received import from_base64
from tests.plugins.asked import request

DATA = bytes(range(250, 256)) * 3 + b"\xfb"


@pytest.mark.parametrize(
    "text",
    [
        base64.b64encode(DATA).decode(),
        base64.urlsafe_b64encode(DATA).decode(),
        base64.b64encode(DATA).decode().rstrip("="),
        "data:image/png;base64," + base64.b64encode(DATA).decode(),
    ],
)
def test_pictures_are_read_in_either_alphabet(text: str) -> None:
    assert "=" in base64.b64encode(DATA).decode() and from_base64(text) == DATA


@pytest.mark.parametrize("text", [None, "", 5, "%%%", "abcde", "a b c"])
def test_what_is_no_text_of_a_picture_is_told(text: object) -> None:
    with pytest.raises(BadResult):
        from_base64(text)


@pytest.mark.parametrize("first", ["data: one", ": a remark", "event: kind", "id: 7", "retry: 10"])
def test_a_stream_is_told_by_how_it_begins(first: str) -> None:
    stream, whole = events_or_whole(iter(["", first, "data: two", "", "data: [DONE]", ""]))
    assert next(stream).endswith("two") and not whole


def test_what_is_no_stream_is_whole() -> None:
    stream, whole = events_or_whole(["", "{", '"data": 5', "", "}"])
    assert list(stream) == [] and whole == '{\n"data": 5\n\n}'
    stream, whole = events_or_whole([])
    assert list(stream) == [] and whole == ""


@pytest.mark.parametrize("found", [None, 5, "text", [1]])
def test_what_is_no_object_is_an_empty_one(found: object) -> None:
    assert table(found) == {} and table({"a": found}) == {"a": found}


@pytest.mark.parametrize(
    ("kind", "needs_words", "prompt", "fine"),
    [
        ("inpaint", False, "", True),
        ("inpaint", True, " ", False),
        ("inpaint", True, "a boat", True),
        ("generate", False, " ", False),
        ("generate", False, "a boat", True),
        ("outpaint", False, "a boat", False),
    ],
)
def test_requests_without_words_or_of_another_kind_are_refused(
    kind: Kind, needs_words: bool, prompt: str, fine: bool
) -> None:
    more: dict[str, Any] = {"needs_words": needs_words, "masks": "native"}
    abilities = Abilities(kinds=frozenset({"generate", "inpaint"}), **more)
    asked = request(kind, prompt=prompt)
    if fine:
        abilities.check(asked)
    else:
        with pytest.raises(BadRequest) as caught:
            abilities.check(asked)
        assert caught.value.advice != BadRequest.default_advice
