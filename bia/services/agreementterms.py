"""What a recovery agreement may say: a time between both figures, or a gap borne until a date."""

from datetime import date

from django.utils.translation import gettext as _

from bia.choices import AgreementWay
from bia.models import RecoveryAgreement
from bia.services import bearing
from core.values import readable
from estate.models import Readiness


def objections(row: RecoveryAgreement, *, today: date) -> dict[str, str]:
    """Why the terms settle nothing, by field and with what to do; empty where they may be signed."""
    is_time = row.way == AgreementWay.TIME
    errors = _of_time(row) if is_time else _of_date(row.until, today)
    if not row.reason:
        errors["reason"] = _("Say why, for the other side.")
    return errors


def _of_time(row: RecoveryAgreement) -> dict[str, str]:
    said = {"wanted": readable(row.wanted), "offered": readable(row.offered)}
    if row.time is None:
        return {"time": _("Give the time both sides keep, such as %(wanted)s.") % said}
    if not row.wanted <= row.time <= row.offered:
        return {"time": _("Choose a time from %(wanted)s to %(offered)s.") % said}
    moves = {row.provider_id: row.time < row.offered, row.dependent.item_id: row.time > row.wanted}
    asked = [item for item, moved in moves.items() if moved]
    tight = Readiness.objects.filter(item__in=asked, item__function__isnull=False, mtd__lt=row.time)
    limit = tight.select_related("item").order_by("mtd").first()
    if limit is not None:
        sentence = _(
            "“%(function)s” may be down for %(mtd)s at most, its MTD. Choose %(mtd)s or sooner, or"
            " bear the gap until a date."
        )
        return {"time": sentence % {"function": limit.item, "mtd": readable(limit.mtd)}}
    return {}


def _of_date(until: date | None, today: date) -> dict[str, str]:
    said = bearing.objection(until, today)
    return {"until": said} if said else {}
