"""Static files in production: each by a name that its content decides, also where a script imports another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Storage(CompressedManifestStaticFilesStorage):
    """As WhiteNoise has it, and the addresses in `import` are those of the content, too."""

    support_js_module_import_aggregation = True
