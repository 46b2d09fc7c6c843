"""What can be done over the API: by whom the table of roles says, and all that can be done by page."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from bia.api import ROWS, VERBS
from bia.models import BusinessFunction, RecoveryAgreement, Validation
from core.apiverbs import Verb
from core.models import Unit, User
from core.permissions import ROLES
from estate.models import Item
from tests.samples import make
from tests.test_every_verb import VERBS as ON_PAGES
from tests.test_every_verb import written

pytestmark = pytest.mark.django_db

BY_FORM = {
    "bia:import-upload": "asks about each doubtful name",
    "bia:import-confirm": "as above",
    "bia:validation-meaning": "a preview while one types; the figures are in the row",
    "bia:interview-guide": "somebody sits with the owner and types on the page",
    "bia:workshop-begin": "as above",
    "bia:workshop-end": "as above",
}
CALLED = {
    "bia:campaign-check": "bia:interview-check",
    "bia:mapping-map": "bia:mappingtask-map",
    "bia:function-retire": "bia:businessfunction-retire",
    "bia:function-dependants": "bia:businessfunction-dependants",
    "bia:questions-draft": "bia:questionset-draft",
    "bia:questions-use": "bia:questionset-use",
    "bia:questions-leave": "bia:questionset-leave-out",
    "bia:question-add": "bia:question-create",
    "bia:question-edit": "bia:question-update",
    "bia:scale-next": "bia:impactscale-next",
    "bia:scale-edit": "bia:impactscale-edit",
    "bia:scale-models": "bia:impactscale-models",
    "bia:scale-submit": "bia:impactscale-submit",
    "bia:scale-approve": "bia:impactscale-approve",
    "bia:scale-return": "bia:impactscale-return",
    "bia:matrix-next": "bia:riskmatrix-next",
    "bia:matrix-edit": "bia:riskmatrix-edit",
    "bia:matrix-submit": "bia:riskmatrix-submit",
    "bia:matrix-approve": "bia:riskmatrix-approve",
    "bia:matrix-return": "bia:riskmatrix-return",
    "bia:catalogue": "bia:threat-take-catalogue",
    "bia:tiers-take": "bia:recoverytier-take-usual",
    "bia:report-start": "bia:biareport-start",
}


def label(verb: Verb) -> str:
    """The verb as pages name theirs."""
    return f"{verb.model._meta.label_lower.replace('.', ':')}-{verb.name}"


def test_what_a_page_can_do_the_api_can_do() -> None:
    pages = {CALLED.get(name, name) for name in ON_PAGES if name.startswith("bia:")}
    rows = {f"bia:{page.url_base}-{role.value}" for page in ROWS for role in page.roles}
    assert not pages - {label(verb) for verb in VERBS} - rows - BY_FORM.keys()


@pytest.fixture
def everybody(units: SimpleNamespace, person: Callable[..., User]) -> list[User]:
    """Somebody of each role, for operations where it is not for the whole, and who runs it all."""
    of_operations = [
        person(f"a{key}", key, None if each.whole else units.operations)
        for key, each in ROLES.items()
    ]
    return [person("awhole", "continuity_manager"), *of_operations]


def sample(verb: Verb, unit: Unit) -> Any:
    """A row; what only its owner may do has the process owner for an owner."""
    row = make(verb.model, unit)
    of_owner = {Validation: "function", RecoveryAgreement: "dependent"}
    if path := of_owner.get(verb.model):
        owner = User.objects.get(email="aprocess_owner@example.org")
        Item.objects.filter(pk=getattr(row, path).item_id).update(owner=owner)
    return row


def address(verb: Verb, row: Any) -> str:
    """Where the verb is asked for."""
    base = verb.model._meta.label_lower.replace(".", "-")
    return reverse(f"{base}-verb-{verb.name}", args=[row.pk] if row else [])


def expected(verb: Verb, user: User, row: Any) -> set[int]:
    """What the table of roles lets the answer be."""
    if verb.rows is not None:
        return {400, 403} if verb.rows(user).filter(pk=row.pk).exists() else {404}
    if not user.access.may(verb.asks, verb.model):
        return {403}
    if verb.whole:
        return {202} if verb.starts else {200, 201, 400}
    if not verb.model.objects.visible_to(user).filter(pk=row.pk).exists():
        return {404}
    if not verb.model.objects.permitted(user, verb.asks).filter(pk=row.pk).exists():
        return {403}
    if verb.starts:
        return {202} if user.access.may("view", BusinessFunction) else {403}
    if verb.right == "view":
        return {400, 403}
    return {200, 204, 400, 403, 412}


@pytest.mark.parametrize("verb", VERBS, ids=label)
def test_is_done_by_whom_the_table_says(
    verb: Verb, client: Client, everybody: list[User], units: SimpleNamespace
) -> None:
    rows = [None] if verb.whole else [sample(verb, unit) for unit in (units.claims, units.payments)]
    reached = 0
    for user in everybody:
        client.force_login(user)
        for row in rows:
            point, before = transaction.savepoint(), written()
            must = expected(verb, user, row)
            headers = {"If-Match": f'"{row.version}"'} if row else {}
            answer = client.post(
                address(verb, row), {}, content_type="application/json", headers=headers
            )
            assert answer.status_code in must, (user.name, answer.status_code, answer.content)
            if answer.status_code >= 400:
                assert written() == before, (user.name, "refused, and yet written")
            reached += must not in ({403}, {404})
            transaction.savepoint_rollback(point)
    assert reached, "somebody may do it"


@pytest.mark.parametrize("verb", [one for one in VERBS if not one.whole], ids=label)
def test_asks_for_the_version_that_was_read(
    verb: Verb, client: Client, everybody: list[User], units: SimpleNamespace
) -> None:
    row = sample(verb, units.claims)
    rights = verb.model.objects.permitted
    able = next(one for one in everybody if rights(one, verb.asks).filter(pk=row.pk).exists())
    client.force_login(able)
    for headers, status in (({}, 428), ({"If-Match": '"99"'}, 412)):
        answer = client.post(
            address(verb, row), {}, content_type="application/json", headers=headers
        )
        assert answer.status_code == status, answer.content
