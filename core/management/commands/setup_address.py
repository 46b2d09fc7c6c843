"""manage.py setup_address: where a new installation is set up."""

from typing import Any

from django.core.management.base import BaseCommand

from core import accounts


class Command(BaseCommand):
    help = "Print the address at which the first administrator sets this installation up."

    def handle(self, *args: Any, **options: Any) -> None:
        address = accounts.set_up_address()
        self.stdout.write(address or "This installation is set up already: log in.")
