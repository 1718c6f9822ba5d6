"""The editor's desk: one noun a file.

What an action does to the record is done by ``services``.
"""

from timeline.admin.accounts.account import AccountAdmin, AccountGroupAdmin
from timeline.admin.actor import ActorAdmin
from timeline.admin.article import ArticleAdmin
from timeline.admin.digest_record import DigestRecordAdmin
from timeline.admin.event import EventAdmin
from timeline.admin.kept_file import KeptFileAdmin
from timeline.admin.login.kept_factors import SecondFactorAdmin
from timeline.admin.login.locked_logins import LockedLoginAdmin
from timeline.admin.mention import MentionAdmin
from timeline.admin.note import NoteAdmin
from timeline.admin.outlet import OutletAdmin
from timeline.admin.places.place import PlaceAdmin
from timeline.admin.quote import QuoteAdmin
from timeline.admin.share_link import ShareLinkAdmin
from timeline.admin.source import SourceAdmin
from timeline.admin.story import StoryAdmin
from timeline.admin.undoable import UndoableAdmin
from timeline.admin.vocabulary.kind import KindAdmin
from timeline.admin.vocabulary.tag import TagAdmin
from timeline.admin.wording_choice import WordingChoiceAdmin

__all__ = [
    "AccountAdmin",
    "AccountGroupAdmin",
    "ActorAdmin",
    "ArticleAdmin",
    "DigestRecordAdmin",
    "EventAdmin",
    "KeptFileAdmin",
    "KindAdmin",
    "LockedLoginAdmin",
    "MentionAdmin",
    "NoteAdmin",
    "OutletAdmin",
    "PlaceAdmin",
    "QuoteAdmin",
    "SecondFactorAdmin",
    "ShareLinkAdmin",
    "SourceAdmin",
    "StoryAdmin",
    "TagAdmin",
    "UndoableAdmin",
    "WordingChoiceAdmin",
]
