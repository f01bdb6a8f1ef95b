"""The customer's pages, one subject a module. Each fetches what the reader may see, calls one verb or queryset, and
renders; rules are the verbs'."""
