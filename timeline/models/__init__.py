"""What is kept: one noun a file, with its rules.

Nothing here knows of requests, pages or files; what is asked of many records is in ``queries``.
"""

from timeline.models.actor import Actor, Alias
from timeline.models.article import Article
from timeline.models.detail import Detail
from timeline.models.digest_record import DigestRecord
from timeline.models.event import Event, Participation
from timeline.models.imports import ImportDraft, ImportMapping
from timeline.models.mention import Mention, Quote, Term
from timeline.models.outlet import Outlet, OutletAlias
from timeline.models.proposal import Decision, Proposal
from timeline.models.source import Source
from timeline.models.story import Story
from timeline.models.undoable import RowChange, Undoable
from timeline.models.wording_choice import WordingChoice

__all__ = [
    "Actor",
    "Alias",
    "Article",
    "Decision",
    "Detail",
    "DigestRecord",
    "Event",
    "ImportDraft",
    "ImportMapping",
    "Mention",
    "Outlet",
    "OutletAlias",
    "Participation",
    "Proposal",
    "Quote",
    "RowChange",
    "Source",
    "Story",
    "Term",
    "Undoable",
    "WordingChoice",
]
