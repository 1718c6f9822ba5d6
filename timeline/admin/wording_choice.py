"""An editor's choices on wordings at the desk: made in the list of quotes, looked through here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.urls import reverse

from timeline.admin.editing.shared_editing import SharedEditingAdmin
from timeline.admin.lists.change_history import ChangeHistoryAdmin
from timeline.admin.lists.chosen_filter import by_record
from timeline.admin.lists.long_list import LongListAdmin
from timeline.admin.site import desk
from timeline.domain.comparing.wordings import normalised
from timeline.models import WordingChoice
from timeline.services.records.wording_choices import in_order


class WordingChoiceForm(forms.ModelForm):
    """A choice; its two wordings are typed or pasted as printed, in either order."""

    class Meta:
        model = WordingChoice
        fields = ("speaker", "one", "other", "joined")
        labels = {"one": "One wording", "other": "The other", "joined": "One quotation"}
        help_texts = {"one": "Case, punctuation and typographic marks don't matter."}
        widgets = {
            "one": forms.Textarea({"rows": 2, "cols": 60}),
            "other": forms.Textarea({"rows": 2, "cols": 60}),
        }

    def clean(self) -> dict[str, Any]:
        """Two different wordings, as the choice keeps them, of which nothing is said yet."""
        cleaned = super().clean() or self.cleaned_data
        if not all(cleaned.get(name) for name in ("speaker", "one", "other")):
            return cleaned
        one, other = normalised(cleaned["one"]), normalised(cleaned["other"])
        if one == other:
            self.add_error("other", "These are the same words, case and punctuation aside.")
            return cleaned
        either = Q(one=one, other=other) | Q(one=other, other=one)
        said = WordingChoice.objects.filter(either, speaker=cleaned["speaker"])
        if said.exclude(pk=self.instance.pk).exists():
            self.add_error(None, "There is a choice on these two wordings already: change that.")
        cleaned["one"], cleaned["other"] = in_order(one, other)
        return cleaned


@admin.register(WordingChoice, site=desk)
class WordingChoiceAdmin(SharedEditingAdmin, ChangeHistoryAdmin, LongListAdmin):
    """Choices, by speaker."""

    form = WordingChoiceForm
    list_display = ("one", "other", "speaker", "joined")
    list_filter = filter_when_long = ("joined", by_record(WordingChoice, "speaker"))
    list_select_related = ("speaker",)
    search_fields = ("one", "other", "speaker__name", "speaker__aliases__name")
    autocomplete_fields = ("speaker",)
    list_per_page = 50

    def view_on_site(self, choice: WordingChoice) -> str:
        """The quotes of the speaker."""
        return f"{reverse('quote-list')}?speaker={choice.speaker.slug}"
