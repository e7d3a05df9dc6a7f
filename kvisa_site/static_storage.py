"""Static files under hashed names, module imports included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedModulesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's storage that also rewrites the imports between ES modules."""

    support_js_module_import_aggregation = True
    max_post_process_passes = 15
