"""The generic pages with made-up rows, without database."""

import re

import pytest
from django import forms
from django.template.loader import get_template

from tests.browser import stage


class Versioned(forms.Form):
    """A form that carries the version its record was read at."""

    name = forms.CharField()
    version = forms.IntegerField(widget=forms.HiddenInput)


@pytest.mark.parametrize("name", stage.PAGES)
def test_page_has_one_heading_and_no_name_twice(name: str) -> None:
    drawn = stage.render(name)
    assert len(re.findall(r"<h1[ >]", drawn)) == 1
    ids = re.findall(r'\sid="([^"]+)"', re.sub(r"<template.*?</template>", "", drawn, flags=re.S))
    assert sorted(ids) == sorted(set(ids))
    assert name == "components" or ">None<" not in drawn


def test_frame_shows_who_looks_and_not_whom_the_page_is_about() -> None:
    about_bram = stage.around() | stage.detail() | {"user": "Bram Jansen"}
    drawn = get_template("core/object_detail.html").render(about_bram)
    assert "Ingrid Vos, account" in drawn
    assert "Bram Jansen" not in drawn


def test_fragment_is_the_content_alone() -> None:
    asked = stage.request()
    asked.htmx = True  # type: ignore[attr-defined]
    shown = stage.around() | stage.function_list() | {"request": asked}
    drawn = get_template("core/object_list.html").render(shown)
    assert "<html" not in drawn
    assert 'id="results"' in drawn


def test_boxes_stand_before_rows_only_where_rows_can_be_chosen() -> None:
    assert 'name="selected"' in stage.render("list-selectable")
    assert 'name="selected"' not in stage.render("list")


def test_sorted_column_says_so_and_its_link_turns_it_round() -> None:
    drawn = stage.render("list")
    assert drawn.count('aria-sort="descending"') == 1
    assert re.search(r'href="[^"]*sort=state[^"]*">State', drawn)


def test_empty_list_says_what_belongs_there_and_an_empty_search_what_to_lift() -> None:
    empty = stage.render("list-empty")
    assert "No functions yet" in empty
    assert "Add the first function" in empty
    assert 'role="search"' not in empty.split('id="content"')[1].split('id="results"')[0]
    nothing = stage.render("list-nothing")
    assert "No functions match" in nothing
    assert "Lift a filter" in nothing


def test_export_and_import_are_offered_only_where_they_can_be() -> None:
    shown = stage.around() | stage.function_list() | {"can_import": False, "can_add": False}
    drawn = get_template("core/object_list.html").render(shown)
    assert "Import" not in drawn
    assert "New function" not in drawn
    assert "XLSX" in drawn


def test_refused_import_offers_no_writing() -> None:
    drawn = stage.render("import-result")
    assert "One row cannot be taken as it is." in drawn
    assert "Import 2 rows" not in drawn
    accepted = stage.dry_run()
    accepted["result"].refused = []
    clean = get_template("core/object_import.html").render(stage.around() | accepted)
    assert "Import 2 rows" in clean
    assert '<input type="hidden" name="name" value="Name">' in clean


def test_blocked_deletion_cannot_be_sent() -> None:
    assert "<form" not in stage.render("blocked-delete").split("<h1")[1].split("</main>")[0]
    assert "Delete this function" in stage.render("confirm-delete")


def test_form_keeps_the_version_it_was_read_at() -> None:
    form = Versioned({"name": "a", "version": "3"})
    drawn = get_template("core/object_form.html").render(
        stage.around() | stage.form_page(form=form)
    )
    assert '<input type="hidden" name="version" value="3"' in drawn
