"""Who signs in to the embedded demo: what `make run` prints and the demo fills in. No Django here."""

PASSWORD = "xtreme-demo"  # noqa: S105  known on purpose: embedded demo only

ACCOUNTS = (
    ("mette@nordlys.example", "contact of Nordlys (Elite), in Danish"),
    ("manager@nordlys.example", "Nordlys's manager, in Danish"),
    ("jonas@havblik.example", "contact of Havblik (Xtreme Support), in Danish"),
    ("duo@brueckentor.example", "contact of Brückentor (two tiers)"),
    ("expired@fellgate.example", "contact of Fellgate (subscription expired)"),
    ("agent@xtreme.example", "support agent"),
    ("lead@xtreme.example", "team lead"),
    ("advisor@xtreme.example", "advisor of Nordlys"),
    ("product@xtreme.example", "product manager: decides who takes part in a programme"),
    ("admin@xtreme.example", "administrator"),
)
