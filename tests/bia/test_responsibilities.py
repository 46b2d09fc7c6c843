"""Who does what at bought services: what is open, and the risks that come and go with it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from bia.choices import Area, Settled
from bia.models import BusinessFunction, ResponsibilityMatrix, Risk
from bia.services import responsibilities, risks
from bia.services.responsibilities import save_matrix
from bia.work.risks import to_rate, to_say_who_does_what
from core import services
from core.models import User
from estate import services as estate
from estate.models import Item
from tests.bia.risking import make_item, make_risk

pytestmark = pytest.mark.django_db

WHOLE = dict.fromkeys(Area.values, "provider")


@pytest.fixture
def service(units: SimpleNamespace, cast: SimpleNamespace, noon: datetime) -> Item:
    return make_item("Payroll", at=noon, kind="vendor", unit=units.claims, owner=cast.service_owner)


@pytest.fixture
def said(service: Item, noon: datetime) -> Callable[..., ResponsibilityMatrix]:
    """Says who does what at the service, over what was said before."""

    def say(by: User | None = None, **values: str) -> ResponsibilityMatrix:
        found = ResponsibilityMatrix.objects.filter(item=service).first()
        matrix = found or ResponsibilityMatrix(item=service, **WHOLE)
        for name, value in values.items():
            setattr(matrix, name, value)
        return save_matrix(matrix, by=by, at=noon)

    return say


Say = Callable[..., ResponsibilityMatrix]


class TestWhatIsOpen:
    @pytest.mark.parametrize(
        ("values", "settled"),
        [
            ({"backup": "provider"}, Settled.SETTLED),
            ({"backup": ""}, Settled.UNSAID),
            ({"backup": "nobody"}, Settled.NOBODY),
            ({"backup": "shared"}, Settled.UNDEFINED),
            ({"backup": "shared", "backup_theirs": "Snapshots"}, Settled.UNDEFINED),
            ({"backup": "shared", "backup_theirs": "Snapshots", "backup_ours": " "}, "undefined"),
            (
                {"backup": "shared", "backup_theirs": "Snapshots", "backup_ours": "Copies"},
                "settled",
            ),
        ],
    )
    def test_is_told_and_found_alike(self, said: Say, values: dict[str, str], settled: str) -> None:
        matrix = said(**values)
        assert responsibilities.lines(matrix)[0].settled == settled
        for each in (Settled.NOBODY, Settled.UNDEFINED, Settled.UNSAID):
            found = ResponsibilityMatrix.objects.filter(responsibilities.having(each)).exists()
            assert found == (each == settled)

    def test_services_nobody_has_spoken_of_are_listed(
        self, service: Item, said: Say, noon: datetime
    ) -> None:
        assert not responsibilities.without_matrix().exists(), "nothing rests on it"
        web = make_item("Web shop", at=noon)
        estate.add_dependency(dependent=web, provider=service, by=None, at=noon)
        hosted = make_item("Hosted database", at=noon, kind="database", supplier=service)
        assert set(responsibilities.without_matrix()) == {service, hosted}
        said()
        assert set(responsibilities.without_matrix()) == {hosted}


class TestRisks:
    @pytest.mark.parametrize("part", ["backup_theirs", "backup_ours"])
    def test_part_of_what_nobody_does_is_refused_where_it_stands(
        self, said: Say, part: str
    ) -> None:
        with pytest.raises(ValidationError, match="nobody does this") as refused:
            said(backup="nobody", **{part: "Copies each night."})
        assert list(refused.value.message_dict) == [part]
        assert not Risk.objects.exists()

    def test_each_hole_is_one_risk_with_its_cause(
        self, said: Say, service: Item, cast: SimpleNamespace
    ) -> None:
        said(backup="nobody", restore="shared", restore_theirs="Its platform")
        said(basis="Contract, annex C")
        first, second = Risk.objects.order_by("code")
        assert (first.title, first.origin) == ("Nobody answers for backup: Payroll", "rule")
        assert (first.item, first.owner) == (service, cast.service_owner)
        assert second.title == "Shared, and not said who does what in data restore: Payroll"
        assert second.description.endswith("leaves out our part.")

    def test_words_follow_and_the_number_stays(
        self, said: Say, service: Item, noon: datetime
    ) -> None:
        said(backup="nobody")
        code = Risk.objects.get().code
        said(backup="shared")
        assert Risk.objects.get().title.startswith("Shared, and not said")
        service.refresh_from_db()
        service.name = "Pay bureau"
        estate.save_item(service, by=None, at=noon)
        risk = Risk.objects.get()
        assert (risk.code, risk.title[-10:]) == (code, "Pay bureau")

    def test_mended_closes_it_with_what_is_said_now(self, said: Say) -> None:
        said(backup="nobody")
        said(backup="us")
        risk = Risk.objects.get()
        assert risk.retired_on is not None
        assert risk.retired_reason == "The responsibility matrix now says who does it: we."
        said(backup="nobody")
        assert Risk.objects.count() == 2, "it came back"

    def test_one_retired_by_hand_is_not_raised_again(
        self, said: Say, cast: SimpleNamespace, noon: datetime
    ) -> None:
        said(backup="nobody")
        risks.retire(Risk.objects.get(), by=cast.manager, at=noon, reason="No data there.")
        said(basis="Contract, annex C")
        assert Risk.objects.count() == 1

    def test_service_out_of_use_takes_its_risks_along(
        self, said: Say, service: Item, noon: datetime
    ) -> None:
        said(backup="nobody")
        estate.retire_item(item=service, by=None, at=noon, reason="Contract ended")
        assert Risk.objects.get().retired_reason == "“Payroll” is out of use."

    def test_very_long_name_is_written_once(self, said: Say, service: Item, noon: datetime) -> None:
        service.name = "x" * 300
        estate.save_item(service, by=None, at=noon)
        said(backup="nobody")
        version = Risk.objects.get().version
        said(basis="Contract")
        assert Risk.objects.get().version == version


class TestRights:
    def test_owner_and_vendor_manager_write_and_a_reader_does_not(
        self, said: Say, cast: SimpleNamespace, person: Callable[..., User]
    ) -> None:
        said(cast.service_owner, backup="us")
        said(person("vendors", "vendor_manager"), backup="provider")
        with pytest.raises(PermissionDenied):
            said(cast.auditor, backup="us")

    def test_what_nobody_sells_us_has_none(self, noon: datetime) -> None:
        own = make_item("Own server", at=noon, kind="server")
        with pytest.raises(ValidationError, match="neither a vendor service nor run by a supplier"):
            save_matrix(ResponsibilityMatrix(item=own), by=None, at=noon)

    def test_stays_with_its_service(self, said: Say, noon: datetime) -> None:
        matrix = said()
        matrix.item = make_item("Other", at=noon, kind="vendor")
        with pytest.raises(ValidationError, match="stays with its service"):
            save_matrix(matrix, by=None, at=noon)

    def test_second_of_two_hands_is_told(self, said: Say, noon: datetime) -> None:
        matrix = said()
        seen = matrix.version
        said(backup="us")
        with pytest.raises(services.Conflict):
            save_matrix(matrix, by=None, at=noon + timedelta(hours=1), version=seen)


def put_beneath(service: Item, function: BusinessFunction) -> None:
    """The function rests on the service through an application."""
    at = datetime(2026, 5, 12, 12, tzinfo=UTC)
    between = make_item("Pay runs", at=at)
    estate.add_dependency(dependent=function.item, provider=between, by=None, at=at)
    estate.add_dependency(dependent=between, provider=service, by=None, at=at)


class TestPages:
    def test_new_one_starts_from_a_template_and_leaves_our_part_open(
        self, service: Item, cast: SimpleNamespace, client: Client
    ) -> None:
        client.force_login(cast.manager)
        address = f"{reverse('bia:responsibilitymatrix-create')}?item={service.pk}&template=saas"
        form = client.get(address).context["form"]
        assert form["item"].value() == str(service.pk)
        assert form["patching"].value() == "provider"
        assert not form["backup_ours"].value()
        assert "Export our own copy" in form.fields["backup_ours"].widget.attrs["placeholder"]
        sent = {name: form[name].value() or "" for name in form.fields}
        assert client.post(address, sent).status_code == 302
        raised = Risk.objects.values_list("title", flat=True)
        assert any("backup" in title for title in raised), "our part is not said"

    def test_template_chosen_later_keeps_what_was_typed(
        self, service: Item, cast: SimpleNamespace, client: Client
    ) -> None:
        client.force_login(cast.manager)
        address = reverse("bia:responsibilitymatrix-create")
        typed = {"item": service.pk, "basis": "Contract X 2026", "backup": "nobody"}
        page = client.post(address, typed | {"start": "saas", "started": ""})
        assert page.status_code == 200
        form = page.context["form"]
        assert not form.errors
        assert form["basis"].value() == "Contract X 2026"
        assert str(form["item"].value()) == str(service.pk)
        assert form["backup"].value() == "nobody"
        assert form["patching"].value() == "provider"
        assert not ResponsibilityMatrix.objects.exists()
        assert "data-draft-restore" not in page.content.decode(), "an older draft wins nothing"

    def test_another_template_replaces_what_the_first_filled_in(
        self, service: Item, cast: SimpleNamespace, client: Client
    ) -> None:
        client.force_login(cast.manager)
        address = reverse("bia:responsibilitymatrix-create")
        filled, _hints = responsibilities.usual("saas")
        typed = filled | {"item": service.pk, "start": "iaas", "started": "saas"}
        form = client.post(address, typed).context["form"]
        wanted, _hints = responsibilities.usual("iaas")
        assert {name: form[name].value() for name in wanted} == wanted

    @pytest.mark.parametrize("asked", ["template=none", "item=x&template=paas", "item=99999999"])
    def test_unknown_template_or_service_is_an_empty_form(
        self, cast: SimpleNamespace, client: Client, asked: str
    ) -> None:
        client.force_login(cast.manager)
        address = reverse("bia:responsibilitymatrix-create")
        assert client.get(f"{address}?{asked}").status_code == 200

    def test_templates_name_known_areas_and_holders(self) -> None:
        assert set(responsibilities.templates()) == {"iaas", "paas", "saas"}
        for name in responsibilities.templates():
            filled, hints = responsibilities.usual(name)
            ResponsibilityMatrix(item_id=1, **filled).clean_fields(exclude=["item"])
            for area in Area.values:
                assert filled[area] in {"provider", "us", "shared"}
                assert filled[area] == "provider" or hints[f"{area}_ours"]

    def test_every_member_reads_it_and_the_risk_only_who_may(
        self,
        said: Say,
        cast: SimpleNamespace,
        client: Client,
        person: Callable[..., User],
    ) -> None:
        matrix = said(backup="nobody")
        code = Risk.objects.get().code
        client.force_login(cast.service_owner)
        assert code in client.get(matrix.get_absolute_url()).content.decode()
        client.force_login(person("crisis", "vendor_manager"))
        page = client.get(matrix.get_absolute_url())
        assert page.status_code == 200
        assert code not in page.content.decode()

    def test_function_shows_what_is_left_open_beneath_it(
        self,
        said: Say,
        service: Item,
        function: BusinessFunction,
        client: Client,
        cast: SimpleNamespace,
    ) -> None:
        put_beneath(service, function)
        client.force_login(cast.manager)
        page = client.get(function.get_absolute_url()).content.decode()
        assert "Nobody has said who does what." in page
        said(backup="nobody")
        page = client.get(function.get_absolute_url()).content.decode()
        assert "Left open with suppliers" in page
        said(backup="us")
        assert (
            "Left open with suppliers"
            not in client.get(function.get_absolute_url()).content.decode()
        )

    def test_list_counts_what_is_open(
        self, said: Say, cast: SimpleNamespace, client: Client
    ) -> None:
        said(backup="nobody", restore="")
        client.force_login(cast.auditor)
        page = client.get(reverse("bia:responsibilitymatrix-list"))
        assert {tab.name: tab.count for tab in page.context["views"]} == {
            "All": 1,
            "Nobody does it": 1,
            "Shared, undefined": 0,
            "Not said": 1,
        }


def test_the_owner_is_asked_to_say_it_and_to_rate_what_is_found(
    said: Say, service: Item, cast: SimpleNamespace, noon: datetime
) -> None:
    web = make_item("Web shop", at=noon)
    estate.add_dependency(dependent=web, provider=service, by=None, at=noon)
    assert [one.what for one in to_say_who_does_what(cast.service_owner)] == [
        "Who does what for “Payroll”?"
    ]
    said(backup="nobody")
    assert list(to_say_who_does_what(cast.service_owner)) == []
    risk = Risk.objects.get()
    (asked,) = to_rate(cast.service_owner)
    assert (asked.what, asked.url) == (f"Rate the risk “{risk}”", risk.get_absolute_url())
    Risk.objects.update(residual_rating=1)
    assert list(to_rate(cast.service_owner)) == []


def test_of_many_the_rest_is_counted_and_leads_to_the_list(
    cast: SimpleNamespace, noon: datetime, client: Client
) -> None:
    web = make_item("Web shop", at=noon)
    for number in range(5):
        bought = make_item(f"Service {number}", kind="vendor", owner=cast.service_owner, at=noon)
        estate.add_dependency(dependent=web, provider=bought, by=None, at=noon)
        make_risk(bought, at=noon)
    *_named, services = to_say_who_does_what(cast.service_owner)
    *named, risks_ = to_rate(cast.service_owner)
    assert services.what == "Say who does what for 2 more services"
    assert (len(named), risks_.what) == (3, "Rate 2 more risks")
    client.force_login(cast.service_owner)
    assert "Service 4" in client.get(services.url).content.decode()
    assert len(client.get(risks_.url).context["table"].paginated_rows) == 5
