"""Following a product by mail: asked for, confirmed, told of whole days, and ended by a link.

A mail tells of days that are over, so that nothing is told twice and nothing is left out.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from os2site import links
from os2site.mail import outbox, unsubscribe
from os2site.services.visibility import public_among
from os2site_products.models import ProductFollower
from os2site_products.services import follow_letters as letters
from os2site_products.services.updates import updates

if TYPE_CHECKING:
    from django.db.models import QuerySet

#: Below the product's address, and what its forms and links are for.
SUBPAGE: Final = "foelg"
PURPOSE: Final = "product-follow"
PURPOSE_END: Final = "product-follow-end"
#: Name of the list that mail programs can leave by themselves.
LIST: Final = "product-follow"
LINK_AGE: Final = datetime.timedelta(days=2)
#: A mail may be read late; its link to stop works as long as somebody can follow.
END_LINK_AGE: Final = datetime.timedelta(days=800)
UNCONFIRMED_DAYS: Final = 3
#: After two years somebody must ask anew.
KEPT_DAYS: Final = 730
#: Letters that ask one address for a confirmation in a day.
DAILY_LIMIT: Final = 3
#: Followers that one run tells.
BATCH: Final = 500


def ask(*, product: Any, email: str) -> None:
    """Ask the address's owner by mail whether they want to follow the product.

    What is answered to the visitor is the same whether the address follows already. An address
    that has been asked often enough today is not asked again.
    """
    since = timezone.now() - datetime.timedelta(days=1)
    if outbox.posted_since(kind=letters.CONFIRM, to=email, since=since) >= DAILY_LIMIT:
        return
    delete_on = timezone.localdate() + datetime.timedelta(days=UNCONFIRMED_DAYS)
    with transaction.atomic():
        follower = of_address(email).filter(product_id=product.pk).first()
        if follower is None:
            follower = ProductFollower.objects.create(
                product_id=product.pk, email=email.lower(), delete_on=delete_on
            )
        token = links.sign(purpose=PURPOSE, value=str(follower.pk))
        url = f"{product.full_url}{SUBPAGE}/bekraeft/{token}/"
        with override(product.locale.language_code):
            outbox.post(letters.confirmation(follower, title=product.title, url=url))


def by_link(*, value: str, product: Any) -> ProductFollower | None:
    """The follower that a link below this product's address is about."""
    pk = links.record_id(value)
    return ProductFollower.objects.filter(pk=pk, product_id=product.pk).first()


def confirm(follower: ProductFollower) -> None:
    """The owner of the address wants it; once more renews it."""
    today = timezone.localdate()
    follower.confirmed_at = timezone.now()
    follower.told_on = follower.told_on or today - datetime.timedelta(days=1)
    follower.delete_on = today + datetime.timedelta(days=KEPT_DAYS)
    follower.save(update_fields=["confirmed_at", "told_on", "delete_on"])


def unsubscribe_by_mail(*, list_name: str, value: str, **kwargs: Any) -> None:
    """What a mail program asks for by itself: receiver of the signal of that name."""
    if list_name == LIST:
        ProductFollower.objects.filter(pk=links.record_id(value)).delete()


def end(follower: ProductFollower) -> None:
    """Follow no more; nothing of it is kept."""
    follower.delete()


def tell() -> int:
    """Write to those who follow a product around which something happened; how many letters."""
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    due = ProductFollower.objects.filter(confirmed_at__isnull=False, told_on__lt=yesterday)
    by_product: dict[int, list[ProductFollower]] = defaultdict(list)
    for follower in due.order_by("told_on", "pk")[:BATCH]:
        by_product[follower.product_id].append(follower)
    return sum(_tell(followers, yesterday) for followers in by_product.values())


def _tell(followers: Sequence[ProductFollower], yesterday: datetime.date) -> int:
    """All of one product. Whoever is written to is noted in the same transaction."""
    product = followers[0].product.specific
    written = 0
    with override(product.locale.language_code), transaction.atomic():
        happened = updates(product=product) if public_among([product]) else []
        for follower in followers:
            since = follower.told_on
            noted = ProductFollower.objects.filter(pk=follower.pk, told_on=since)
            if not noted.update(told_on=yesterday):
                continue  # Another process was quicker.
            new = [item for item in happened if since is not None and since < item.day <= yesterday]
            if new:
                token = links.sign(purpose=PURPOSE_END, value=str(follower.pk))
                url = f"{product.full_url}{SUBPAGE}/slut/{token}/"
                way_out = unsubscribe.headers(
                    list_name=LIST, value=str(follower.pk), site=product.get_site()
                )
                outbox.post(
                    letters.news(
                        follower, title=product.title, items=new, end_url=url, headers=way_out
                    )
                )
                written += 1
    return written


def of_address(email: str) -> QuerySet[ProductFollower]:
    """What this address follows, confirmed or not."""
    return ProductFollower.objects.filter(email__iexact=email)
