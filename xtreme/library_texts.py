"""What libraries write on our pages and bring no Danish for, or a wrong one. Listed here so that the catalogue
holds it as it holds our own texts; nothing reads this list."""

from django.utils.translation import gettext_noop as _

TEXTS = (
    # Django: abbreviated weekdays, which it writes with a capital in Danish too
    _("Mon"),
    _("Tue"),
    _("Wed"),
    _("Thu"),
    _("Fri"),
    _("Sat"),
    _("Sun"),
    # Django: its Danish begins these sentences with a small letter
    _("The {name} “{obj}” was added successfully."),
    _("The {name} “{obj}” was added successfully. You may add another {name} below."),
    _("The {name} “{obj}” was changed successfully."),
    _("The {name} “{obj}” was changed successfully. You may edit it again below."),
    _("You may edit it again below."),
    _("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    _("The %(name)s “%(obj)s” was deleted successfully."),
    # Django: "endnu en" is wrong of half of all nouns
    _("Add another %(model)s"),
    # unfold and import-export: the pages of the admin
    _("Import"),
    _("Import finished: {} new, {} updated, {} deleted and {} skipped {}."),
    _("No valid data to import. Ensure your file has the correct headers or data for import."),
    _("Export"),
    _("Resource"),
    _("Format"),
    _("File to import"),
    _("This exporter will export the following fields"),
    _("This importer will import the following fields: "),
    _("Submit"),
    _("Select all"),
    _(
        "Below is a preview of data to be imported. If you are satisfied with the results, click "
        "'Confirm import'"
    ),
    _("Confirm import"),
    _("Errors"),
    _("Line number"),
    _("Some rows failed to validate"),
    _("Please correct these errors in your data where possible, then reupload it using the form above."),
    _("Row"),
    _("Non field specific"),
    _("New"),
    _("Skipped"),
    _("Update"),
    _("Value could not be parsed."),
    _("View traceback"),
    _("Select format"),
    _("Select record"),
    _("Select action"),
    _("Select action to run"),
    _("Run the selected action"),
    _("Select value"),
    _("Type to search"),
    _("No data"),
    _("All applications"),
    _("Apply Filters"),
    _("Reset filters"),
    _("No results found"),
    _("This page yielded into no results."),
    _("Navigate"),
    _("Select"),
    _("Recent searches"),
    _("Nothing matched your search"),
    _("Cancel"),
    _("This item will be deleted."),
    _("Click to cancel"),
    _("Go back"),
    _("Previous"),
    _("Search apps and models..."),
    _("Available shortcuts"),
    _("Global shortcuts"),
    _("Open command tool"),
    _("Open shortcuts list"),
    _("Toggle sidebar"),
    _("Toggle dark/light mode"),
    _("Changelist shortcuts"),
    _("Toggle filter"),
    _("Create new record"),
    _("Command tool shortcuts"),
    _("Open selection"),
    _("Open selection in new tab"),
    _("General"),
    _("System"),
    _("Return to site"),
    _("Choose file to upload"),
    _(
        "Deleting the %(object_name)s '%(escaped_object)s' would result in deleting related objects, "
        "but your account doesn't have permission to delete the following types of objects:"
    ),
    _(
        "Deleting the %(object_name)s '%(escaped_object)s' would require deleting the following "
        "protected related objects:"
    ),
    _(
        'Are you sure you want to delete the %(object_name)s "%(escaped_object)s"? All of the '
        "following related items will be deleted:"
    ),
)
