"""What is kept: one noun a file, with its rules.

Nothing here knows of requests, pages or files; what is asked of many records is in ``queries``.
"""

from timeline.models.articles.article import Article
from timeline.models.articles.imports import ImportDraft, ImportMapping
from timeline.models.articles.kept_file import KeptFile
from timeline.models.articles.proposal import Decision, Proposal
from timeline.models.desk.digest_record import DigestRecord
from timeline.models.desk.note import Note
from timeline.models.desk.undoable import RowChange, Undoable
from timeline.models.desk.wording_choice import WordingChoice
from timeline.models.record.actor import Actor, Alias
from timeline.models.record.detail import Detail
from timeline.models.record.event import Event, Participation
from timeline.models.record.former_slug import FormerSlug
from timeline.models.record.kind import Kind
from timeline.models.record.mention import Mention, Quote, Term
from timeline.models.record.outlet import Outlet, OutletAlias
from timeline.models.record.place import Place, PlaceAlias
from timeline.models.record.source import Source
from timeline.models.record.tag import Tag, Tagging
from timeline.models.state import State
from timeline.models.stories.share_link import ShareLink
from timeline.models.stories.story import Chapter, Story

__all__ = [
    "Actor",
    "Alias",
    "Article",
    "Chapter",
    "Decision",
    "Detail",
    "DigestRecord",
    "Event",
    "FormerSlug",
    "ImportDraft",
    "ImportMapping",
    "KeptFile",
    "Kind",
    "Mention",
    "Note",
    "Outlet",
    "OutletAlias",
    "Participation",
    "Place",
    "PlaceAlias",
    "Proposal",
    "Quote",
    "RowChange",
    "ShareLink",
    "Source",
    "State",
    "Story",
    "Tag",
    "Tagging",
    "Term",
    "Undoable",
    "WordingChoice",
]
