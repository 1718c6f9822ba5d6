"""The reader's addresses. All but the list of stories stand below a story's own and below that of
the whole archive too: see ``timeline.web.http.story_scope``.
"""

from __future__ import annotations

from django.urls import path

from timeline.web.views import (
    api,
    changes,
    citations,
    compare,
    disagreements,
    drafts,
    embed,
    events,
    exports,
    pictures,
    quotes,
    registers,
    stories,
)

urlpatterns = [
    path("", events.event_list, name="event-list"),
    path("stories/", stories.story_list, name="story-list"),
    path("read/", stories.story_read, name="story-page"),
    path("events.<str:ending>", exports.selection, name="event-export"),
    path("cite.<str:suffix>", citations.selection, name="selection-cite"),
    path("events/<slug:slug>/cite.<str:suffix>", citations.event, name="event-cite"),
    path("events/<slug:slug>/", events.event_detail, name="event-detail"),
    path("compare/", compare.comparison_list, name="comparison-list"),
    path("disagreements/", disagreements.disagreement_list, name="disagreement-list"),
    path("changes/", changes.change_list, name="change-list"),
    path("changes.atom", changes.feed, name="change-feed"),
    path("quotes/", quotes.quote_list, name="quote-list"),
    path("actors/", registers.actor_list, name="actor-list"),
    path("actors.csv", registers.actor_csv, name="actor-csv"),
    path("actors/<slug:slug>/", registers.actor_detail, name="actor-detail"),
    path("outlets/", registers.outlet_list, name="outlet-list"),
    path("outlets/<slug:slug>/", registers.outlet_detail, name="outlet-detail"),
    path("sources/", registers.source_list, name="source-list"),
    path("sources.csv", registers.source_csv, name="source-csv"),
    path("sources/<slug:slug>/cite.<str:suffix>", citations.source, name="source-cite"),
    path("sources/<slug:slug>/", registers.source_detail, name="source-detail"),
    path("embed/", embed.timeline, name="embed-timeline"),
    path("embed/events/<slug:slug>/", embed.event, name="embed-event"),
    path("embed/resize.js", embed.resizer, name="embed-resizer"),
    path("oembed", embed.oembed, name="oembed"),
    path("clocks.png", pictures.selection, name="clocks-picture"),
    path("events/<slug:slug>.png", pictures.event, name="event-picture"),
    path("sources/<slug:slug>.png", pictures.source, name="source-picture"),
    path("drafts/", drafts.switch, name="drafts-switch"),
    path("api/", api.page, name="api-page"),
    path("api/openapi.json", api.openapi, name="api-document"),
]
