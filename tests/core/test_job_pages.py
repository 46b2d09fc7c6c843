"""What people see of work that takes time."""

from datetime import timedelta
from types import SimpleNamespace

from django.test import Client
from django.utils import timezone

from bia.models import BusinessFunction
from core import jobs
from core.jobwords import counted
from core.models import Job, Notification, User
from estate.models import Item
from tests.core.workers import rolled_back


@rolled_back
def test_a_job_is_read_by_its_starter_and_by_those_who_read_all(
    client: Client, cast: SimpleNamespace
) -> None:
    job = jobs.start("test.any", key="x", by=cast.coordinator)
    for reader, status in ((cast.coordinator, 200), (cast.administrator, 200), (cast.head, 404)):
        client.force_login(reader)
        for path in ("", "part/"):
            assert client.get(f"/jobs/{job.pk}/{path}").status_code == status
        listed = client.get("/jobs/").content.decode()
        assert (f"/jobs/{job.pk}/" in listed) is (status == 200)


@rolled_back
def test_page_asks_again_until_it_is_over(client: Client, cast: SimpleNamespace) -> None:
    client.force_login(cast.manager)
    job = jobs.start("test.any", key="x", title="Board report", by=cast.manager)
    part = f"/jobs/{job.pk}/part/"
    assert "every 2s" in client.get(part).content.decode()
    Job.objects.filter(pk=job.pk).update(state="done", result_url="/unit/")
    over = client.get(part).content.decode()
    assert "every 2s" not in over
    assert "Open the result" in over


@rolled_back
def test_a_result_is_offered_to_who_may_open_it(
    client: Client, cast: SimpleNamespace, units: SimpleNamespace
) -> None:
    job = jobs.start("test.any", key="x", by=cast.manager)

    def offered(url: str, reader: User) -> bool:
        Job.objects.filter(pk=job.pk).update(state="done", result_url=url)
        client.force_login(reader)
        return "Open the result" in client.get(f"/jobs/{job.pk}/").content.decode()

    made = BusinessFunction.objects.create(
        item=Item.objects.create(name="Pay claims", kind="function", unit=units.claims)
    )
    for url, by_administrator in (
        (made.get_absolute_url(), False),
        (units.claims.get_absolute_url(), True),
        ("/reports/any/", False),
    ):
        assert offered(url, cast.administrator) is by_administrator
    assert offered(made.get_absolute_url(), cast.manager)
    assert not offered("/bia/businessfunction/999999/", cast.manager)


@rolled_back
def test_stop_and_start_again_by_button(client: Client, cast: SimpleNamespace) -> None:
    client.force_login(cast.manager)
    job = jobs.start("test.any", key="x", by=cast.manager)
    assert (
        "every 2s"
        not in client.post(f"/jobs/{job.pk}/stop/", headers={"HX-Request": "true"}).content.decode()
    )
    client.post(f"/jobs/{job.pk}/again/")
    assert Job.objects.get(key="x", state="queued").pk != job.pk


@rolled_back
def test_opening_the_job_reads_what_was_told_of_it(client: Client, cast: SimpleNamespace) -> None:
    client.force_login(cast.manager)
    job = jobs.start("test.any", key="x", by=cast.manager)
    jobs.tell_starter(job, "done", at=timezone.now(), mail=False)
    client.get(f"/jobs/{job.pk}/")
    assert Notification.objects.get().read_at


@rolled_back
def test_time_left_is_said_once_it_is_known() -> None:
    now = timezone.now()
    job = Job(state="running", total=10000, done=6400, started_at=now - timedelta(seconds=36))
    assert counted(job, at=now) == "6,400 of 10,000 · about 20 s left"
    job.done = 0
    assert counted(job, at=now) == "0 of 10,000"
