"""What catalogues read of a page: Dublin Core with the 分類檢索 of Taiwan, and schema.org.

行政機關電子資料流通詮釋資料及分類檢索規範 demands all fifteen elements and the three categories. A
value that the agency declared unknown is printed as the words for it, never guessed.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from docgen.model.shapes import ROC_OFFSET
from docgen.site.words import UNKNOWN, filled

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from docgen.site.records import Published, Version
    from docgen.site.words import Site

MEDIA: Final = {
    "odt": "application/vnd.oasis.opendocument.text",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "zip": "application/zip",
}
# What would end the element, begin another, or end a line of an old JavaScript reader.
_ESCAPED: Final = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def flat(text: str) -> str:
    """Text for an attribute or a title: in one line."""
    return " ".join(text.split())


def said(site: Site, value: str) -> str:
    """A value of ``publication:``; the words for unknown where it is declared so."""
    return site.word("unknown") if value == UNKNOWN else value


def dublin_core(
    site: Site,
    *,
    title: str,
    agency: str,
    year: int,
    publication: Mapping[str, str],
    updated: dt.date,
    identifier: str,
    relation: str,
) -> dict[str, str]:
    """The fifteen elements and the three categories by their names."""
    known = {name: said(site, value) for name, value in publication.items()}
    values = {"title": title, "year": year, "western": year + ROC_OFFSET, "agency": agency}
    words = {name: filled(text, dict(values)) for name, text in site.categories.items()}
    return {
        name: flat(text)
        for name, text in {
            "DC.Title": title,
            "DC.Creator": agency,
            "DC.Subject": words["subject"],
            "DC.Description": title,
            "DC.Contributor": known["office"],
            "DC.Type": words["type"],
            "DC.Format": words["format"],
            "DC.Source": known["website"],
            "DC.Language": words["language"],
            "DC.Coverage": words["coverage"],
            "DC.Publisher": agency,
            "DC.Date": updated.isoformat(),
            "DC.Identifier": identifier,
            "DC.Relation": relation,
            "DC.Rights": known["license"],
            "Category.Theme": known["theme"],
            "Category.Cake": known["cake"],
            "Category.Service": known["service"],
        }.items()
    }


def linked_data(version: Version, document: Published | None, address: str) -> str:
    """schema.org of a document, or of the year as a collection of them, safe inside ``script``."""
    publisher: dict[str, Any] = {"@type": "GovernmentOrganization", "name": version.name}
    website = version.publication["website"]
    if website != UNKNOWN:
        publisher["url"] = website
    shared = {
        "@context": "https://schema.org",
        "inLanguage": "zh-Hant-TW",
        "datePublished": version.published.isoformat(),
        "dateModified": version.updated.isoformat(),
        "version": str(version.version),
        "publisher": publisher,
        "identifier": address,
    }
    if version.publication["license"] != UNKNOWN:
        shared["license"] = version.publication["license"]
    if document is None:
        parts = [{"@type": "DigitalDocument", "name": d.title} for d in version.documents]
        made = {**shared, "@type": "Collection", "name": version.dublin_core["DC.Title"]}
        return _safe({**made, "hasPart": parts})
    encodings = [
        {
            "@type": "MediaObject",
            "encodingFormat": MEDIA[file.format],
            "contentUrl": file.file,
            "contentSize": str(file.size),
            "sha256": file.sha256,
        }
        for file in document.files
    ]
    made = {**shared, "@type": "DigitalDocument", "name": flat(document.title)}
    return _safe({**made, "encoding": encodings})


def _safe(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True).translate(_ESCAPED)
