"""How people come in: passwords, second factors, invitations, sessions, limits on guessing, and companies' own
identity providers. Pages and flows are allauth's where it has them; what it may do here is xtreme.accounts'."""
