"""An owner asks a colleague: who has an interview or a step of it, and how it comes back."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from bia.choices import ANSWERABLE, DelegationEnd
from bia.models import Answerer, Delegation, GuidedSession, Interview
from bia.services import invitations
from bia.services.sheet import STEPS
from core import accounts, links, notifications, services
from core.heads import approver_of
from core.models import User
from core.models.people import unit_and_below

NEARLY = 90.0
"""How much alike (of 100) two addresses are of which one may be mistyped."""
MOST = 12
"""How often one interview may change hands: a link must not be a way to write to everybody."""


def held_by(interview: Interview, person: User) -> Delegation | None:
    """What of an interview the person has from a colleague; the whole before a step."""
    rows = Delegation.objects.filter(interview=interview, to=person, ended_at=None)
    return rows.select_related("given_by").order_by("step").first()


def last_of(interview: Interview, person: User) -> Delegation | None:
    """What the person had of an interview last, open or not."""
    rows = Delegation.objects.filter(interview=interview, to=person).select_related("given_by")
    return rows.order_by("-pk").first()


def open_to(person: User) -> QuerySet[Interview]:
    """The interviews a person may open: what they may see, and what a colleague passed to them."""
    seen = Interview.objects.visible_to(person).values("pk")
    held = Delegation.objects.filter(to=person).exclude(ending=DelegationEnd.TAKEN)
    rows: QuerySet[Interview] = Interview.objects.filter(
        Q(pk__in=seen) | Q(pk__in=held.values("interview"))
    )
    return rows


def readable_by(person: User) -> QuerySet[Interview]:
    """The interviews whose answers a person may read: what they may see, and what they have now."""
    seen = Interview.objects.visible_to(person).values("pk")
    held = Delegation.objects.filter(to=person, ended_at=None).values("interview")
    rows: QuerySet[Interview] = Interview.objects.filter(Q(pk__in=seen) | Q(pk__in=held))
    return rows


def require_answering(interview: Interview, *, by: User) -> None:
    """Refuse whoever is neither asked nor allowed to answer."""
    if held_by(interview, by) is None and not is_asked(interview, by):
        services.require(by, "answer", interview)


def is_asked(interview: Interview, person: User) -> bool:
    """Whether the person is who was asked, or stands in for them: they alone hand in."""
    return person.stands_with(interview.owner_id or interview.submitted_by_id)


def require_handing_in(interview: Interview, *, by: User) -> None:
    """Refuse whoever only answers for the owner: a colleague, a manager, a coordinator."""
    if not is_asked(interview, by):
        raise PermissionDenied(cannot_hand_in(interview))


def cannot_hand_in(interview: Interview) -> str:
    """What is said to who answers for the owner and would hand in."""
    return _("%(owner)s hands it in, or who stands in for them. What you typed is kept.") % {
        "owner": interview.owner or _("Its owner")
    }


def note_answering(interview: Interview, *, by: User) -> None:
    """Keep that somebody puts answers in, for whomever: they approve none of it."""
    Answerer.objects.get_or_create(interview=interview, person=by)


def answerers(interview: Interview) -> set[int | None]:
    """Everybody who answered or could have: neither they nor their deputies approve."""
    return answerers_of([interview])[interview.pk]


def answerers_of(interviews: Iterable[Interview]) -> dict[int, set[int | None]]:
    """The same of each interview, by its id, in a constant number of queries."""
    found = {one.pk: {one.submitted_by_id, one.owner_id} for one in interviews}
    named = ((Delegation, "to"), (Answerer, "person"), (GuidedSession, "facilitator"))
    for model, person in named:
        rows = model.objects.filter(interview__in=found).values_list("interview", person)
        for interview, who in rows:
            found[interview].add(who)
    return found


def has_answered(interview: Interview, person: User) -> bool:
    """Whether the person, or somebody they stand in for, answered: they approve none of it."""
    return person.stands_with(*answerers(interview))


def answered_by(person: User) -> Q:
    """The interviews in whose `answerers` the person is, or somebody they stand in for."""
    side = person.stands_for
    return (
        Q(submitted_by__in=side)
        | Q(owner__in=side)
        | Q(pk__in=Delegation.objects.filter(to__in=side).values("interview"))
        | Q(pk__in=Answerer.objects.filter(person__in=side).values("interview"))
        | Q(pk__in=GuidedSession.objects.filter(facilitator__in=side).values("interview"))
    )


def rows_of(interview: Interview) -> list[Delegation]:
    """Whom the interview was passed to, the open ones first."""
    rows = interview.delegations.select_related("to", "given_by").order_by("ended_at", "pk")
    return sorted(rows, key=lambda row: row.ended_at is not None)


def out_of(interview: Interview, person: User) -> QuerySet[Delegation]:
    """What is with colleagues now, for the page of who passed it on or stands above them."""
    rows = Delegation.objects.filter(interview=interview, ended_at=None).exclude(to=person)
    if held_by(interview, person) is not None:
        rows = rows.filter(given_by=person)
    found: QuerySet[Delegation] = rows.select_related("to").order_by("pk")
    return found


def holders(interview: Interview, rows: Iterable[Delegation]) -> Iterator[tuple[User, str]]:
    """Who has what of an interview to answer now: the person and the step, empty for all of it."""
    held = [row for row in rows if row.ended_at is None]
    away = {(row.given_by_id, row.step) for row in held}
    if interview.owner is not None and not any(
        row.part_of_id is None and not row.step for row in held
    ):
        yield interview.owner, ""
    for row in held:
        if (row.to_id, row.step) not in away:
            yield row.to, row.step


def colleagues(interview: Interview, *, by: User) -> QuerySet[User]:
    """The people offered: of the function's unit, of all below it and beside it."""
    unit = interview.function.item.unit
    approver = approver_of(unit, but={interview.owner_id})
    near = unit_and_below({unit.parent_id or unit.pk}) if unit else set()
    rows: QuerySet[User] = User.objects.filter(is_active=True, unit__in=near)
    out = [pk for pk in (by.pk, interview.owner_id, approver.pk if approver else None) if pk]
    offered: QuerySet[User] = rows.exclude(pk__in=out).order_by("name")
    return offered


