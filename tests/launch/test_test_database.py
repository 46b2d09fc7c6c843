"""The database that each test process works on."""

import os
from pathlib import Path

import pytest
import redis
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection


@pytest.mark.django_db
def test_works_on_a_copy_of_its_own() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_database(), current_user, current_setting('fsync')")
        name, person, fsync = cursor.fetchone()
    assert name == f"test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    assert person == "continuity"
    assert fsync == "off"


@pytest.mark.django_db
def test_role_is_no_superuser() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)


@pytest.mark.django_db(transaction=True)
def test_committed_rows_are_gone_for_the_next_test_first() -> None:
    assert not ContentType.objects.filter(app_label="left").exists()
    ContentType.objects.create(app_label="left", model="behind")


@pytest.mark.django_db(transaction=True)
def test_committed_rows_are_gone_for_the_next_test_second() -> None:
    assert not ContentType.objects.filter(app_label="left").exists()
    ContentType.objects.create(app_label="left", model="behind")


@pytest.mark.django_db
def test_rows_of_migrations_outlive_tests_that_commit() -> None:
    assert ContentType.objects.filter(app_label="core").exists()


@pytest.mark.django_db
def test_letters_of_every_language_fold() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT lower('ÄÖÅŁŞ'), 'B' < 'a'")
        assert cursor.fetchone() == ("äöåłş", True)


def test_queue_answers_and_is_empty() -> None:
    with redis.Redis.from_url(settings.REDIS_URL) as queue:
        assert queue.ping()
        assert queue.dbsize() == 0


def test_files_are_kept_out_of_the_installation() -> None:
    assert Path(settings.DATA_DIR).is_relative_to(Path(os.environ["CONTINUITY_DATA"]))
    assert Path(settings.DATA_DIR).name != "var"
