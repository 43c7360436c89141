"""Questions in schema.org's words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


def faq_page(*, questions: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Questions with their answers (HTML) as FAQPage."""
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": question,
                "acceptedAnswer": {"@type": "Answer", "text": answer},
            }
            for question, answer in questions
        ],
    }
