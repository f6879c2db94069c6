"""Amounts of money, written and read."""

from __future__ import annotations

import pytest

from editor.engine.contract import Price
from editor.session.money import amount, read_amount


def test_amounts_have_as_many_decimals_as_they_need() -> None:
    told = {0: "$0.00", 1_200: "$0.0012", 35_000: "$0.035", 140_000: "$0.14", 5_000_000: "$5.00", 1_234_567: "$1.23"}
    assert {micros: amount(Price(micros)) for micros in told} == told
    assert amount(Price(140_000, "EUR")) == "0.14 EUR"


@pytest.mark.parametrize(
    ("text", "micros", "currency"),
    [
        ("5", 5_000_000, "USD"),
        ("$0.14", 140_000, "USD"),
        (" 5,50 eur ", 5_500_000, "EUR"),
        ("EUR 7", 7_000_000, "EUR"),
        ("$3 USD", 3_000_000, "USD"),
    ],
)
def test_amounts_are_read_as_they_are_typed(text: str, micros: int, currency: str) -> None:
    assert read_amount(text) == Price(micros, currency, estimated=False)


@pytest.mark.parametrize("text", ["", "0", "-5", "five", "5 EUROS", "$5 EUR", "EUR 5 USD", "1e3", "nan"])
def test_what_is_no_amount_is_said_to_be_none(text: str) -> None:
    with pytest.raises(ValueError, match="is no amount"):
        read_amount(text)
