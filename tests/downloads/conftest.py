import pytest

from tests.downloads.scene import scene as made


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "subscriptions.folder.Folder",
            "OPTIONS": {"location": tmp_path},
        }
    }


@pytest.fixture
def scene(db):
    return made()
