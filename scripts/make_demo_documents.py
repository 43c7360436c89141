#!/usr/bin/env python3
"""Writes the two example documents of the demo site: a PDF and a DOCX, small and without metadata.

Run it in the project's virtual environment after changing the texts; the files are in git, so that
the demo needs no library to make them.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

import docx

FOLDER = Path(__file__).parent.parent / "os2site" / "project" / "demo" / "content" / "documents"

SLIDES = (
    "Hvor finder vi data?",
    "Oplæg på temadagen Åbne data til lokale beslutninger. Eksempel: indholdet er opdigtet.",
    "Kommunen har flere data, end den bruger. De ligger i fagsystemer, i regneark og hos "
    "leverandører. Begynd med at lave en liste over datasæt: hvad de handler om, hvem der ejer "
    "dem, og hvor ofte de bliver opdateret.",
    "Åbne datasæt om vejnet, vandløb, bygninger og befolkning kan hentes uden aftale. De kan "
    "sættes sammen med kommunens egne tal om skoleveje, trafiktællinger og affaldssortering.",
    "Beskriv hvert datasæt med metadata, før det deles. Fjern personoplysninger, og skriv, under "
    "hvilken licens andre må bruge det. Data uden beskrivelse bliver ikke fundet.",
    "Tre råd: spørg fagfolkene først, del et lille datasæt tidligt, og ret fejl, når brugerne "
    "melder dem.",
)
REPORT = (
    ("Opsamling fra arbejdsborde", None),
    (
        "Eksempel: indholdet er opdigtet. Opsamlingen gengiver, hvad deltagerne ved de fire "
        "arbejdsborde skrev ned på temadagen Åbne data til lokale beslutninger.",
        None,
    ),
    (
        "Trafik og skoleveje",
        "Bordet foreslog, at kommunerne deler deres trafiktællinger i samme format. Så kan "
        "forældre og skoler se, hvor cyklisterne kører, og hvor krydsene er utrygge.",
    ),
    (
        "Klimatilpasning",
        "Målinger af grundvandsspejl og regnmængder ligger i hver sin afdeling. Bordet vil have "
        "ét kort over oversvømmelsesrisiko, som både planlæggere og beredskab kan bruge.",
    ),
    (
        "Grønne områder",
        "En fælles beskrivelse af træer, bænke og stier gør det lettere at planlægge driften og "
        "at vise borgerne, hvad der sker i parkerne.",
    ),
    (
        "Næste skridt",
        "Sekretariatet samler en skabelon til metadata. Deltagerne prøver den på hvert sit "
        "datasæt og fortæller om det på næste temadag.",
    ),
)


def main() -> None:
    """Write both files."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / "hvor-finder-vi-data.pdf").write_bytes(pdf(SLIDES))
    write_docx(FOLDER / "opsamling-fra-arbejdsborde.docx")


def pdf(paragraphs: tuple[str, ...]) -> bytes:
    """One page of text in a font that every reader has."""
    lines = [line for text in paragraphs for line in [*textwrap.wrap(text, 78), ""]]
    shown = b"".join(
        b"(" + line.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)") + b") Tj T*\n"
        for line in lines
    )
    stream = b"BT /F1 11 Tf 15 TL 60 770 Td\n" + shown + b"ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (da) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, value in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, value)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table, len(objects) + 1, len(body))
    )


def write_docx(path: Path) -> None:
    """A title, an introduction, and sections with headings."""
    document = docx.Document()
    document.core_properties.author = document.core_properties.comments = ""
    (title, __), (lead, __), *sections = REPORT
    document.add_heading(title, level=1)
    document.add_paragraph(lead)
    for heading, text in sections:
        document.add_heading(heading, level=2)
        document.add_paragraph(text or "")
    document.save(str(path))


if __name__ == "__main__":
    main()
