"""Readers' templates, drawn by Jinja2: what they can say, and that they come without indentation.

The desk's, below ``admin/``, are Django's, for they extend those of its admin.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.template import defaultfilters
from django.templatetags.static import static
from django_htmx.jinja import htmx_script
from jinja2 import ChainableUndefined, Environment, FileSystemLoader, TemplateNotFound, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from timeline.templatetags import desk_links, retold
from timeline.web.http.template_loader import without_indentation

_DESK = "admin/"
_DJANGOS = """
capfirst date linebreaks pluralize truncatechars truncatewords urlencode
""".split()
"""Filters of Django's own."""
_OF_THE_PAGE: list[Callable[..., Any]] = [
    desk_links.edit_link,
    desk_links.kept_copy,
    retold.full,
    retold.onward,
    retold.outside,
    retold.to,
    retold.to_share,
]
_JOINED = re.compile(r"\{% joined %\}(.*?)\{% endjoined %\}", re.DOTALL)
_ALONE = re.compile(r"^(\{([%#])[^-\n](?:(?!\2\}).)*)(?<!-)\2\}$", re.MULTILINE)
"""A tag, or a comment, that has a line for itself."""
_CODE = re.compile(r"(\{[{%].*?[%}]\})", re.DOTALL)


def environment(**options: Any) -> Environment:
    """What Django's ``Jinja2`` engine draws with."""
    made = Environment(
        autoescape=True,
        auto_reload=options["auto_reload"],
        keep_trailing_newline=True,
        loader=ReadersLoader(options["loader"].searchpath),
        undefined=ChainableUndefined,
    )
    made.filters |= {name: defaultfilters.register.filters[name] for name in _DJANGOS}
    made.filters |= {**retold.register.filters, "one_line": one_line}
    made.globals |= {each.__name__: pass_context(each) for each in _OF_THE_PAGE}
    made.globals |= {
        "choice_line": retold.choice_line,
        "htmx_script": htmx_script,
        "outlet_dot": retold.outlet_dot,
        "querystring": querystring,
        "static": _address_of_file,
        "url": retold.address,
    }
    return made


@cache
def _address_of_file(name: str) -> str:
    """The address of a static file, which stays as it is while this process runs."""
    return static(name)


class ReadersLoader(FileSystemLoader):
    """Finds what is not the desk's; lines begin with what is not white space, and a tag that has
    one for itself leaves none.
    """

    def get_source(self, environment: Environment, template: str) -> Any:
        """A template's text, its file, and whether that is as it was."""
        if template.startswith(_DESK):
            raise TemplateNotFound(template)
        text, *rest = super().get_source(environment, template)
        return _ALONE.sub(r"\1-\2}", without_indentation(_JOINED.sub(_join, text))), *rest


def _join(block: re.Match[str]) -> str:
    """``{% joined %}...{% endjoined %}``, as ``templatetags.retold`` has it for Django's."""
    open_at = False
    pieces = _CODE.split(block[1])
    for place, piece in enumerate(pieces):
        if not place % 2:
            pieces[place], open_at = retold.joined_text(piece, within_tag=open_at)
    return "".join(pieces)


def one_line(text: str) -> str:
    """As ``templatetags.retold`` has it; what was escaped already stays as it is."""
    words = retold.one_line(text)
    return Markup(words) if hasattr(text, "__html__") else words  # noqa: S704 - it was safe before


@pass_context
def querystring(context: Context, **changed: Any) -> str:
    """The parameters of the page's address with some changed, or, where ``None``, left out."""
    parameters = context["request"].GET.copy()
    for name, value in changed.items():
        if value is None:
            parameters.pop(name, None)
        else:
            parameters[name] = value
    return f"?{parameters.urlencode()}"
