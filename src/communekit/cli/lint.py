"""`communekit lint` (检查方案): what a plan does that its author may not want."""

import json

from communekit.commission import Plans
from communekit.commission.lint import Severity, lint

from .words import say


def lint_plans(plans: Plans, *, as_json: bool, locale: str) -> tuple[str, bool]:
    """Return the findings on every version of a plan, as text or as JSON, and whether one is an error."""
    found = [(plan, finding) for plan in plans.versions for finding in lint(plan)]
    has_errors = any(finding.severity is Severity.ERROR for _, finding in found)
    if as_json:
        data = [
            {
                "plan": plan.name,
                "code": finding.code,
                "severity": finding.severity.value,
                "where": finding.where,
                "data": dict(finding.data),
                "text": finding.text(locale),
            }
            for plan, finding in found
        ]
        return json.dumps({"findings": data, "errors": has_errors}, ensure_ascii=False), has_errors
    if not found:
        return say("no_findings", locale), False
    return "\n".join(finding.line(locale) for _, finding in found), has_errors


__all__ = ["lint_plans"]
