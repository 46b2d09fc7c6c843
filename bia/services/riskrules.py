"""Which changes call for a review, as the organisation has set it; the usual where it has not."""

from dataclasses import dataclass

from bia.choices import RuleKind
from bia.models import RiskRule

USUAL = {RuleKind.ADDED: 1, RuleKind.RETIRED: 1, RuleKind.MOVED: 1, RuleKind.IMPORT: 50}


@dataclass(frozen=True)
class Rules:
    """The rules that count, each with its limit."""

    limits: dict[str, int]

    def counts(self, kind: str) -> bool:
        """Whether changes of this kind call for a review at all."""
        return kind in self.limits

    def critical(self, kind: str, tier: int | None) -> bool:
        """Whether an item of this criticality is critical enough; one nobody rated is not."""
        return kind in self.limits and tier is not None and tier <= self.limits[kind]


def read() -> Rules:
    """The rules in force; without a row of its own a kind counts with its usual limit."""
    stored = {rule.kind: rule for rule in RiskRule.objects.all()}
    limits = {}
    for kind in RuleKind:
        rule = stored.get(kind)
        if rule is None or rule.is_on:
            given = rule.threshold if rule is not None else None
            limits[kind.value] = given if given is not None else USUAL.get(kind, 0)
    return Rules(limits)
