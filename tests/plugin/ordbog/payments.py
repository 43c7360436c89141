"""Sends payers to a payment service; what it answers is stored by the view that it calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from ordbog.models import Payment
from os2site.payments import Order, PaymentState

SERVICE = "https://betaling.example/"


class ServiceProvider:
    """Payment at the service."""

    def address(self, *, order: Order) -> str:
        """The service's page for the whole amount."""
        amount = order.price * order.number
        query = {"ref": order.reference, "amount": amount, "currency": order.currency}
        return f"{SERVICE}?{urlencode(query)}"

    def states(self, *, references: Sequence[str]) -> Mapping[str, PaymentState]:
        """What is stored; who has not come to the service owes."""
        rows = Payment.objects.filter(reference__in=references)
        known = {row.reference: PaymentState(row.state) for row in rows}
        return {key: known.get(key, PaymentState.OWED) for key in references}


PROVIDERS = (ServiceProvider(),)
