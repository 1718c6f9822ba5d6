"""Who wrote and who publishes a page: what its fields, its title and its own words name.

Nothing is guessed: a placeholder, a login or the name of a section names nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from timeline.domain.article import bylines
from timeline.domain.article.imprint import Imprint
from timeline.domain.lexicon.word_lists import entries
from timeline.domain.text.folding import fold, word_list

Fields = Sequence[tuple[str, str]]
"""Values and the names of their fields, the first that counts first."""

_TITLE_PARTS = re.compile(r"\s(?:[|–—·•-]|::|»|«)\s|\s?\|\s?")
_HOST = re.compile(r"https?://([^/:?#]+)")
_SECTIONS = entries("site_sections")


def set_authors(found: Imprint, stated: Fields, printed: Imprint) -> None:
    """Set the authors: those of the first field that names any, else those that are printed."""
    first = _first_named(stated, found.site)
    found.authors = ", ".join(dict.fromkeys(first)) or printed.authors
    if not first:
        found.notes += [note for note in printed.notes if "taken for the author" in note]
    elif printed.authors and fold(printed.authors) != fold(found.authors):
        found.notes.append(f"It prints “{printed.authors}” as the author; its metadata differs.")


def site_of(stated: Fields, *, title: str, url: str) -> tuple[str, str]:
    """The site that a page names, and where it does; both empty where it names none.

    ``stated``: what its fields give as site or publisher. ``title``: the document's; ``url``: its
    address. Where the first field names something that is neither in the host nor akin to the
    name at the end of the title that the host bears out, it is that of a section.
    """
    names = [(value, field) for value, field in stated if value.lower().strip() not in _SECTIONS]
    in_title = _borne_out(_TITLE_PARTS.split(title)[1:], url)
    if in_title:
        akin = [value for value, _ in names[:1] if _is_akin(value, in_title)]
        if not akin and not _borne_out([value for value, _ in names[:1]], url):
            return in_title, "Named at the end of its title, and by its address."
    if not names:
        return "", ""
    return names[0][0], f"Stated in the page's metadata ({names[0][1]})."


def _first_named(stated: Fields, site: str) -> list[str]:
    by_field: dict[str, list[str]] = {}
    for value, field in stated:
        by_field.setdefault(field, []).extend(bylines.of_field(value))
    for names in by_field.values():
        if names:
            people = [name for name in names if fold(name) != fold(site)]
            return [name for name in people or names if not _is_staff(name, site)]
    return []


def _is_staff(name: str, site: str) -> bool:
    """Whether it is the site's name with a placeholder behind: "Delta News Staff"."""
    rest = fold(name).strip().removeprefix(fold(site).strip()).strip()
    return bool(site) and rest != fold(name).strip() and bylines.is_placeholder(rest)


def _borne_out(parts: Iterable[str], url: str) -> str:
    """The first of these names that the address's host is made of; empty if none is."""
    host = _HOST.match(url)
    labels = host[1].lower().replace("-", "").split(".")[:-1] if host else []
    for part in parts:
        squeezed = "".join(word_list(part))
        for name in (squeezed, squeezed.removeprefix("the")):
            if len(name) > 2 and name in labels:
                return part.strip()
    return ""


def _is_akin(name: str, other: str) -> bool:
    """Whether two names have a word in common, or the letters of one are the other's beginning."""
    one, two = word_list(name), word_list(other)
    initials = "".join(word[0] for word in two)
    return bool(set(one) & set(two) - {"the"}) or "".join(one) in ("".join(two), initials)
