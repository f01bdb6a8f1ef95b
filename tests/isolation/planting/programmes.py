"""A place in a programme with an accepted agreement and feedback; a training card with units bought by a code.

The programme is the vendor's and read by every customer, so it has no mark: `offer` makes it. The place is given
without counting it, as how many are left is every customer's to read.
"""

from datetime import date

from entitlements.programmes import applying, cards, codes, taking_part, writing
from entitlements.programmes.models import Application, DiscountCode, Programme
from entitlements.programmes.taking_part import Said
from tests import factories as make
from tests.isolation.moments import WEDNESDAY
from tests.programmes.scene import draft, wish


def offer(code):
    """A programme of this product with a build, once."""
    title = f"Beta of {code}"
    if Programme.objects.filter(title=title).exists():
        return
    by = make.staff("product_manager")
    made = writing.keep(draft(title=title, product=make.product(code)), by, at=WEDNESDAY)
    writing.write_agreement(made, "Test data only.", by, WEDNESDAY)
    writing.publish(made, by, WEDNESDAY)
    writing.give_build(made, f"{code}-B1", "", by, WEDNESDAY)


def plant(company):
    offer(company.product.code)
    customer, contact, said = company.customer, company.contact, company.said
    found = Programme.objects.get(title=f"Beta of {company.product.code}")
    asked = wish(found, customer, contact, interest=f"We try it.{said}", environment=f"Two sites.{said}")
    made = applying.apply(asked, WEDNESDAY).application
    made.statements.update(note=f"Since spring.{said}")
    by, state = make.staff("product_manager"), Application.State.ACCEPTED
    Application.objects.filter(pk=made.pk).update(
        state=state, decided_by=by, decided_at=WEDNESDAY, reason=f"A large site.{said}"
    )
    made.refresh_from_db()
    taking_part.accept_agreement(made, taking_part.in_force(made), company.manager, WEDNESDAY)
    build = found.builds.get()
    taking_part.give_feedback(
        made, Said(build=build, severity=3, text=f"Labels are small.{said}"), contact, WEDNESDAY
    )
    owner = make.staff("account_owner")
    codes.follow(customer, WEDNESDAY)
    card = cards.issue(customer, f"EA {company.product.code}{said}", date(2027, 12, 31), owner, WEDNESDAY)
    code = DiscountCode.objects.get(customer=customer).code
    cards.buy(card, 40, owner, code, note=f"Year-end course{said}", at=WEDNESDAY)
    if said:  # a code has 20 characters: the mark alone
        DiscountCode.objects.filter(customer=customer).update(code=f"EDU-{said[-12:]}")
