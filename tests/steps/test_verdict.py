"""Verdicts: which findings make an answer good, moved, redrawn or unchecked, and what is said of it."""

from __future__ import annotations

import pytest

from editor.pixels.alarms import Judgement
from editor.steps.verdict import edge_words, report_of, verdict

GOOD = Judgement(
    checked=40,
    textured=90,
    edge_fit=0.99,
    edge_moved=0.0,
    known_fit=0.99,
    elsewhere=0.0,
    shift=(0.0, 0.0),
    common=0.0,
    alike=0.95,
)


def word(warp: float = 0.5, **found: object) -> str:
    return verdict(GOOD._replace(**found), warp)[0]  # type: ignore[arg-type]


def test_a_good_answer_has_nothing_to_say() -> None:
    assert verdict(GOOD, 0.5) == ("good", (), None)


def test_another_change_elsewhere_is_said_and_trusted() -> None:
    found, messages, _ = verdict(GOOD._replace(elsewhere=0.1), 0.5)
    assert found == "good" and "elsewhere" in messages[0]


@pytest.mark.parametrize("found", [{"known_fit": 0.5}, {"alike": 0.4}, {"warp": 6.0}])
def test_another_picture_is_redrawn(found: dict[str, float]) -> None:
    assert word(**found) == "redrawn"


def test_too_little_to_compare_is_no_alarm() -> None:
    assert word(checked=3) == "unchecked"
    assert word(checked=3, textured=3, alike=0.0) == "unchecked"


def test_a_subject_that_moved_as_one_can_be_followed() -> None:
    found, messages, follow = verdict(GOOD._replace(common=0.8, shift=(12.0, -5.0), edge_fit=0.1), 0.5)
    assert found == "moved" and "13 px" in messages[0] and follow == (12.0, -5.0)


def test_a_part_that_moved_cannot_be_followed() -> None:
    found, messages, follow = verdict(GOOD._replace(common=0.2, shift=(12.0, 0.0)), 0.5)
    assert found == "moved" and "Enlarge" in messages[0] and follow is None
    assert word(edge_fit=0.3) == "moved"


def test_a_subject_that_moved_is_not_called_redrawn() -> None:
    assert word(common=0.4, known_fit=0.5, shift=(12.0, 0.0)) == "moved"


def test_only_what_could_be_undone_or_not_be_checked_is_trusted() -> None:
    def trusted(judgement: Judgement) -> bool:
        return report_of(judgement, shift=(0, 0), scale=1, warp=0.5, colour=0, changed=0).trusted

    assert trusted(GOOD) and trusted(GOOD._replace(checked=0))
    assert not trusted(GOOD._replace(common=0.8)) and not trusted(GOOD._replace(alike=0.1))


def test_the_edge_is_spoken_of_where_it_matters() -> None:
    assert edge_words(0.0, 40) == ()
    assert "outside the mask" in edge_words(0.2, 40)[0] and "narrower" in edge_words(0.0, 3)[0]
