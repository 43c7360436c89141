"""The events of the demo site, the papers of one of them, and the forms of those to come."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files import File
from wagtail.documents import get_document_model

from os2site.enums import Access, DocumentState, DocumentType
from os2site.models import Document
from os2site.page_types import get_page_model
from os2site.transfer.demo import DemoContext, DemoFiles

EVENT = "afholdt-temadag-data"
#: Title of the event's material → file below ``documents`` in the folder of the content.
FILES: Mapping[str, str] = {
    "Hvor finder vi data?": "hvor-finder-vi-data.pdf",
    "Opsamling fra arbejdsborde": "opsamling-fra-arbejdsborde.docx",
}
#: Events that one can register for on the demo site, with the questions of their forms.
FORMS: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "aarsmoede": (),
    "temadag-digital-suveraenitet": (
        {"text": "Skal vi tage hensyn til mad?", "kind": "kryds", "sensitive": True},
        {
            "text": "Hvilken mad?",
            "kind": "valg",
            "options": ["Vegetarisk", "Vegansk", "Uden gluten"],
            "required": True,
            "sensitive": True,
            "only_if_question": "Skal vi tage hensyn til mad?",
        },
    ),
    "temadag-governance": (),
}


@dataclass(frozen=True)
class Papers:
    """Files for the materials of an event, unless an editor attached others."""

    name: str = "events: papers"
    order: int = 41

    def fingerprint(self, context: DemoContext) -> str:
        digest = hashlib.sha256()
        for path in _paths(context).values():
            digest.update(path.read_bytes() if path.is_file() else b"")
        return digest.hexdigest()

    def load(self, context: DemoContext) -> None:
        """Store the files as approved documents that everyone may read, and attach them."""
        model: Any = get_page_model("event")
        event = model._default_manager.filter(
            slug=EVENT, locale=context.transfer.locale, live=True
        ).first()
        if event is None:
            return
        paths = _paths(context)
        materials = list(event.materials.all())
        for material in materials:
            path = paths.get(material.title)
            if path is not None and path.is_file() and material.document_id is None:
                material.document = _document(material, path)
        event.materials = materials
        event.save_revision(clean=False).publish()


@dataclass(frozen=True)
class Forms:
    """Opens registration for some of the events, unless an editor has shaped their forms."""

    name: str = "events: forms"
    order: int = 42

    def fingerprint(self, context: DemoContext) -> str:
        return hashlib.sha256(repr(FORMS).encode()).hexdigest()

    def load(self, context: DemoContext) -> None:
        """Open the forms and publish the events."""
        model: Any = get_page_model("event")
        events = model._default_manager.filter(
            slug__in=FORMS, locale=context.transfer.locale, live=True, demo=True
        )
        for event in events:
            if event.takes_registrations or event.questions.all():
                continue
            event.takes_registrations = True
            question = event.questions.model
            event.questions = [question(**values) for values in FORMS[event.slug]]
            event.save_revision(clean=False).publish()


def _paths(context: DemoContext) -> Mapping[str, Path]:
    return {title: context.folder / "documents" / name for title, name in FILES.items()}


def _document(material: Any, path: Path) -> Document:
    # Wagtail's own hash of a file, so that a demo that is loaded anew takes the one that is there.
    content_hash = hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest()
    file = get_document_model().objects.filter(file_hash=content_hash).first()
    if file is None:
        with path.open("rb") as content:
            file = get_document_model()(title=material.title, file_hash=content_hash)
            file.file.save(path.name, File(content), save=False)
            file.file_size = path.stat().st_size
            file.save()
    # A kind of material that the register does not know is a report there.
    known = material.type in DocumentType.values
    return Document.objects.create(
        title=material.title,
        type=material.type if known else DocumentType.REPORT,
        state=DocumentState.APPROVED,
        access=Access.PUBLIC,
        file=file,
        demo=True,
    )


PARTS = (DemoFiles(order=40, files=(("events", "events.json"),)), Papers(), Forms())
