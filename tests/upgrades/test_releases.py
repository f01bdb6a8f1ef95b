"""R22.1: the releases and incidents that an upgrade meets between its two versions."""

import pytest

from entitlements.downloads import publishing
from entitlements.downloads.models.releases import Kind
from entitlements.readers import Reader
from tests import factories as make
from tests.desk.pages import signed_in
from tests.upgrades.scene import AFTER_CALL, AT, RESULTS, fresh, scene
from tickets import closing
from tickets.advisory.upgrades import calls, collected
from tickets.advisory.upgrades.refusals import NotAvailable

pytestmark = pytest.mark.django_db


@pytest.fixture
def on():
    return scene()


def written(on, version, code, **changes):
    words = {
        "code": code,
        "product": version.product,
        "version": version,
        "kind": Kind.RELEASE_NOTES,
        "title_en": f"What {code} brings",
        "notes_en": "Read it.",
    }
    return publishing.write(publishing.Draft(**words | changes), publisher(), AT)


def published(on, version, code, **changes):
    return publishing.publish(written(on, version, code, **changes), publisher(), at=AT)


def publisher():
    return make.staff("publisher")


def met(made):
    return [each.code for each in collected.collect(fresh(made), Reader(is_staff=True)).releases]


def test_r22_1_releases_of_the_versions_after_the_first_up_to_the_second_are_met(on):
    product = on.system.product
    made = on.plan()
    published(on, on.versions["12.1"], "LGF-12.1-0001")
    published(on, make.version(product, "12.2"), "LGF-12.2-0001")
    published(on, on.versions["13.0"], "LGF-13.0-0001")
    published(on, make.version(product, "14.0"), "LGF-14.0-0001")
    published(on, make.version(make.product("FMP"), "13.0"), "FMP-13.0-0001")
    assert met(made) == ["LGF-13.0-0001", "LGF-12.2-0001"]


def test_r22_1_a_draft_and_what_is_for_others_are_not_met(on):
    made = on.plan()
    version = on.versions["13.0"]
    written(on, version, "LGF-DRAFT")
    published(on, version, "LGF-OTHERS", generally_available=False, customers=[make.customer()])
    published(on, version, "LGF-HERS", generally_available=False, customers=[on.customer])
    assert met(made) == ["LGF-HERS"]


def test_r22_1_what_was_met_at_the_call_is_kept_with_its_releases(on):
    made = on.plan()
    published(on, on.versions["13.0"], "LGF-13.0-0001")
    on.book(made)
    done = calls.complete(made, RESULTS, "", on.advisor, AFTER_CALL)
    published(on, on.versions["13.0"], "LGF-13.0-0002")
    assert [each["code"] for each in done.found["releases"]] == ["LGF-13.0-0001"]
    assert met(made) == ["LGF-13.0-0002", "LGF-13.0-0001"]


def test_r22_1_open_incidents_of_the_product_alone_are_met(on):
    made = on.plan()
    other = make.product("FMP")
    make.line(on.customer, other, "XTE")
    make.incident(on.customer, other, at=AT, contact=on.contact)
    closed = make.incident(on.customer, on.system.product, at=AT, contact=on.contact)
    closing.withdraw(closed, on.contact, at=AT)
    mine = make.incident(on.customer, on.system.product, at=AT, contact=on.contact)
    assert collected.collect(fresh(made), Reader(is_staff=True)).incidents == [mine]


def test_r2_3_a_version_that_is_not_generally_available_is_offered_to_who_is_named_for_it_alone(on):
    beta = make.version(on.system.product, "14 beta", generally_available=False)
    on.versions["14 beta"] = beta
    with pytest.raises(NotAvailable) as refused:
        on.plan(to="14 beta")
    assert (str(refused.value), refused.value.field) == (
        "Ledgerkant Finance 14 beta is not generally available. Contact Xtreme Support.",
        "to_version",
    )
    page = "/upgrades/new/"
    assert "14 beta" not in signed_in(on.contact).get(page).text
    published(on, beta, "LGF-14-B1", generally_available=False, customers=[on.customer])
    assert "14 beta" in signed_in(on.contact).get(page).text
    assert on.plan(to="14 beta").to_version == beta
