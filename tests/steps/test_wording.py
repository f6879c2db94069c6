"""Texts with braces: values, draws that repeat with their seed, lines of lists, and what stays as it is written."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from editor.steps.wording import LONGEST, worded


def lines(name: str) -> Sequence[str]:
    if name != "names.txt":
        raise LookupError(f"There is no list {name}.")
    return ("Ada", "Grace {L|H}", "Edsger")


def test_values_stand_for_names() -> None:
    said = worded("a {product} on {product|product}, {colour}", 1, {"product": "red cup", "colour": "{a|a} blue"})
    assert said == ("a red cup on product, a blue", ())


def test_draws_repeat_with_their_seed_and_reach_everything() -> None:
    text = "{red|green|blue} {file:names.txt}"
    drawn = {worded(text, seed, {}, lines).text for seed in range(200)}
    assert {one.split()[0] for one in drawn} == {"red", "green", "blue"}
    assert {one.split(" ", 1)[1] for one in drawn} == {"Ada", "Grace L", "Grace H", "Edsger"}
    assert all(worded(text, seed, {}, lines) == worded(text, seed, {}, lines) for seed in range(20))


def test_braces_within_braces() -> None:
    drawn = {worded("{a {b|c}|d}", seed, {}).text for seed in range(50)}
    assert drawn == {"a b", "a c", "d"}


def test_what_is_unknown_stays_and_is_told_once() -> None:
    said = worded('{"json": 1} {who} {who} {file:no.txt} {}', 0, {})
    assert said.text == '{"json": 1} {who} {who} {file:no.txt} {}'
    assert said.missing == ('{"json": 1} has no value.', "{who} has no value.", "There is no list called no.txt.")


@pytest.mark.parametrize("value", ["{a}", "{a}{a}", "{a|{a}}"])
def test_values_that_name_themselves_end(value: str) -> None:
    assert len(worded("{a} " * 50, 0, {"a": value}).text) <= LONGEST
