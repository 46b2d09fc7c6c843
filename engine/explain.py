"""Why, in a sentence: one table of codes, so that another language is another table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

SENTENCES: dict[str, str] = {
    "no objective": "No objective: neither an agreed RTO nor an MTD is known.",
    "no tolerance": "{category} is intolerable within the first band: ask for finer bands.",
    "agreed looser": "The agreed RTO of {agreed} is later than the {derived} that the MTD leaves:"
    " a gap until one of both is changed.",
    "wrt not asked": "The work after systems are back was not asked: the whole MTD is left for it.",
    "wrt too long": "Work after systems are back ({wrt}) is not below the MTD ({mtd}).",
    "not affected": "This loss does not reach it.",
    "never affected": "No planned scenario reaches it.",
    "rests on nothing": "Nothing it rests on is known, so nobody can say when it is back.",
    "held end to end": "Measured end to end at {hours}, needed in {need} ({source}).",
    "held in parts": "Every item on the binding chain is freshly measured: {hours}, needed in"
    " {need}.",
    "proof over need": "Proven recovery takes {hours}, needed in {need}.",
    "claim over need": "Stated recovery takes {hours}, needed in {need}, and nothing proves less.",
    "evidence over need": "Measured and stated times together take {hours}, needed in {need}.",
    "nothing left": "Nothing is left of the {hours} of {function} after the steps above it: the"
    " gap is the chain of {items}.",
    "claimed": "{hours} by measured and stated times is within the {need} needed, but not proven:"
    " no measurement that serves this scenario for {items}.",
    "assumed": "{items} stand on an assumed default time.",
    "stale": "Proof of {items} was taken before a material change beneath it.",
    "expired": "Proof of {items} is past its age limit.",
    "undated": "Proof of {items} has no date.",
    "missing": "No recovery time is known for {items}.",
    "waits": "{items} wait for each other through a redundancy group: none can start first.",
    "beyond bands": "Recovery takes {hours}; impact beyond {limit} was not asked.",
    "workaround credited": "Goes on by hand for {hours} at {capacity} of capacity.",
    "workaround below minimum": "Capacity by hand ({capacity}) is below the minimum level"
    " ({minimum}).",
    "workaround minimum unknown": "The minimum level is not asked, so the workaround cannot be"
    " credited.",
    "workaround not rehearsed": "The workaround has no rehearsal in date.",
    "workaround not staffed": "The workaround is not staffed.",
    "copy outside": "{copy} stands in {country}, and only {allowed} are allowed.",
    "copy country unknown": "Nobody states the country of {items}: ask where they stand.",
    "copies resident": "Every copy stands in {allowed}.",
    "point not consistent": "Points are {consistency}-consistent and {needed}-consistent ones are"
    " needed: none of them counts.",
    "loss on site": "A failure just before a job ends loses the interval of {interval} and the job"
    " of {job}.",
    "loss off site": "With the site lost, the interval of {interval}, the job of {job} and the"
    " {offsite} until the copy is complete are lost.",
    "no copy off site": "No copy is off the lost site: plan an off-site or immutable copy.",
    "copies counted": "{found} copies with production; {needed} are asked.",
    "media counted": "{found} kinds of media; {needed} are asked.",
    "off-site counted": "{found} copies off the primary site; {needed} is asked.",
    "immutable counted": "{found} copies in compliance mode or offline; {needed} is asked.",
    "restore not tested": "No restore test is recorded: run one and record its errors.",
    "restore test out of date": "The restore test of {on} is not within the last {limit}: run one.",
    "restore tested": "The restore test of {on} found no error.",
    "restore test failed": "The restore test of {on} found errors ({errors}): mend them and test"
    " again.",
    "lock too short": "A lock of {lock} ends before the {needed} that detection, decision and"
    " restore take: extend it.",
    "lock too long": "A lock of {lock} keeps data beyond the {lawful} that are lawful: shorten it"
    " for new copies.",
    "lock can be lifted": "Only compliance mode cannot be lifted by anyone: use it, or keep a copy"
    " offline.",
    "lock holds": "A lock of {lock} outlasts the {needed} needed and stays within the {lawful} that"
    " are lawful.",
    "path over limit": "The {measure} is {found}; {profile} asks for {limit}.",
    "path within limits": "Everything measured is within the limits of {profile}.",
    "path not measured": "{profile} also limits {items}: measure before relying on it.",
    "writes too slow": "Each write waits {added} longer; the application bears {bearable}.",
    "loss may be borne": "Some data loss may be borne, so writes need not wait for the other side.",
    "nearer copy first": "No data may be lost: replicate synchronously to a nearer site, and from"
    " there asynchronously, or agree a data loss.",
    "transfer too slow": "A transfer takes {transfer} and the interval is {interval}: the lag grows"
    " for ever. Add bandwidth or send less.",
    "transfer in time": "A transfer takes {transfer} of the interval of {interval}.",
    "replication only": "Replication is not backup: it copies what an attack does. Plan a backup"
    " that cannot be altered.",
    "backups can be altered": "No backup is in compliance mode or offline: an attacker with every"
    " right removes them all.",
    "backup outlives attack": "At least one backup cannot be altered by anyone.",
}


class AtLeast(float):
    """Hours that are a lower bound."""


def hours(value: float | None) -> str:
    """Hours as people say them.

    >>> hours(0.25), hours(4), hours(36), hours(72), hours(None)
    ('15 min', '4 h', '36 h', '3 days', 'unknown')
    """
    if value is None:
        return "unknown"
    if value < 1:
        return f"{value * 60:.3g} min"
    if value >= 48 and value % 24 == 0:
        return f"{value / 24:g} days"
    return f"{value:.4g} h"


def names(ids: Iterable[str], most: int = 5) -> str:
    """Ids in a sentence, the rest counted.

    >>> names(["a", "b"]), names("abcdefg")
    ('a and b', 'a, b, c, d, e and 2 more')
    """
    every = list(ids)
    shown = every[:most]
    if len(every) > most:
        return f"{', '.join(shown)} and {len(every) - most} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def sentence(code: str, values: Mapping[str, object]) -> str:
    """The English sentence of a reason.

    >>> sentence("missing", {"items": ("dns", "vault")})
    'No recovery time is known for dns and vault.'
    """
    return SENTENCES[code].format_map({key: _said(value) for key, value in values.items()})


def _said(value: object) -> str:
    if value is None or isinstance(value, (int, float)):
        return f"≥ {hours(value)}" if isinstance(value, AtLeast) else hours(value)
    if isinstance(value, (tuple, list)):
        return names([str(item) for item in value])
    return str(value)
