"""White space in templates: left out where pieces belong together, single where a text is one."""

from __future__ import annotations

import pytest
from django.template import Context, Template

from timeline.templatetags import retold


def _rendered(template: str, **context: object) -> str:
    return Template("{% load retold %}" + template).render(Context(context))


@pytest.mark.parametrize(
    ("found", "shown"),
    [(1, "<b>1 source</b>, told late."), (2, "<b>2 documents</b>, told late.")],
)
def test_joined_leaves_out_line_breaks_and_indentation_in_every_branch(found: int, shown: str):
    template = """{% joined %}
      <b>
        {% if found == 1 %}
          {{ found }} source
        {% else %}
          {{ found }} documents
        {% endif %}
      </b>
      {% for word in late %}, {{ word }}{% endfor %}.
    {% endjoined %}"""
    assert _rendered(template, found=found, late=["told late"]) == shown


@pytest.mark.parametrize("found", [True, False])
def test_joined_keeps_attributes_apart(found: bool):
    template = """{% joined %}
      <p id="{{ a }}"
         dir="auto"
         {% if b %}lang="en"{% endif %}>
        a
      </p>
    {% endjoined %}"""
    lang = ' lang="en">' if found else " >"
    assert _rendered(template, a="x", b=found) == f'<p id="x" dir="auto"{lang}a</p>'


def test_joined_keeps_spaces_within_lines_and_what_the_values_hold():
    template = "{% joined %}\n  a {{ value }} b\n{% endjoined %}\n"
    assert _rendered(template, value="<\n  >") == "a &lt;\n  &gt; b\n"


def test_one_line_has_single_spaces_and_escapes_what_was_not_safe():
    template = "{% filter one_line %}\n  Told by\n  {{ name }}\n{% endfilter %}"
    assert _rendered(template, name="A & B") == "Told by A &amp; B"
    assert _rendered("{{ name|one_line }}", name=" A\n & B ") == "A &amp; B"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("See https://x.example/a?b=1&c=2.",
         'See <a href="https://x.example/a?b=1&amp;c=2" rel="nofollow">https://x.example/a?b=1&amp;c=2</a>.'),
        ("[the <b>](https://x.example/1), then",
         '<a href="https://x.example/1" rel="nofollow">the &lt;b&gt;</a>, then'),
        ("[no](javascript:alert(1)) & <i>", "[no](javascript:alert(1)) &amp; &lt;i&gt;"),
        ("[two] (https://x.example)",
         '[two] (<a href="https://x.example" rel="nofollow">https://x.example</a>)'),
    ],
)  # fmt: skip
def test_addresses_are_links_with_their_names(text: str, html: str):
    assert retold.linked(text) == html
