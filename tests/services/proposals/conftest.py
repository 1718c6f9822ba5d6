"""What tests of reviewing start from: an editor, and an article that waits.

Django is not set up yet when pytest reads this file, hence the imports inside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.contrib.auth.models import User

    from tests.cast import Cast
    from timeline.models import Article


@pytest.fixture
def edda(db: None) -> User:
    """Who decides: an Editor."""
    from django.contrib.auth.models import Group, User

    user = User.objects.create_user("edda")
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture
def article(cast: Cast) -> Article:
    """An article on the bridge, confirmed, with four proposals."""
    from tests import proposals

    return proposals.set_out(outlet=cast.herald)
