"""What happens around a product as RSS."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _

from os2site_products.services.updates import updates

if TYPE_CHECKING:
    from os2site_products.services.updates import Update

#: Address below the product's.
SUBPAGE: Final = "feed"
#: What the feed holds; readers keep the older ones.
LENGTH: Final = 30


def render(*, product: Any) -> tuple[bytes, str]:
    """The feed and its content type; addresses are absolute."""
    feed = Rss201rev2Feed(
        title=_("News about %(product)s") % {"product": product.title},
        link=product.full_url,
        feed_url=f"{product.full_url}{SUBPAGE}/",
        description=product.tagline or product.title,
        language=product.locale.language_code,
    )
    for item in updates(product=product)[:LENGTH]:
        feed.add_item(
            title=item.title,
            link=item.url,
            description=item.text,
            unique_id=f"os2site:{item.key}",
            unique_id_is_permalink=False,
            pubdate=_moment(item),
            categories=[item.kind] if item.kind else [],
        )
    return feed.writeString("utf-8").encode(), feed.content_type


def _moment(item: Update) -> datetime.datetime:
    """The day's beginning: readers hide what lies ahead."""
    return timezone.make_aware(datetime.datetime.combine(item.day, datetime.time.min))
