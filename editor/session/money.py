"""Amounts of money as they are written and read: $0.14, 5 EUR."""

from __future__ import annotations

import re

from editor.engine.contract import Price

NUMBER = r"(?P<number>\d{1,9}([.,]\d{1,6})?)"
WRITTEN = re.compile(rf"(?P<dollar>\$)?\s*(?P<before>[A-Z]{{3}})?\s*{NUMBER}\s*(?P<after>[A-Z]{{3}})?")


def amount(price: Price) -> str:
    """Such as $0.14; with more decimals where less than one would be told too roughly."""
    units = price.micros / 1e6
    digits = next((n for n in (2, 3) if round(units, n) == round(units, 4)), 4) if units < 1 else 2
    written = f"{units:.{digits}f}"
    return f"${written}" if price.currency == "USD" else f"{written} {price.currency}"


def read_amount(text: str) -> Price:
    """An amount above 0 as somebody types it, such as `5`, `$5.00` or `5 EUR`; without a currency in dollars.

    Raises ValueError, as a sentence.
    """
    match = WRITTEN.fullmatch(text.strip().upper())
    number = round(float(match["number"].replace(",", ".")) * 1_000_000) if match else 0
    currencies = {match["before"], match["after"], "USD" if match["dollar"] else None} - {None} if match else set()
    if not number or len(currencies) > 1:
        raise ValueError(f"{text.strip()!r} is no amount: write it as 5, 5.00 or 5 EUR")
    return Price(number, next(iter(currencies), None) or "USD", estimated=False)
