"""An editor at the desk.

Django is not set up yet when pytest reads this file, hence the imports inside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.test import Client

    from tests.cast import Cast
    from timeline.models import Article


@pytest.fixture
def editor(db: None) -> User:
    """Someone of the Editors group, who is no superuser."""
    from django.contrib.auth.models import Group, User

    user = User.objects.create_user("edda", password="bridge-over-water", is_staff=True)
    user.groups.add(Group.objects.get(name="Editors"))
    return user


@pytest.fixture
def reporter(db: None) -> User:
    """Someone of the Reporters group."""
    from django.contrib.auth.models import Group, User

    user = User.objects.create_user("rune", password="bridge-over-water", is_staff=True)
    user.groups.add(Group.objects.get(name="Reporters"))
    return user


@pytest.fixture
def reporters_desk(reporter: User) -> Client:
    """A browser of its own in which the reporter is logged in."""
    from django.test import Client

    browser = Client()
    browser.force_login(reporter)
    return browser


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    """A browser without JavaScript in which the editor is logged in."""
    client.force_login(editor)
    return client


@pytest.fixture
def article(cast: Cast) -> Article:
    """An article on the bridge, confirmed, with four proposals."""
    from tests import proposals

    return proposals.set_out(outlet=cast.herald)
