"""A shop with a procedure of every turn and an organisation, for tests of drawings."""

from __future__ import annotations

from handbooks import Content

CLAIM = """\
title: Claim
area: money
trigger: A customer asks for money back.
steps:
  - id: take-in
    step: Take the claim in
    by: [{who: clerk, note: writes it down}, {who: customer, note: signs}]
    accountable: clerk
    due: {within: 1}
    form: F-01
  - id: decide
    step: Decide on the claim
    by:
      - one_of: [{who: manager, note: up to EUR 500}, {who: director, note: above EUR 500}]
    due: {within: 2, of: take-in}
    decision:
      question: Is the claim justified?
      branches:
        - {when: "Yes", to: pay, text: The clerk is told., due: {within: 0, of: decide}}
        - {when: Not clear, to: take-in}
        - {when: "No", to: end, text: The clerk writes why.}
        - {when: It is a complaint, to: "procedure:complaint#hear"}
  - id: pay
    step: Pay and check
    by: [{who: clerk, note: pays}, {who: clerk, note: checks, another: true}]
    due: {every: month}
    calls: complaint
"""
COMPLAINT = """\
title: Complaint
area: money
document: {number: P-03}
steps:
  - {step: Listen, by: [clerk], due: {within: 0}}
  - {id: hear, step: Hear the customer, by: [clerk], due: {within: 1}}
"""
FILES: dict[str, Content] = {
    "mkdocs.yml": """\
        site_name: Shop
        extra: {handbook: {organisation: {name: The Shop}, languages: [en, nl]}}
        """,
    "roles/vocabulary/families.yml": "families: [{id: shop, title: Shop}]",
    "roles/vocabulary/areas.yml": "areas: [{id: money, title: Money}]",
    "roles/vocabulary/parties.yml": "parties: [{id: customer, title: customer}]",
    "roles/vocabulary/forms.yml": "forms: [{id: F-01, title: Claim form}]",
    "roles/clerk.yml": """\
        title: Clerk
        kind: company
        family: shop
        reports_to: [manager, {role: director, kind: functional}]
        """,
    "roles/manager.yml": """\
        title: Manager
        kind: company
        family: shop
        reports_to: [{one_of: [director, {text: the owner}]}]
        supervises: [{role: clerk, count: 3}]
        """,
    "roles/director.yml": "{title: Director, kind: company, family: shop}",
    "procedures/claim.yml": CLAIM,
    "procedures/complaint.yml": COMPLAINT,
}
POSITIONS = """\
positions:
  - {id: director, role: director, unit: top}
  - {id: manager-east, role: manager, unit: east, reports_to: [{position: director}]}
  - {id: manager-west, role: manager, unit: west, reports_to: [{position: director}]}
  - {id: clerk-east, role: clerk, unit: east, seats: 3}
  - {id: clerk-west, role: clerk, unit: west, seats: 3}
"""
UNITS = """\
units:
  - {id: top, title: Head office}
  - {id: east, title: Shop East, part_of: top}
  - {id: west, title: Shop West, part_of: top}
  - {id: lab, title: Laboratory, part_of: top}
"""
ORGANISED: dict[str, Content] = {
    "roles/organisation/positions.yml": POSITIONS,
    "roles/organisation/units.yml": UNITS,
}
