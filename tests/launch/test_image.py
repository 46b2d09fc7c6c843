"""The container image and the compose file say the same as the code."""

import re
from typing import Any

import pytest
import yaml

from continuity.launch import bootstrap, places

COMPOSE: dict[str, Any] = yaml.safe_load((places.ROOT / "docker-compose.yml").read_text())
DOCKERFILE = (places.ROOT / "Dockerfile").read_text()
SETTINGS = (places.ROOT / "continuity" / "settings.py").read_text()
OURS = ("web", "worker", "beat", "migrate")


def test_every_program_runs_from_the_same_image() -> None:
    assert {COMPOSE["services"][name]["image"] for name in OURS} == {"continuity"}
    assert set(COMPOSE["services"]) == {*OURS, "postgres", "valkey"}


def test_programs_wait_for_the_migration_and_the_servers() -> None:
    for name in OURS[:3]:
        conditions = COMPOSE["services"][name]["depends_on"]
        assert conditions["migrate"]["condition"] == "service_completed_successfully"
        assert conditions["valkey"]["condition"] == "service_healthy"


@pytest.mark.parametrize("name", ["SECRET_KEY", "POSTGRES_PASSWORD", "SITE_URL"])
def test_refuses_to_start_without_what_only_people_know(name: str) -> None:
    text = (places.ROOT / "docker-compose.yml").read_text()
    assert f"${{{name}:?set {name}" in text
    assert f"${{{name}:-" not in text


def test_hands_over_only_what_the_settings_read() -> None:
    given = COMPOSE["services"]["web"]["environment"]
    assert [name for name in given if f'"{name}"' not in SETTINGS] == []


def test_image_holds_the_libraries_papers_need_and_gives_up_root() -> None:
    for package in bootstrap.LIBRARIES.values():
        assert re.search(rf"\s{re.escape(package)}\s", DOCKERFILE)
    assert "--require-hashes" in DOCKERFILE
    last_stage = DOCKERFILE.split("FROM ")[-1]
    assert "USER continuity" in last_stage


def test_pages_are_reached_through_a_proxy_only() -> None:
    assert [port.split(":")[0] for port in COMPOSE["services"]["web"]["ports"]] == ["127.0.0.1"]
    assert "ports" not in COMPOSE["services"]["postgres"]
    assert "ports" not in COMPOSE["services"]["valkey"]
