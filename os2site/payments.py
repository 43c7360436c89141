"""Payment, which a plugin takes care of: the software itself takes none and stores none.

A plugin contributes a provider of the kind ``payment_providers``. Whoever has something to be paid
asks for an address to send the payer to, and for how payments stand. Without a provider nothing is
asked and nothing shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from os2site.plugins import PluginConfig, registry

if TYPE_CHECKING:
    from collections.abc import Callable

    from wagtail.models import Site

T = TypeVar("T")

KIND = "payment_providers"


class PaymentState(TextChoices):
    """How a payment stands."""

    OWED = "mangler", _("Not paid")
    PENDING = "behandles", pgettext_lazy("payment", "Is being processed")
    PAID = "betalt", _("Paid")
    REFUNDED = "refunderet", _("Paid back")


#: States in which the payer has something to pay.
UNPAID = frozenset({PaymentState.OWED})


@dataclass(frozen=True)
class Order:
    """Something to be paid.

    :param reference: the same for one thing as long as there is one, such as
        ``"event-registration-7"``; the provider knows the payment by it.
    :param price: what one of them costs, ``number`` how many there are now. Both may change.
    :param return_url: where the payer comes from, and should get back to.
    """

    reference: str
    title: str
    price: Decimal
    number: int
    currency: str
    organisation: str
    email: str
    return_url: str


class PaymentProvider(Protocol):
    """A contribution of ``payment_providers``.

    Both are asked while a page is made: they answer from what the plugin knows, and speak to no
    other server. What takes time belongs behind the address.
    """

    def address(self, *, order: Order) -> str:
        """Where the payer goes, be it on the plugin's own page; empty when nothing is to be paid,
        such as by a member of the association."""

    def states(self, *, references: Sequence[str]) -> Mapping[str, PaymentState]:
        """How these stand; those that the provider knows nothing of are left out."""


def is_offered(*, site: Site | None) -> bool:
    """Whether the site has a provider."""
    return _provider(site) is not None


def address_for(*, order: Order, site: Site | None) -> str:
    """Where the payer goes; empty without a provider, or when it fails."""
    return _ask(site, lambda provider: str(provider.address(order=order) or ""), "")


def states_of(*, references: Sequence[str], site: Site | None) -> Mapping[str, PaymentState]:
    """How payments stand, as far as the provider knows."""

    def ask(provider: PaymentProvider) -> dict[str, PaymentState]:
        found = provider.states(references=references)
        return {key: PaymentState(state) for key, state in found.items()}

    return _ask(site, ask, {}) if references else {}


def _provider(site: Site | None) -> tuple[PluginConfig, PaymentProvider] | None:
    """The first that an active plugin contributes: money goes one way."""
    return next(iter(registry.contributions(KIND, site=site)), None)


def _ask(site: Site | None, question: Callable[[PaymentProvider], T], default: T) -> T:
    found = _provider(site)
    if found is None:
        return default
    plugin, provider = found
    return registry.call(plugin, KIND, partial(question, provider), default)