@transaction.atomic
def give(
    interview: Interview,
    *,
    to: User | None,
    by: User,
    at: datetime,
    step: str = "",
    name: str = "",
    email: str = "",
    is_new: bool = False,
    note: str = "",
) -> Delegation:
    """Pass an interview or a step on; the colleague gets a link that opens just this.

    Without `to` the person is found by `email`, or made where `is_new` says that nobody known is
    meant. Raises ValidationError (code "new" where it must be said), PermissionDenied.
    """
    require_answering(interview, by=by)
    interview = Interview.objects.select_for_update(of=("self",)).get(pk=interview.pk)
    if interview.state not in ANSWERABLE:
        raise ValidationError(_("This interview has been handed in already."))
    if step and step not in STEPS[:-1]:
        raise ValidationError({"step": _("Choose one from the list.")})
    held = held_by(interview, by)
    if held and held.step and step != held.step:
        raise ValidationError({"step": _("You were asked about one step; pass on that one.")})
    person = to or _named(interview, name=name, email=email, is_new=is_new, by=by, at=at)
    _refuse(interview, person, held, by=by)
    made = Delegation(
        interview=interview, step=step, part_of=held, given_by=by, to=person, note=note.strip()
    )
    made.given_at = at
    made.full_clean()
    with services.why(by=by):
        made.save()
    invitations.ask_colleague(made, at=at)
    return made


