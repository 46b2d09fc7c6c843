"""manage.py demo_logins: the logins of the demo organisation, one a line."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from core import accounts


class Command(BaseCommand):
    help = "Print the logins of the demo organisation."

    def handle(self, *args: Any, **options: Any) -> None:
        people = accounts.demo_people()
        if not people:
            self.stdout.write("This is not a demo installation.")
            return
        width = max(len(role) for role, _person in people)
        for role, person in people:
            self.stdout.write(f"{role:<{width}}  {person.email}")
        password = import_module(settings.DEMO_PEOPLE).PASSWORD
        self.stdout.write(f"{'Password of all':<{width}}  {password}")
