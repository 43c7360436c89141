"""Accounts of the members' contacts: they come with an invitation and go with the membership.

An account is in the group of readers just as long as one of its accesses is open. What the group
may read is decided elsewhere: documents by their permission, pages by their view restrictions.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from os2site.contrib.members.enums import EndReason, Relation
from os2site.contrib.members.models import MemberAccess
from os2site.page_types import find_page_model, get_page_model
from os2site.services.documents import READERS, readers

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from wagtail.models import Page

#: Addresses below the list of members.
AREA: Final = "omraade"
LOGOUT: Final = "log-ud"
PASSWORD: Final = "adgang"  # noqa: S105 (part of an address)
FORGOTTEN: Final = "glemt-adgangskode"
#: Days for which an access that has ended, and the account with it, is kept.
KEPT_DAYS: Final = 60


class AccessError(ValueError):
    """An access that can't be given; the message is for staff."""


@transaction.atomic
def give(*, page: Page, email: str, role: str = "") -> MemberAccess:
    """Let the account with this address, which is made where there is none, read for a member.

    An account that is made has no password: its owner chooses one by the link of the invitation.

    :raises AccessError: as :func:`check`.
    """
    check(page=page, email=email)
    user = _account(email) or _new_account(email)
    access = open_accesses().filter(page_id=page.pk, user=user).first()
    if access is None:
        access = MemberAccess.objects.create(page_id=page.pk, user=user, role=role)
    elif role and access.role != role:
        access.role = role
        access.save(update_fields=["role"])
    return access


def check(*, page: Page, email: str) -> None:
    """Refuse what stands in the way of an access.

    :raises AccessError: when the page is no current member's or lies below no published list, or
        when several accounts have the address, or one that is closed.
    """
    if not _is_current_member(page.pk):
        raise AccessError(_("The page is not that of a current member."))
    index_of(page)
    user = _account(email)
    if user is not None and not user.is_active:
        raise AccessError(_("The account with this address is closed. Open it under Users first."))


def close(*, access: MemberAccess, reason: EndReason = EndReason.CLOSED) -> None:
    """End an access at once, also for who is logged in; one that has ended stays as it is."""
    if access.is_open:
        access.ended_at, access.end_reason = timezone.now(), reason
        access.save(update_fields=["ended_at", "end_reason"])


def open_accesses(*, email: str = "") -> QuerySet[MemberAccess]:
    """Accesses that have not ended; with ``email``, of the accounts with this address."""
    return all_accesses(email=email).filter(ended_at__isnull=True)


def all_accesses(*, email: str = "") -> QuerySet[MemberAccess]:
    """As :func:`open_accesses`, with those that have ended."""
    found = MemberAccess.objects.select_related("user", "page")
    return found.filter(**{f"user__{_email_field()}__iexact": email}) if email else found


def accesses_of(user: Any) -> Sequence[MemberAccess]:
    """The open accesses of an account, those of the organisations in alphabetical order."""
    return list(open_accesses().filter(user=user).order_by("page__title"))


def address_of(access: MemberAccess) -> str:
    """Mail address of the access's account."""
    return str(getattr(access.user, _email_field()))


def index_of(page: Page) -> Page:
    """The list of members above a member's page, below which the members' own addresses lie.

    :raises AccessError: when the page lies below no list that is published.
    """
    above = page.get_ancestors().type(get_page_model("member_index"))
    index: Page | None = above.live().order_by("-depth").first()
    if index is None:
        raise AccessError(_("The member's page lies below no published list of members."))
    return index


def password_url(access: MemberAccess) -> str:
    """Where the account's owner chooses a password: for some days, and until it is chosen.

    :raises AccessError: as :func:`index_of`.
    """
    uid = urlsafe_base64_encode(force_bytes(access.user.pk))
    token = default_token_generator.make_token(access.user)
    return f"{index_of(access.page).full_url}{PASSWORD}/{uid}/{token}/"


def area_url(access: MemberAccess) -> str:
    """Address of the members' area.

    :raises AccessError: as :func:`index_of`.
    """
    return f"{index_of(access.page).full_url}{AREA}/"


def link_days() -> int:
    """Days for which a link to choose a password works."""
    return int(settings.PASSWORD_RESET_TIMEOUT // (24 * 60 * 60))


def purge(*, now: datetime.datetime) -> int:
    """Delete accesses that ended some time ago, with accounts that were made for nothing else."""
    past = MemberAccess.objects.filter(ended_at__lt=now - datetime.timedelta(days=KEPT_DAYS))
    number = 0
    for access in past.select_related("user"):
        number += 1
        forget(access=access)
    return number


@transaction.atomic
def forget(*, access: MemberAccess) -> None:
    """Delete an access, and its account when it is good for nothing else."""
    user = access.user
    access.delete()
    if not _is_used_otherwise(user):
        user.delete()


# --- Following the membership and the accesses


def connect() -> None:
    """Follow memberships and accesses; called once when apps are ready."""
    for signal in (post_save, post_delete):
        signal.connect(_access_changed, sender=MemberAccess, dispatch_uid="os2site_member_access")
    model = find_page_model("member")
    if model is not None:
        post_save.connect(_member_saved, sender=model, dispatch_uid="os2site_member_saved")


def _access_changed(instance: MemberAccess, raw: bool = False, **kwargs: Any) -> None:
    if raw:
        return
    user = get_user_model()._default_manager.filter(pk=instance.user_id).first()
    if user is None:  # It is deleted with its accesses.
        return
    group = readers()
    if open_accesses().filter(user=user).exists():
        user.groups.add(group)
    else:
        user.groups.remove(group)


def _member_saved(instance: Page, raw: bool = False, **kwargs: Any) -> None:
    """A draft may be in memory: what counts is what is stored."""
    if raw or _is_current_member(instance.pk):
        return
    for access in open_accesses().filter(page_id=instance.pk):
        close(access=access, reason=EndReason.MEMBERSHIP)


def _is_current_member(page_id: int) -> bool:
    model = find_page_model("member")
    return model is not None and bool(
        model._default_manager.filter(pk=page_id, live=True, relation=Relation.MEMBER).exists()
    )


def _account(email: str) -> Any:
    """The account with this address, ``None`` when there is none.

    :raises AccessError: when several have it.
    """
    model: Any = get_user_model()
    same = Q(**{f"{_email_field()}__iexact": email}) | Q(
        **{f"{model.USERNAME_FIELD}__iexact": email}
    )
    found = list(model._default_manager.filter(same)[:2])
    if len(found) > 1:
        raise AccessError(_("Several accounts have this address. Correct that under Users first."))
    return found[0] if found else None


def _new_account(email: str) -> Any:
    model: Any = get_user_model()
    user = model(**{model.USERNAME_FIELD: email, _email_field(): email})
    user.set_unusable_password()
    user.save()
    return user


def _email_field() -> str:
    return str(get_user_model().get_email_field_name())


def _is_used_otherwise(user: Any) -> bool:
    """Whether the account does more than read for members."""
    return bool(
        user.is_superuser
        or getattr(user, "is_staff", False)
        or user.groups.exclude(name=READERS).exists()
        or user.user_permissions.exists()
        or MemberAccess.objects.filter(user=user).exists()
    )