def _named(
    interview: Interview, *, name: str, email: str, is_new: bool, by: User, at: datetime
) -> User:
    """The person of an address, made without a login where there is none."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        said = _("Choose a colleague, or type a name and an e-mail address.")
        if address:
            said = _("This is no e-mail address. Type it like name@example.org.")
        raise ValidationError({"email": said}) from None
    known: User | None = User.objects.filter(email__iexact=address).first()
    if known is not None:
        return known
    if not name.strip():
        raise ValidationError({"name": _("Who is it? Type the name too.")})
    if not is_new:
        raise ValidationError({"email": ValidationError(_unknown(name, address), code="new")})
    made = User(name=name.strip()[:200], email=address, unit=interview.function.item.unit)
    why = _("Asked to answer about “%(function)s”") % {"function": interview.function}
    with services.why(by=by, reason=why):
        return accounts.save_person(made, by=None, at=at)


def _unknown(name: str, address: str) -> str:
    said = _("Nobody here has this address. %(name)s is new: the link goes to %(address)s.")
    return said % {"name": name.strip(), "address": address}


def meant(interview: Interview, email: str, *, by: User) -> User | None:
    """Who may be meant by an address nobody has: somebody known whose address is nearly that.

    Whoever is no member is told only of those who are offered anyway.
    """
    known: QuerySet[User] = User.objects.filter(is_active=True)
    people = known if by.access.is_member else colleagues(interview, by=by)
    by_address = {person.email.lower(): person for person in people.exclude(pk=by.pk)}
    found = process.extractOne(
        email.strip().lower(), list(by_address), scorer=fuzz.ratio, score_cutoff=NEARLY
    )
    return by_address[found[0]] if found else None


def _refuse(interview: Interview, person: User, held: Delegation | None, *, by: User) -> None:
    """Refuse circles, who has it already, and who approves."""
    who = {"person": person, "owner": interview.owner}
    if not person.is_active:
        raise ValidationError(_("%(person)s is not here any more. Choose somebody else.") % who)
    if person.pk == by.pk:
        raise ValidationError(_("That is you. Choose somebody else."))
    if person.pk == interview.owner_id:
        said = _("%(owner)s was asked first. Hand it back instead of passing it on.")
        raise ValidationError(said % who)
    if held is not None and person.pk in {row.given_by_id for row in _line(held)}:
        said = _("%(person)s has passed it on already: it would go round in a circle.")
        raise ValidationError(said % who)
    if held_by(interview, person) is not None:
        raise ValidationError(_("%(person)s is being asked about this already.") % who)
    if approver_of(interview.function.item.unit, but={interview.owner_id}) == person:
        said = _("%(person)s approves these answers, so somebody else must give them.")
        raise ValidationError(said % who)
    if Delegation.objects.filter(interview=interview).count() >= MOST:
        said = _("This has changed hands %(most)s times. Answer it, or ask who runs the campaign.")
        raise ValidationError(said % {"most": MOST})


def _line(row: Delegation) -> Iterator[Delegation]:
    """A delegation and those it came through."""
    at: Delegation | None = row
    while at is not None:
        yield at
        at = at.part_of


@transaction.atomic
def take_back(row: Delegation, *, by: User, at: datetime) -> None:
    """Take back what was passed on, with what was passed on from there; their links close."""
    if by.pk != row.given_by_id and not is_asked(row.interview, by):
        services.require(by, "answer", row.interview)
    with services.why(by=by):
        _end(row, DelegationEnd.TAKEN, at=at)


def take_back_from(interview: Interview, *, delegation: int, by: User, at: datetime) -> None:
    """Take back what was passed on, named by its id. Raises ValidationError, PermissionDenied."""
    require_answering(interview, by=by)
    row = Delegation.objects.filter(interview=interview, pk=delegation, ended_at=None).first()
    if row is None:
        raise ValidationError({"delegation": _("Nobody has this now. Read who has what.")})
    take_back(row, by=by, at=at)


@transaction.atomic
def hand_back(interview: Interview, *, by: User, at: datetime) -> Delegation:
    """The colleague is done: who passed it on reads it over. Raises PermissionDenied."""
    row = held_by(interview, by)
    if row is None:
        raise PermissionDenied(_("You are not asked about this any more."))
    with services.why(by=by):
        _end(row, DelegationEnd.BACK, at=at)
    invitations.tell_answered(row, at=at)
    notifications.notify(
        person=row.given_by,
        key=f"bia.delegation.back.{row.pk}",
        text=_("%(person)s has answered about “%(function)s” for you.")
        % {"person": by, "function": interview.function},
        url=interview.get_absolute_url(),
        subject=interview,
        at=at,
        mail=False,
    )
    return row


def end_all(interview: Interview, *, at: datetime, to: User | None = None) -> None:
    """Nobody, or a person, answers for the owner any more."""
    rows = Delegation.objects.filter(interview=interview, ended_at=None)
    for row in rows.filter(to=to) if to is not None else rows:
        row.ended_at, row.ending = at, DelegationEnd.OVER
        row.save(update_fields=["ended_at", "ending", "updated_at"])


def _end(row: Delegation, how: DelegationEnd, *, at: datetime) -> None:
    if row.ended_at is not None:
        return
    for below in row.passed_on.filter(ended_at=None):
        _end(below, DelegationEnd.TAKEN, at=at)
    row.ended_at, row.ending = at, how
    row.save(update_fields=["ended_at", "ending", "updated_at"])
    if how == DelegationEnd.TAKEN and held_by(row.interview, row.to) is None:
        links.revoke(subject=row.interview, at=at, person=row.to)
