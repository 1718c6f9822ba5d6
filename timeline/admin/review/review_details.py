"""What an editor confirms of an article before anything is accepted: title, outlet, date."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.http import QueryDict

from timeline.admin.dates.date_field import TypedDateField
from timeline.admin.dates.stated_basis import WHERE, imply_stated
from timeline.admin.editing.change_authors import RecordAuthors
from timeline.admin.editing.plain_forms import MergedForm, filled_with
from timeline.admin.editing.posted_form import Values, kept_fields
from timeline.domain.text.folding import fold
from timeline.domain.time import edtf
from timeline.models import Article, Outlet, Source
from timeline.services.records.slugs import free_slug


class DetailsForm(forms.ModelForm):
    """An article's details as its source will have them.

    What is filled in is what the document states. Another outlet or date is stated only where the
    editor says where it stands; else it is inferred and has its reason. ``new_outlet`` names an
    outlet that the register hasn't got; saving makes it. ``filled_with`` is the signed text of what
    the form was filled with.
    """

    new_outlet = forms.CharField(
        label="Or one not listed",
        max_length=120,
        required=False,
        help_text="Its name; it is added.",
    )
    edtf = TypedDateField(
        label="Published",
        help_text="Such as 2025-11-05 or Sept 2025. Without it “on Friday” stays unread.",
    )

    class Meta:
        model = Article
        fields = (
            "title", "authors", "url", "language",
            "outlet", "new_outlet", "outlet_basis", "outlet_reason",
            "edtf", "published_basis", "published_reason",
        )  # fmt: skip
        labels = {
            "authors": "Authors, as printed",
            "language": "Language",
            "outlet_basis": "Outlet is",
            "outlet_reason": "Where, or why",
            "published_basis": "Date is",
            "published_reason": "Where, or why",
        }
        widgets = {
            "title": forms.TextInput({"class": "vTextField"}),
            "authors": forms.TextInput({"class": "vTextField"}),
            "url": forms.URLInput({"class": "vURLField"}),
            "outlet_reason": forms.Textarea({"rows": 2, "cols": 40}),
            "published_reason": forms.Textarea({"rows": 2, "cols": 40}),
        }

    def __init__(self, *args: Any, may_add_outlet: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.filled_with = filled_with(_values(self.instance))
        self.may_add_outlet = may_add_outlet
        article = self.instance
        self.stated_outlet = article.outlet_basis == Source.Basis.STATED and article.outlet_id
        self.stated_date = article.published_basis == Source.Basis.STATED and article.edtf
        self.known_reasons = (article.outlet_reason.strip(), article.published_reason.strip())
        self.read_before = (article.edtf, article.language)
        if article.site and not article.outlet_id:
            self.initial.setdefault("new_outlet", article.site)
            self.initial["outlet_basis"] = Source.Basis.STATED

    def clean_title(self) -> str:
        """A source has a title."""
        if not (title := self.cleaned_data["title"].strip()):
            raise ValidationError("Give it a title: readers know the source by it.")
        return str(title)

    def clean(self) -> dict[str, Any]:
        """Outlet and date each with its basis, by the rules that a source has."""
        cleaned = super().clean() or self.cleaned_data
        if "edtf" not in cleaned:
            return cleaned
        self._settle_outlet(cleaned)
        self._settle_date(cleaned)
        # Without a key of its own: the outlet may only be made on saving.
        source = Source(
            title="x",
            outlet_id=-1 if cleaned["outlet"] or cleaned["new_outlet"] else None,
            edtf=cleaned["edtf"],
            **{name: cleaned.get(name) or "" for name in _BASES},
        )
        try:
            source.clean()
        except ValidationError as error:
            self.add_error(None, error)
        return cleaned

    def save(self, commit: bool = True) -> Article:
        """Take all of it over, make the outlet if it is new, and call it confirmed."""
        article: Article = super().save(commit=False)
        if name := self.cleaned_data["new_outlet"]:
            article.outlet = Outlet.objects.create(name=name, slug=free_slug(Outlet, name))
        article.interval = edtf.parse(self.cleaned_data["edtf"])
        article.confirmed = True
        if commit:
            article.save()
        return article

    @property
    def reads_otherwise(self) -> bool:
        """Whether the text is read otherwise now: against another date, or in another language."""
        now = (self.cleaned_data["edtf"], self.cleaned_data["language"])
        return bool(self.read_before != now)

    def _settle_outlet(self, cleaned: dict[str, Any]) -> None:
        outlet, name = cleaned.get("outlet"), (cleaned.get("new_outlet") or "").strip()
        if outlet is not None and "new_outlet" not in self.changed_data:
            name = ""
        if outlet is not None and name:
            self.add_error("new_outlet", "Choose an outlet from the list or name one, not both.")
        elif name:
            # What takes articles in is imported with what reads them: the desk starts without it.
            from timeline.services.proposals.article_intake import outlet_named

            outlet = outlet_named(name)
            name = "" if outlet is not None else name
            if name and not self.may_add_outlet:
                self.add_error("new_outlet", "Adding outlets takes a permission that you lack.")
        cleaned["outlet"], cleaned["new_outlet"] = outlet, name
        called = outlet.name if outlet is not None else name
        if not called:
            cleaned["outlet_basis"], cleaned["outlet_reason"] = Source.Basis.NOT_STATED, ""
            return
        as_stated = fold(called).strip() == fold(self.instance.site).strip() or (
            outlet is not None and outlet.pk == self.stated_outlet
        )
        self._hold_to_document("outlet", cleaned, as_stated=as_stated, known=self.known_reasons[0])

    def _settle_date(self, cleaned: dict[str, Any]) -> None:
        if not cleaned["edtf"]:
            cleaned["published_basis"] = Source.Basis.NOT_STATED
            cleaned["published_reason"] = ""
            return
        as_stated = cleaned["edtf"] == self.stated_date
        known = self.known_reasons[1]
        self._hold_to_document("published", cleaned, as_stated=as_stated, known=known)

    def _hold_to_document(
        self, what: str, cleaned: dict[str, Any], *, as_stated: bool, known: str
    ) -> None:
        """Refuse "stated" for what the document wasn't read to state, unless it is said where."""
        asked = imply_stated(self, True, basis=f"{what}_basis", reason=f"{what}_reason")
        reason = (cleaned.get(f"{what}_reason") or "").strip()
        if asked or cleaned.get(f"{what}_basis") != Source.Basis.STATED or as_stated:
            return
        if not reason or reason == known:
            self.add_error(f"{what}_reason", WHERE)


def merged_details(article: Article, sent: QueryDict) -> MergedForm:
    """An article's details as sent, with what others changed of them meanwhile."""
    return MergedForm(
        sent,
        _values(article),
        kept_fields(Article, DetailsForm),
        model=Article,
        author=RecordAuthors(article),
    )


def _values(article: Article) -> Values:
    return model_to_dict(article, fields=list(kept_fields(Article, DetailsForm)))


SOURCE_EXISTS = (
    "Its source exists by now: change the details there. What you typed was not saved, and still "
    "stands below."
)
_BASES = ("outlet_basis", "outlet_reason", "published_basis", "published_reason")
