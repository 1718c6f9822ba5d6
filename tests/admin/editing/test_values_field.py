"""Values of events and sources at the desk: edited, found, and filtered by their names."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.admin.editing.filled_page import page as filled
from tests.cast import Cast
from timeline.models import Event, Source


@pytest.fixture
def valued(cast: Cast) -> Event:
    """The storm was called operation Lion; the report stands on page 17."""
    Event.objects.filter(pk=cast.storm.pk).update(
        named_values={"toll": "4", "operation": "Lion of the harbour"}
    )
    Source.objects.filter(pk=cast.report.pk).update(named_values={"page": "seventeen"})
    return Event.objects.get(pk=cast.storm.pk)


def test_values_are_edited_and_filtered_by_name(desk: Client, valued: Event, cast: Cast):
    url = reverse("admin:timeline_event_change", args=[valued.pk])
    sent = filled(desk, url)
    assert sent["named_values"] == "operation: Lion of the harbour\ntoll: 4"
    answer = desk.post(url, sent | {"named_values": "operation Tiger"})
    assert answer.status_code == 200
    assert "Line 1 is no “name: text”." in answer.content.decode()
    assert desk.post(url, sent | {"named_values": "operation: Tiger"}).status_code == 302
    assert Event.objects.get(pk=valued.pk).named_values == {"operation": "Tiger"}
    assert valued.history.first().named_values == {"operation": "Tiger"}
    changes = reverse("admin:timeline_event_changelist")
    assert "A value’s name" in desk.get(changes).content.decode()
    assert not desk.get(f"{changes}?value=toll").context["cl"].result_list
    found = desk.get(f"{changes}?value=operation").context["cl"].result_list
    assert [event.pk for event in found] == [valued.pk]
    found = desk.get(f"{reverse('admin:timeline_source_changelist')}?q=seventeen")
    assert [one.pk for one in found.context["cl"].result_list] == [cast.report.pk]


def test_two_editors_of_values_are_asked(desk: Client, valued: Event):
    url = reverse("admin:timeline_event_change", args=[valued.pk])
    sent = filled(desk, url)
    other = Event.objects.get(pk=valued.pk)
    other.named_values = {"operation": "Lynx"}
    other.save()
    answer = desk.post(url, sent | {"named_values": "operation: Tiger"})
    words = answer.content.decode()
    assert "Nothing was saved yet" in words
    assert "operation: Lynx" in words
    again = desk.post(url, sent | {"title": "The great fire"})
    assert again.status_code == 302
    kept = Event.objects.get(pk=valued.pk)
    assert (kept.title, kept.named_values) == ("The great fire", {"operation": "Lynx"})
