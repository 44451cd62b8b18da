"""The oracle's whole report: the analysis once more, as slowly and plainly as its specification reads."""

import unicodedata
from fractions import Fraction

from tests.roles.analysis.oracle_records import DEFAULTS, VIEWS, full_months, months_after
from tests.roles.analysis.oracle_together import Together

__all__ = ["DEFAULTS", "Oracle", "full_months", "months_after"]

CODES = [
    "core-cumulation-person",
    "core-cumulation-organisation",
    "core-vacancy",
    "role-overload-person",
    "role-dominance-organisation",
    "sole-carrier-organisation",
    "sole-carrier-person",
    "cross-network-load",
    "roles-unmapped",
    "cluster-gap",
    "cluster-imbalance",
    "role-vacancy",
    "network-level-vacancy",
    "organisations-without-role",
    "perspective-imbalance",
    "foundation-weak",
    "motive-dominant",
    "motive-neglected",
    "one-sided-member",
    "rotation-due",
    "mandate-missing",
    "mandate-expiring",
    "role-against-preference",
    "competence-gap",
    "check-in-overdue",
    "purpose-unclear",
    "purpose-unclear-to-many",
    "chair-dominance-organisation",
    "never-met",
    "unheard-member",
    "role-seen-elsewhere",
    "hidden-cumulation",
]


class Oracle(Together):
    """One network on one day."""

    def place(self, finding):
        code, severity, view, (kind, ident, name), *_rest, left_empty_until = finding
        if kind == "role":
            subject = (self.order.index(ident),)
        elif kind == "cluster":
            subject = (list(self.world.clusters).index(ident),)
        else:
            letters = unicodedata.normalize("NFKD", name.casefold())
            bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
            subject = (bare, int(ident) if kind == "person" else ident)
        severities = ("critical", "warning", "notice")
        place = severities.index(severity), CODES.index(code), VIEWS.index(view), subject
        return left_empty_until is not None, place

    def balance(self):
        readings = [reading for p in self.people if (reading := self.latest_reading(p)) is not None]
        if readings and Fraction(len(readings), len(self.people)) >= Fraction(1, 2):
            return {view: sum(Fraction(each[view]) for each in readings) / len(readings) for view in VIEWS}
        return self.motive_shares()

    def report(self):
        """The whole report, in plain values."""
        if not self.people:
            return self.nothing()
        indicators = self.indicators()
        scores = {}
        for view in VIEWS:
            measured = [value for value in indicators[view].values() if value is not None]
            scores[view] = 100 * sum(measured) / len(measured) if measured else None
        early = self.network.phase in ("explore", "share")
        severity = "notice" if early else "warning"
        self.cumulation()
        self.organisation_cumulation()
        self.cross_network()
        self.vacancies(early, indicators["organisation"]["participation"])
        self.cluster_imbalance()
        self.score_findings(severity, indicators, scores)
        self.motives_and_readings()
        self.mandate_findings(indicators["organisation"]["mandates"] is not None)
        self.personal_findings(indicators["individual"]["added_value"] is not None)
        self.together_findings(severity)
        empty = 4 - len(self.network.purpose)
        if empty:
            self.find("purpose-unclear", severity, "network", self.whole, (), empty, 0)
        return {
            "network": self.whole,
            "date": self.day,
            "counts": (
                len(self.people),
                len(self.orgs),
                len(self.holdings),
                len(self.filled),
                len(self.order),
            ),
            "findings": sorted(self.findings, key=self.place),
            "clusters": [
                (c, len(own), len(own & self.filled), sum(len(self.H[r]) for r in own))
                for c, own in self.own.items()
            ],
            "scores": scores,
            "indicators": [
                (view, [(name, None if value is None else 100 * value) for name, value in found.items()])
                for view, found in indicators.items()
            ],
            "balance": self.balance(),
        }

    def nothing(self):
        names = {
            "organisation": ["participation", "ownership", "policy", "stake", "mandates", "authority"],
            "individual": ["load", "spread", "voice", "fit", "added_value", "profile"],
            "network": ["purpose", "coverage", "cockpit", "playing_field", "rotation"],
        }
        return {
            "network": self.whole,
            "date": self.day,
            "counts": (0, 0, 0, 0, len(self.order)),
            "findings": [],
            "clusters": [(c, len(own), 0, 0) for c, own in self.own.items()],
            "scores": dict.fromkeys(VIEWS),
            "indicators": [(view, [(name, None) for name in names[view]]) for view in VIEWS],
            "balance": None,
        }
