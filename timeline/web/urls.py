"""The reader's addresses. All but the list of stories stand below a story's own and below that of
the whole archive too: see ``timeline.web.http.story_scope``.
"""

from __future__ import annotations

from django.urls import path

from timeline.web.views import view

urlpatterns = [
    path("", view("events.event_list"), name="event-list"),
    path("stories/", view("stories.story_list"), name="story-list"),
    path("read/", view("stories.story_read"), name="story-page"),
    path("events.<str:ending>", view("exports.selection"), name="event-export"),
    path("cite.<str:suffix>", view("citations.selection"), name="selection-cite"),
    path("events/<slug:slug>/cite.<str:suffix>", view("citations.event"), name="event-cite"),
    path("events/<slug:slug>/", view("events.event_detail"), name="event-detail"),
    path("compare/", view("compare.comparison_list"), name="comparison-list"),
    path("disagreements/", view("disagreements.disagreement_list"), name="disagreement-list"),
    path("changes/", view("changes.change_list"), name="change-list"),
    path("changes.atom", view("changes.feed"), name="change-feed"),
    path("quotes/", view("quotes.quote_list"), name="quote-list"),
    path("actors/", view("registers.actor_list"), name="actor-list"),
    path("actors.csv", view("registers.actor_csv"), name="actor-csv"),
    path("actors/<slug:slug>/", view("registers.actor_detail"), name="actor-detail"),
    path("outlets/", view("registers.outlet_list"), name="outlet-list"),
    path("outlets.csv", view("registers.outlet_csv"), name="outlet-csv"),
    path("outlets/<slug:slug>/", view("registers.outlet_detail"), name="outlet-detail"),
    path("places/", view("registers.place_list"), name="place-list"),
    path("places.csv", view("registers.place_csv"), name="place-csv"),
    path("places/<slug:slug>/", view("registers.place_detail"), name="place-detail"),
    path("sources/", view("registers.source_list"), name="source-list"),
    path("sources.csv", view("registers.source_csv"), name="source-csv"),
    path("sources/<slug:slug>/cite.<str:suffix>", view("citations.source"), name="source-cite"),
    path("sources/<slug:slug>/", view("registers.source_detail"), name="source-detail"),
    path("embed/", view("embed.timeline"), name="embed-timeline"),
    path("embed/events/<slug:slug>/", view("embed.event"), name="embed-event"),
    path("embed/resize.js", view("embed.resizer"), name="embed-resizer"),
    path("oembed", view("embed.oembed"), name="oembed"),
    path("clocks.png", view("pictures.selection"), name="clocks-picture"),
    path("events/<slug:slug>.png", view("pictures.event"), name="event-picture"),
    path("sources/<slug:slug>.png", view("pictures.source"), name="source-picture"),
    path("drafts/", view("drafts.switch"), name="drafts-switch"),
    path("api/", view("api.page"), name="api-page"),
    path("api/openapi.json", view("api.openapi"), name="api-document"),
]
