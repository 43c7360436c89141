"""One page of every public type with a word of its own, and what can happen to such a page."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site

from os2site.contrib.vision.pages.models import VisionProduct
from os2site.models import GlossaryEntry, PromotedResult, SearchEntry
from os2site.search import projection
from os2site_events.pages.models import EventProduct
from tests.factories.content import make_home, make_organisation, make_page
from tests.factories.events import make_event, make_index
from tests.factories.faq import question
from tests.factories.guides import guide
from tests.factories.members import member, users, uses
from tests.factories.news import news
from tests.factories.suppliers import offers, product, supplied_by, supplier
from tests.factories.vision import make_vision

#: Soon enough for all lists of what is to come, late enough to register.
EVENT_DAY = timezone.localdate() + datetime.timedelta(days=40)
#: A word that stands on the pages under test and nowhere else.
WORD = "zebrafisk"
PAST, FUTURE = datetime.timedelta(days=-1), datetime.timedelta(days=30)

Pages = Mapping[str, Any]


def make_pages() -> Pages:
    """A published page of each type, and pages that promote them."""
    make_home()
    pages = {
        "product": product(
            f"OS2{WORD}",
            slug=f"{WORD}-produkt",
            repository_urls=[f"https://kode.example/{WORD}"],
            governance_level="1",
        ),
        "supplier": supplier(
            f"{WORD} Drift", slug=f"{WORD}-leverandoer", enquiry_email="kontakt@drift.example"
        ),
        "member": member(f"{WORD} Kommune", slug=f"{WORD}-medlem"),
        "news": news(f"Nyt om {WORD}", slug=f"{WORD}-nyhed", tags=[WORD]),
        "guide": guide(f"Kom i gang med {WORD}", slug=f"{WORD}-vejledning"),
        "faq": question(f"Hvad er {WORD}?", slug=f"{WORD}-spoergsmaal"),
        "event": coming_event(index=make_index(), title=f"Dag om {WORD}", slug=f"{WORD}-dag"),
        "page": make_page(f"Om {WORD}", slug=f"{WORD}-side", show_in_menus=True),
        "organisation": make_organisation({"slug": WORD}, title=f"{WORD}-organisation"),
        "vision": make_vision({"slug": WORD}, title=f"{WORD}-vision"),
    }
    GlossaryEntry.objects.create(
        slug="stribedyr", preferred="stribedyr", products=[f"{WORD}-produkt"]
    )
    for number, page in enumerate(pages.values()):
        PromotedResult.objects.create(page=page, keywords=["opslag"], title=f"{WORD} {number}")
    return {name: fresh(page) for name, page in pages.items()}


def coming_event(**values: Any) -> Any:
    """An event on :data:`EVENT_DAY` with registration here."""
    times = {"starts_at": f"{EVENT_DAY} 09:30", "ends_at": f"{EVENT_DAY} 15:30"}
    return make_event(**{**times, "takes_registrations": True, **values})


def make_neighbours(pages: Pages) -> Pages:
    """Public pages of many types whose editors chose the pages as related, or as linked; and the
    pages name them in turn, each in the ways of its type."""
    targets = list(pages.values())
    index = pages["event"].get_parent().specific
    neighbours = {
        "page": make_page(
            "Nabo", slug="nabo", related=targets, body=[("related", {"pages": targets[:6]})]
        ),
        "news": news("Nabonyhed", slug="nabonyhed", related=targets),
        "guide": guide("Nabovejledning", slug="nabovejledning", related=targets),
        "faq": question("Nabospørgsmål?", slug="nabospoergsmaal", related=targets),
        "product": product(
            "Naboprodukt", slug="naboprodukt", suppliers=supplied_by(pages["supplier"])
        ),
        "supplier": supplier(
            "Naboleverandør", slug="naboleverandoer", products=offers(pages["product"])
        ),
        "member": member("Nabo Kommune", slug="nabo-kommune", uses=uses(pages["product"])),
        "event": coming_event(
            index=index, title="Nabodag", slug="nabodag", products=[{"target": pages["product"]}]
        ),
    }
    _name_in_turn(pages, neighbours)
    return {name: fresh(page) for name, page in neighbours.items()}


def _name_in_turn(pages: Pages, neighbours: Pages) -> None:
    """Rows of the pages that point at their neighbours."""
    target = neighbours["product"]
    rows: Mapping[str, Mapping[str, list[Any]]] = {
        "product": {
            "suppliers": supplied_by(neighbours["supplier"]),
            "users": users(neighbours["member"].organisation),
        },
        "supplier": {"products": offers(target)},
        "member": {"uses": uses(target)},
        "event": {"products": [EventProduct(target=target)]},
        "vision": {"products": [VisionProduct(initiative=WORD, target=target)]},
    }
    for name in ("news", "guide", "faq"):
        row: Any = type(pages[name])._meta.get_field("related_pages").related_model
        rows = {**rows, name: {"related_pages": [row(target=target)]}}
    with projection.batch():
        for name, relations in rows.items():
            page = fresh(pages[name])
            for relation, items in relations.items():
                setattr(page, relation, items)
            page.save_revision().publish()


def make_translations(pages: Pages, *, live: bool = True) -> Pages:
    """The pages in English: published, or drafts that never were."""
    english = Locale.objects.get_or_create(language_code="en")[0]
    found = {}
    for name, page in pages.items():
        parent = fresh(page).get_parent().specific
        if not parent.has_translation(english):
            parent.copy_for_translation(english, copy_parents=True)
            for above in parent.get_translation(english).get_ancestors(inclusive=True):
                if above.depth > 1 and not above.live:
                    above.specific.save_revision().publish()
        copy = fresh(page).copy_for_translation(english)
        copy.slug = f"{page.slug}-en"  # Some states bring all pages below one other.
        copy.save()
        if live:
            copy.save_revision().publish()
        found[name] = fresh(copy)
    return found


def make_drafts(pages: Pages) -> Pages:
    """Copies of the pages that never were published."""
    return {
        name: fresh(page).copy(
            keep_live=False, copy_revisions=False, update_attrs={"slug": f"{page.slug}-kladde"}
        )
        for name, page in pages.items()
    }


def fresh(page: Any) -> Any:
    """The page as it is stored."""
    return type(page).objects.get(pk=page.pk)


def unpublish(page: Any) -> None:
    page.unpublish()


def schedule(page: Any) -> None:
    page.unpublish()
    page = fresh(page)
    page.go_live_at = timezone.now() + FUTURE
    page.save_revision().publish()
    assert fresh(page).approved_schedule


def expire_unnoticed(page: Any) -> None:
    """The day that an editor has set has passed, and no command has run since."""
    page.expire_at = timezone.now() + FUTURE
    page.save()
    passed = timezone.now() + PAST
    Page.objects.filter(pk=page.pk).update(expire_at=passed)
    SearchEntry.objects.filter(page_id=page.pk).update(expires_at=passed)


def ask_for_login(page: Any) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def ask_for_group(page: Any) -> None:
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.get_or_create(name="Bestyrelsen")[0])


def ask_for_password(page: Any) -> None:
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )


def close_unnoticed(page: Any) -> None:
    """A restriction that was written past all signals."""
    PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page=page, restriction_type=PageViewRestriction.LOGIN)]
    )


def close_section(page: Any) -> None:
    """The page above it is private."""
    section = _section(page)
    ask_for_login(section)


def move_below_private(page: Any) -> None:
    section = _section(page, inside=False)
    ask_for_login(section)
    fresh(page).move(section, pos="last-child")


def move_to_other_site(page: Any) -> None:
    """It is public there, and nothing of it is on this site."""
    other = Page.objects.filter(slug="andet").first()
    if other is None:
        root = Page.objects.get(depth=1)
        other = root.add_child(instance=Page(title="Andet", slug="andet", locale=page.locale))
    Site.objects.get_or_create(hostname="andet.example", defaults={"root_page": other})
    fresh(page).move(Page.objects.get(pk=other.pk), pos="last-child")


def delete(page: Any) -> None:
    fresh(page).delete()


def _section(page: Any, *, inside: bool = True) -> Page:
    """A page of the host's own below the front page, with the page in it."""
    home = Site.objects.get(is_default_site=True).root_page
    section = Page.objects.filter(slug="lukket-afsnit").first()
    if section is None:
        section = home.add_child(
            instance=Page(title="Afsnit", slug="lukket-afsnit", locale=Locale.get_default())
        )
    if inside:
        fresh(page).move(section, pos="last-child")
    return Page.objects.get(pk=section.pk)


def leave_a_draft(page: Any) -> None:
    """All there is of it is a copy that never was published."""
    make_drafts({"page": page})
    delete(page)


def leave_a_scheduled_draft(page: Any) -> None:
    """All there is of it is a copy that waits for its first publication."""
    draft = fresh(make_drafts({"page": page})["page"])
    draft.go_live_at = timezone.now() + FUTURE
    draft.save_revision().publish()
    assert fresh(draft).approved_schedule
    delete(page)


STATES: Mapping[str, Callable[[Any], None]] = {
    "unpublished": unpublish,
    "scheduled": schedule,
    "expired, no command run": expire_unnoticed,
    "login": ask_for_login,
    "group": ask_for_group,
    "password": ask_for_password,
    "login, no signal sent": close_unnoticed,
    "below a private page": close_section,
    "moved below a private page": move_below_private,
    "on another site": move_to_other_site,
    "deleted": delete,
}
#: States of pages that nobody ever could see.
NEVER_PUBLISHED: Mapping[str, Callable[[Any], None]] = {
    "draft": leave_a_draft,
    "scheduled for the first time": leave_a_scheduled_draft,
}
