"""The theme's fonts, as the settings' language chooses them (ECMA-376 17.15.1.88, 20.1.4.1.18)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from docgen.docx.xml import local, w

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docgen.docx.xml import Element

_SLOTS: Final = {"Ascii": "latin", "HAnsi": "latin", "EastAsia": "ea", "Bidi": "cs"}
_SCRIPTS: Final = {
    "zh-tw": "Hant",
    "zh-hk": "Hant",
    "zh-mo": "Hant",
    "zh-hant": "Hant",
    "zh": "Hans",
    "ja": "Jpan",
    "ko": "Hang",
}


def theme_fonts(theme: Element | None, settings: Element | None) -> Mapping[str, str]:
    """``minorEastAsia`` → font name, for each of the eight names that has a font."""
    found: dict[str, str] = {}
    if theme is None:
        return found
    script = _script(settings)
    for scheme in theme.iter():
        kind = local(scheme)
        if kind not in {"majorFont", "minorFont"}:
            continue
        faces = {local(font): font.get("typeface", "") for font in scheme if local(font) != "font"}
        for font in scheme:
            if local(font) == "font" and font.get("script") == script and not faces.get("ea"):
                faces["ea"] = font.get("typeface", "")
        for name, slot in _SLOTS.items():
            if faces.get(slot):
                found[kind[:5] + name] = faces[slot]
    return found


def _script(settings: Element | None) -> str | None:
    language = None if settings is None else settings.find(w("themeFontLang"))
    tag = "" if language is None else language.get(w("eastAsia"), "").lower()
    return _SCRIPTS.get(tag) or _SCRIPTS.get(tag.partition("-")[0])
