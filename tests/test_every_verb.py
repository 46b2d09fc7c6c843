"""What can be done besides reading and writing records: by whom the table of roles says, by nobody else.

A new address of the BIA, the estate or the administration fails here until it has a line below.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from bia.models import (
    BusinessFunction,
    Campaign,
    Gap,
    ImpactScale,
    Interview,
    MappingTask,
    Question,
    QuestionSet,
    RecoveryTier,
    Risk,
    RiskCategory,
    RiskMatrix,
    RiskReview,
    Threat,
    Validation,
    ValidationRound,
)
from bia.urls import urlpatterns as bia_urls
from core import registry
from core.crud import urls
from core.models import Grant, Organisation, Unit, User
from core.permissions import ROLES
from core.urls import urlpatterns as core_urls
from estate.models import (
    CapabilityRequest,
    Dependency,
    ImportSource,
    Item,
    Measurement,
    PlanningScenario,
    RedundancyGroup,
)
from estate.urls import urlpatterns as estate_urls
from tests.samples import make

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Verb:
    """What a verb asks: an action on a row, or on any row of a model where it has no row."""

    action: str
    model: Any
    of: str = ""
    """The path from the row in the address to the row the right is asked of."""
    data: dict[str, str] = field(default_factory=dict)
    state: dict[str, Any] = field(default_factory=dict)
    """What the row must be for the verb to make sense."""
    whole: bool = False
    """About no row: right on the model decides."""
    does: bool = True
    """Something is written when it is allowed and sent with these data."""


WHY = {"comment": "Because.", "reason": "Because."}
TIMES = {"low": "1 h", "likely": "2 h", "high": "3 h", "clock": "disruption"}
MEASURED = {"took": "2 h", "measured_on": "2026-05-01", "method": "restore", "clock": "disruption"}

VERBS: dict[str, Verb] = {
    "bia:campaign-start": Verb("start", Campaign, does=False),
    "bia:campaign-remind": Verb("remind", Campaign, state={"state": "running"}, does=False),
    "bia:campaign-close": Verb("close", Campaign, state={"state": "running"}),
    "bia:campaign-check": Verb("check", Campaign, does=False),
    "bia:questions-draft": Verb("change", Campaign),
    "bia:questions-use": Verb("start", QuestionSet, does=False),
    "bia:questions-leave": Verb("change", QuestionSet, data={"name": "peaks", "out": "1"}),
    "bia:workshop-begin": Verb("guide", Campaign, does=False),
    "bia:workshop-end": Verb("guide", Campaign, does=False),
    "bia:question-add": Verb("change", QuestionSet, does=False),
    "bia:question-edit": Verb("change", Question, does=False),
    "bia:question-move": Verb("change", Question, data={"to": "up"}, does=False),
    "bia:question-remove": Verb("change", Question),
    "bia:interview-guide": Verb("guide", Interview, state={"state": "invited"}),
    "bia:interview-approve": Verb("approve", Interview, does=False),
    "bia:interview-return": Verb("return", Interview, data=WHY, does=False),
    "bia:interview-check": Verb("check", Interview, does=False),
    "bia:function-retire": Verb("retire", BusinessFunction, data=WHY),
    "bia:function-dependants": Verb("answer", BusinessFunction, does=False),
    "bia:gap-accept": Verb("accept", Gap, data={"until": "2026-12-31"} | WHY, does=False),
    "bia:gap-close": Verb("change", Gap, data=WHY, does=False),
    "bia:mapping-map": Verb("map", MappingTask, data={"dismiss": "1", "reason": "A fax."}),
    "bia:scale-edit": Verb("change", ImpactScale, does=False),
    "bia:scale-models": Verb("change", ImpactScale, does=False),
    "bia:scale-submit": Verb("submit", ImpactScale, does=False),
    "bia:scale-approve": Verb("approve", ImpactScale, does=False),
    "bia:scale-return": Verb("return", ImpactScale, data=WHY, does=False),
    "bia:scale-next": Verb("add", ImpactScale, whole=True),
    "bia:risk-accept": Verb("accept", Risk, data={"until": "2026-12-31"} | WHY, does=False),
    "bia:risk-retire": Verb("retire", Risk, data=WHY),
    "bia:riskreview-complete": Verb(
        "review", RiskReview, data={"outcome": "confirmed"}, does=False
    ),
    "bia:catalogue": Verb("add", Threat, whole=True),
    "bia:tiers-take": Verb("add", RecoveryTier, whole=True),
    "bia:threat-retire": Verb("retire", Threat, data=WHY),
    "bia:riskcategory-retire": Verb("retire", RiskCategory, data=WHY),
    "bia:matrix-next": Verb("add", RiskMatrix, whole=True),
    "bia:matrix-edit": Verb("change", RiskMatrix, does=False),
    "bia:matrix-submit": Verb("submit", RiskMatrix, does=False),
    "bia:matrix-approve": Verb("approve", RiskMatrix, does=False),
    "bia:matrix-return": Verb("return", RiskMatrix, data=WHY, does=False),
    "bia:validationround-start": Verb("start", ValidationRound, does=False),
    "bia:validationround-close": Verb("close", ValidationRound, state={"state": "running"}),
    "bia:validation-approve": Verb("approve", Validation, does=False),
    "bia:validation-return": Verb("return", Validation, data=WHY, does=False),
    "bia:import-upload": Verb("import", BusinessFunction, whole=True, does=False),
    "bia:import-confirm": Verb("import", BusinessFunction, whole=True, does=False),
    "bia:report-start": Verb("view", BusinessFunction, whole=True),
    "estate:import": Verb("import", ImportSource, whole=True, does=False),
    "estate:starter": Verb("add", PlanningScenario, whole=True),
    "estate:bulk-add": Verb("add", Item, whole=True, does=False),
    "estate:ask-owners": Verb("add", CapabilityRequest, whole=True, does=False),
    "estate:item-claim": Verb("record", Item, data=TIMES),
    "estate:item-measure": Verb("record", Item, data=MEASURED),
    "estate:item-retire": Verb("retire", Item, data=WHY),
    "estate:dependency-end": Verb("retire", Dependency, data=WHY),
    "estate:redundancygroup-end": Verb("retire", RedundancyGroup, data=WHY),
    "estate:measurement-clear": Verb("record", Measurement, of="item", data=WHY),
    "estate:measurement-withdraw": Verb("record", Measurement, of="item", data=WHY),
    "core:user-invite": Verb("change", User),
    "core:user-deactivate": Verb("change", User),
    "core:user-reactivate": Verb("change", User),
    "core:user-unlock": Verb("change", User),
    "core:user-remove-code": Verb("change", User),
    "core:user-designate": Verb("change", User, does=False),
    "core:user-withdraw": Verb("change", User, does=False),
    "core:grant-end": Verb("change", Grant),
    "core:organisation": Verb("change", Organisation, whole=True, does=False),
    "core:emergency-accounts": Verb("add", User, whole=True, does=False),
}
ELSEWHERE = {
    "bia:validation-accept": "tests/bia/test_validation.py: only the owner signs",
    "bia:validation-decide": "as above",
    "bia:validation-meaning": "tests/bia/test_data_objectives.py: shows what the page shows",
    "bia:agreement-propose": "tests/bia/test_agreements.py: only the owners of both sides sign",
    "bia:agreement-cost": "as above",
    "bia:agreement-accept": "as above",
    "bia:agreement-approve": "tests/bia/test_agreement_heads.py: only the head of who provides",
    "bia:agreement-return": "as above",
    "bia:campaign-sheet": "tests/bia/test_answersheet.py: shows only what the person may answer",
    "bia:campaign-sheet-place": "as above",
    "bia:campaign-questions": "tests/bia/test_questions.py: only reads, and takes no post",
    "bia:function-calibration": "tests/bia/test_scoring.py: only reads, and takes no post",
    "bia:interview-answer": "tests/bia/test_interviews.py: the person asked answers, role or not",
    "bia:interview-place": "as above",
    "bia:workshop": "tests/bia/test_workshop.py: only reads, and takes no post",
    "bia:workshop-conflicts": "as above",
    "bia:interview-guiding": "tests/bia/test_guided.py: only who asks in person",
    "estate:import-columns": "tests/estate/test_importing.py: needs a file",
    "estate:import-apply": "as above",
}
READS = {
    "bia:calibration",
    "bia:consolidation",
    "bia:risk-map",
    "estate:explorer",
    "estate:explorer-part",
    "estate:explorer-blast",
    "estate:import-part",
    "estate:model",
    "core:roles",
    "core:logins",
}
ADMINISTRATION = ("admin/", "user/", "grant/")
WRITTEN = """
SELECT (SELECT count(*) FROM pghistory_context), (SELECT count(*) FROM core_job),
       (SELECT count(*) FROM core_draft), (SELECT count(*) FROM core_mailmessage),
       (SELECT count(*) FROM core_link), (SELECT count(*) FROM core_loginevent),
       (SELECT count(*) FROM core_file)
