"""``manage.py make_editor``: a user who may enter Django admin."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from timeline.management.log_output import LoggedCommand
from timeline.services.running import accounts
from timeline.services.running.editors import EDITORS, REPORTERS


class Command(LoggedCommand):
    """Make an admin user; asks at a terminal, makes up a password elsewhere."""

    help = "Makes a user for Django admin, or gives one a new password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, and with which rights."""
        parser.add_argument("--name", help="the user's name; its password is made up and shown")
        role = parser.add_mutually_exclusive_group()
        role.add_argument("--group", action="store_true", help="an Editor, not a superuser")
        role.add_argument("--reporter", action="store_true", help="a Reporter, who writes drafts")
        parser.add_argument("--email", default="", help="for mail, and for a provider")
        parser.add_argument("--reset-password", action="store_true", help="a new password")
        parser.add_argument("--unlock", action="store_true", help="forget wrong passwords")
        parser.add_argument(
            "--reset-second-factor", action="store_true", help="the next log-in gives another"
        )

    def handle(
        self,
        *,
        name: str | None,
        group: bool,
        reporter: bool,
        email: str,
        reset_password: bool,
        unlock: bool,
        reset_second_factor: bool,
        **_: Any,
    ) -> None:
        """Ask what isn't given, make the account, say what was made."""
        if unlock or reset_second_factor:
            self._let_in(name, unlock=unlock, reset_second_factor=reset_second_factor)
            if not (reset_password or email):
                return
        asks = name is None and sys.stdin is not None and sys.stdin.isatty()
        name = name or (input("Name [editor]: ").strip() if asks else "") or "editor"
        if accounts.exists(name) and not (reset_password or email):
            self.stdout.write(
                f"{name} exists already. For a new password: "
                f"manage.py make_editor --name {name} --reset-password"
            )
            return
        is_new = reset_password or not accounts.exists(name)
        password = self._asked(name) if asks and is_new else accounts.password()
        try:
            made = accounts.make_editor(
                name,
                password=password,
                reset=reset_password,
                group=REPORTERS if reporter else EDITORS if group else "",
                email=email,
            )
        except accounts.BadAccount as error:
            raise CommandError(str(error)) from error
        done = "may now edit" if made.created else "has a new password" * made.password_set
        self.stdout.write(f"{name} {done or f'has the address {email}'}.")
        if made.password_set and not asks:
            self.stdout.write(f"Its password, shown this once: {password}")

    def _let_in(self, name: str | None, *, unlock: bool, reset_second_factor: bool) -> None:
        if not name or not accounts.exists(name):
            raise CommandError("Say whose, with --name: there is no such account.")
        if unlock:
            had = accounts.unlock(name)
            self.stdout.write(f"{name} {'is unlocked' if had else 'was not locked out'}.")
        if reset_second_factor:
            had = accounts.forget_second_factor(name)
            self.stdout.write(
                f"{name} {'gets another second factor' if had else 'had no second factor'}."
            )

    def _asked(self, name: str) -> str:
        """A password typed twice the same that will do; asked until then."""
        while True:
            password = getpass.getpass("Password: ")
            try:
                accounts.check(name, password)
            except accounts.BadAccount as error:
                self.stderr.write(str(error))
                continue
            if getpass.getpass("The same again: ") == password:
                return password
            self.stderr.write("The two differ.")
