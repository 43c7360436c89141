"""Models that the kernel and its plugins share."""

from os2site.models.document_texts import DocumentText, TextState, Unreadable
from os2site.models.documents import Document, DocumentControlMixin
from os2site.models.fields import AudiencesField, ContentStreamField, LinesField
from os2site.models.geography import Municipality, Region
from os2site.models.glossary import GlossaryEntry
from os2site.models.groups import WorkingGroup
from os2site.models.imports import (
    AT_WORK,
    ImportedRecord,
    ImportFile,
    ImportJob,
    ImportState,
    UndoState,
)
from os2site.models.mail import MailAttachment, MailState, OutgoingMail
from os2site.models.operations import Lease, LoadedContent, PersonalDataAccess
from os2site.models.organisation import Organisation
from os2site.models.promotions import PromotedResult
from os2site.models.relations import PageRelation, RelationRow
from os2site.models.search import (
    OutboxItem,
    SearchEntry,
    SearchFacet,
    SearchReference,
    SearchWord,
)
from os2site.models.search_log import SearchCount
from os2site.models.sites import (
    ContentAnchor,
    DisabledPlugin,
    SiteLink,
    SiteSettings,
    SiteTexts,
)
from os2site.models.taxonomy import Term
from os2site.models.word_rules import WordChange, WordRule

__all__ = [
    "AT_WORK",
    "AudiencesField",
    "ContentAnchor",
    "ContentStreamField",
    "DisabledPlugin",
    "Document",
    "DocumentControlMixin",
    "DocumentText",
    "GlossaryEntry",
    "ImportFile",
    "ImportJob",
    "ImportState",
    "ImportedRecord",
    "Lease",
    "LinesField",
    "LoadedContent",
    "MailAttachment",
    "MailState",
    "Municipality",
    "Organisation",
    "OutboxItem",
    "OutgoingMail",
    "PageRelation",
    "PersonalDataAccess",
    "PromotedResult",
    "Region",
    "RelationRow",
    "SearchCount",
    "SearchEntry",
    "SearchFacet",
    "SearchReference",
    "SearchWord",
    "SiteLink",
    "SiteSettings",
    "SiteTexts",
    "Term",
    "TextState",
    "UndoState",
    "Unreadable",
    "WordChange",
    "WordRule",
    "WorkingGroup",
]