"""


def verbs_of(module: str, patterns: list[Any], beginning: tuple[str, ...] = ("",)) -> set[str]:
    """The names of a module's addresses that its Pages did not make."""
    pages = [page for page in registry.all_pages() if page.opts().app_label == module]
    made = {pattern.name for pattern in urls(*pages)}
    return {
        f"{module}:{pattern.name}"
        for pattern in patterns
        if pattern.name not in made and str(pattern.pattern).startswith(beginning)
    }


def written() -> tuple[int, ...]:
    """Grows with everything that is written: history, jobs, mail, drafts, logins, files."""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return tuple(cursor.fetchone())


def test_every_verb_has_a_line_here() -> None:
    found = verbs_of("bia", bia_urls) | verbs_of("estate", estate_urls)
    found |= verbs_of("core", core_urls, ADMINISTRATION)
    assert found == VERBS.keys() | ELSEWHERE.keys() | READS


def expected(verb: Verb, user: User, record: Any) -> int:
    """What the table of roles says: 403, 404, or 0 where it is allowed."""
    if verb.whole:
        return 0 if user.access.may(verb.action, verb.model) else 403
    if not verb.model.objects.visible_to(user).filter(pk=record.pk).exists():
        return 404
    row = reduce(getattr, filter(None, [verb.of]), record)
    allowed = type(row).objects.permitted(user, verb.action).filter(pk=row.pk).exists()
    return 0 if allowed else 403


