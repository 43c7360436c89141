"""What a registration costs, and how the payment stands: asked of the plugin that takes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from os2site import payments
from os2site.payments import Order, PaymentState
from os2site_events.enums import ParticipantState
from os2site_events.services.prices import price_text
from os2site_events.services.registration.addresses import own_url

if TYPE_CHECKING:
    from os2site_events.models import Registration


@dataclass(frozen=True)
class Payment:
    """What the owner of a registration sees.

    :param state: in words; empty when nothing is known of it.
    :param url: where to pay; empty when there is nothing to pay.
    """

    amount: str
    state: str
    url: str


def is_asked(*, event: Any) -> bool:
    """Whether the event costs something and a plugin takes the payment."""
    return bool(event.price_amount) and payments.is_offered(site=event.get_site())


def payment(*, event: Any, registration: Registration) -> Payment | None:
    """The payment of a registration that has a seat; ``None`` when there is nothing to say."""
    if not is_asked(event=event):
        return None
    seated = registration.participants.filter(state=ParticipantState.CONFIRMED).count()
    state = states(event=event, keys=[registration.pk]).get(registration.pk)
    url = ""
    if seated and (state is None or state in payments.UNPAID):
        order = Order(
            reference=_reference(registration.pk),
            title=event.title,
            price=event.price_amount,
            number=seated,
            currency=event.price_currency,
            organisation=registration.organisation,
            email=registration.email,
            return_url=own_url(registration, event),
        )
        url = payments.address_for(order=order, site=event.get_site())
    if not (url or (state is not None and state not in payments.UNPAID)):
        return None
    amount = price_text(event.price_amount * seated, event.price_currency) if url else ""
    return Payment(amount, "" if state is None else str(state.label), url)


def states(*, event: Any, keys: Iterable[int]) -> Mapping[int, PaymentState]:
    """How payments stand, by the keys of their registrations; those nobody knows are left out."""
    references = {_reference(key): key for key in keys}
    found = payments.states_of(references=list(references), site=event.get_site())
    return {references[name]: state for name, state in found.items() if name in references}


def _reference(key: int) -> str:
    return f"event-registration-{key}"
