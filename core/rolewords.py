"""Roles in words: what a role lets its holder do, and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from core.models import Grant
from core.permissions import BUSINESS, ROLES, Role

VERBS: dict[str, str | Promise] = {
    "*": lazy("everything"),
    "view": lazy("read"),
    "add": lazy("add"),
    "change": lazy("change"),
    "delete": lazy("delete"),
    "retire": lazy("retire"),
    "send": lazy("send"),
    "start": lazy("start"),
    "close": lazy("close"),
    "remind": lazy("remind"),
    "return": lazy("return"),
    "withdraw": lazy("withdraw"),
    "submit": lazy("submit"),
    "import": lazy("import"),
    "map": lazy("map"),
    "answer": lazy("answer"),
    "sign": lazy("sign"),
    "record": lazy("record results"),
    "check": lazy("check"),
    "cancel": lazy("cancel"),
    "run": lazy("run"),
    "approve": lazy("approve"),
    "accept": lazy("accept"),
    "review": lazy("review"),
    "export": lazy("export"),
}
MODULES: dict[str, str | Promise] = {
    "core": lazy("people, units and settings"),
    "estate": lazy("assets and dependencies"),
    "bia": lazy("business impact analysis and risks"),
    "vendors": lazy("vendors"),
    "protection": lazy("data protection"),
    "strategy": lazy("strategies"),
    "recovery": lazy("plans and runbooks"),
    "incidents": lazy("incidents and events"),
    "testing": lazy("exercises and tests"),
    "governance": lazy("governance"),
}


@dataclass(frozen=True)
class Held:
    """A role somebody holds, in words."""

    role: str
    where: str
    until: Any
    lines: tuple[str, ...]
    grant: Grant


def where(role: Role, unit: object | None) -> str:
    """Where a role holds."""
    if role.owned:
        return _("for what you own") if unit is None else _("for what you own in %s") % unit
    if unit is None:
        return _("for the whole organisation")
    return _("for %s and below") % unit


def roles_of(grants: Iterable[Grant]) -> list[Held]:
    """Grants in words."""
    return [
        Held(
            str(ROLES[grant.role].label),
            where(ROLES[grant.role], grant.unit),
            grant.until,
            lines(ROLES[grant.role]),
            grant,
        )
        for grant in grants
        if grant.role in ROLES
    ]


def lines(role: Role) -> tuple[str, ...]:
    """What a role grants, a sentence for each line of the table of roles."""
    return tuple(_sentence(actions, models) for actions, models in role.may)


def _sentence(actions: str, models: str) -> str:
    verbs = [str(VERBS.get(action, action)) for action in actions.split()]
    return _("%(verbs)s: %(things)s") % {
        "verbs": capfirst(_listed(verbs)),
        "things": _things(models),
    }


def _things(models: str) -> str:
    if models == BUSINESS:
        return _("the whole programme")
    if models.startswith(BUSINESS):
        rest = models.removeprefix(BUSINESS).split()
        return _("the whole programme, %s") % _listed([_thing(pattern) for pattern in rest])
    return _listed([_thing(pattern) for pattern in models.split()])


def _thing(pattern: str) -> str:
    module, _dot, model = pattern.partition(".")
    if model == "*":
        return str(MODULES.get(module, module))
    name = model.rstrip("*")
    found = [
        one for one in apps.get_app_config(module).get_models() if one._meta.model_name == name
    ]
    return str(found[0]._meta.verbose_name_plural) if found else name


def _listed(words: list[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}
