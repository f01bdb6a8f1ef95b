"""What the tables of the admin are made of, in every room: permissions, history, versions, fields, spreadsheets.
It registers nothing; the tables are in the `admin` modules."""
