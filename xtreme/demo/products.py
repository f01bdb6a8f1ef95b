"""The component systems and their versions (DEMO.md, 3)."""

from subscriptions.models import Product, ProductVersion
from xtreme.demo.moments import Now

# code: name, versions, whether severity 1 is supported outside office hours
PRODUCTS: dict[str, tuple[str, tuple[str, ...], bool]] = {
    "LGF": ("Ledgerkant Finance", ("12.0", "12.1", "13.0"), True),
    "FMP": ("Formsmed Production", ("9.4", "10.0"), True),
    "STH": ("Stakhus Warehouse", ("7.2", "8.0"), True),
    "LNT": ("Løntråd Payroll", ("2026.1", "2026.2"), True),
    "ORV": ("Ordrevej Distribution", ("5.6", "6.0"), True),
    "VDL": ("Vedlige Maintenance", ("4.1",), True),
    "KNB": ("Knudebro Integration", ("3.3", "3.4"), True),
    "TLB": ("Tallebord Analytics", ("2.0",), False),
}
FOR_NAMED_CUSTOMERS = (("STH", "9 beta"),)


def fill(now: Now) -> None:
    """The products and versions that are not there yet."""
    for code, (name, versions, after_hours) in PRODUCTS.items():
        product, _new = Product.objects.get_or_create(
            code=code, defaults={"name": name, "after_hours_supported": after_hours}
        )
        for version in versions:
            ProductVersion.objects.get_or_create(product=product, name=version)
    for code, version in FOR_NAMED_CUSTOMERS:
        ProductVersion.objects.get_or_create(
            product=Product.objects.get(code=code), name=version, defaults={"generally_available": False}
        )
