"""pytest plugin: keeps the tests whose name holds a piece of text, as ./dev test FILTER does."""


def pytest_addoption(parser):
    parser.addoption("--name-part", default="", help="run only tests whose id holds this text")


def pytest_collection_modifyitems(config, items):
    part = config.getoption("--name-part").lower()
    if not part:
        return
    kept = [item for item in items if part in item.nodeid.lower()]
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept
