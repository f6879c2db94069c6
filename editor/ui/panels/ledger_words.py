"""What the ledger says: what was paid, how much of it was of use, and what became of the rest."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from editor.engine.contract import Price
from editor.session.ledger import OUTCOMES, Sum
from editor.ui.sentences import money

MARK = "~"  # before money that is not certain


def tr(text: str) -> str:
    return QCoreApplication.translate("Ledger", text)


def about(price: Price | None) -> str:
    """An amount, marked where some of it is estimated."""
    return MARK + money(price) if price is not None and price.estimated and price.micros else money(price)


def head(one: Sum) -> str:
    """What was paid of a currency."""
    return tr("{0} paid").format(about(one.paid)) if one.currency else tr("Price unknown")


def use(one: Sum) -> str:
    """How many candidates are of use, at which price each."""
    said = tr("{0} of {1} accepted").format(one.accepted, one.candidates)
    return tr("{0}, {1} each").format(said, about(one.each)) if one.each is not None else said


def waste(one: Sum) -> str:
    """The share that bought nothing of use; empty before anything is decided."""
    return "" if one.waste is None else tr("{0} % waste").format(round(100 * one.waste))


def parts(one: Sum) -> str:
    """What became of the money, outcome by outcome; empty where nothing was paid."""
    names = {
        "accepted": tr("accepted {0}"),
        "open": tr("undecided {0}"),
        "discarded": tr("passed over {0}"),
        "failed": tr("failed {0}"),
        "refused": tr("refused {0}"),
        "unknown": tr("answer lost {0}"),
    }
    told = ((outcome, one.of(outcome)) for outcome in OUTCOMES)
    return ", ".join(names[outcome].format(money(price)) for outcome, price in told if price and price.micros)


def notes(found: Iterable[Sum]) -> str:
    """What has to be known of the figures."""
    listed, said = list(found), []
    if any(one.estimated for one in listed):
        said.append(tr("{0} estimated by its price list.").format(MARK))
    if any(not one.currency for one in listed):
        said.append(tr("Unknown prices are in no sum."))
    return " ".join(said)


def told(name: str, one: Sum) -> str:
    """All of a row in words."""
    return ". ".join(part for part in (name, head(one), use(one), waste(one), parts(one)) if part)