@pytest.fixture
def everybody(units: SimpleNamespace, person: Callable[..., User]) -> list[User]:
    """Somebody of each role, for operations where it is not for the whole, and who runs it all."""
    of_operations = [
        person(f"v{key}", key, None if each.whole else units.operations)
        for key, each in ROLES.items()
    ]
    return [person("vwhole", "continuity_manager"), *of_operations]


def sample(verb: Verb, unit: Unit) -> Any:
    """A row in the state the verb asks for."""
    row = make(verb.model, unit)
    verb.model.objects.filter(pk=row.pk).update(**verb.state)
    return row


@pytest.mark.parametrize("name", sorted(VERBS))
def test_is_done_by_whom_the_table_says(
    name: str, client: Client, everybody: list[User], units: SimpleNamespace
) -> None:
    verb = VERBS[name]
    rows = [None] if verb.whole else [sample(verb, units.claims), sample(verb, units.payments)]
    allowed = 0
    for user in everybody:
        client.force_login(user)
        for row in rows:
            point = transaction.savepoint()
            must, before = expected(verb, user, row), written()
            url = reverse(name, args=[row.pk] if row else [])
            status = client.post(url, verb.data).status_code
            if must:
                assert status == must, (user.name, url, status)
                assert written() == before, (user.name, url)
            else:
                allowed += 1
                assert status in {200, 302, 403, 409, 422}, (user.name, url, status)
                assert status not in {403, 422} or not verb.does, (user.name, url, status)
                assert written() > before or not verb.does, (user.name, url, status)
            transaction.savepoint_rollback(point)
    assert allowed, "somebody may do it"


@pytest.mark.parametrize("name", sorted(READS))
def test_what_only_reads_takes_no_post_to_write(
    name: str, client: Client, cast: SimpleNamespace, units: SimpleNamespace
) -> None:
    client.force_login(cast.administrator)
    args = [make(Item, units.claims).pk] if name.endswith(("-part", "-blast")) else []
    before = written()
    assert client.post(reverse(name, args=args)).status_code in {200, 403, 404, 405}
    assert written() == before
