"""Every standard value lies in the shape an entry would hold it in, so adopting and exchanging never alter it."""

from app.standards.library import load_library
from app.standards.values import check_value


def test_adopted_values_are_what_typing_them_would_give() -> None:
    library = load_library()
    catalogues = [definition for definition in library.definitions.values() if definition.shape == "catalogue"]
    altered = [
        (item.code, element.key)
        for definition in catalogues
        for item in library.items(definition.code)
        for element in definition.elements
        if check_value(element, item.values.get(element.key)) != item.values.get(element.key)
    ]
    assert len(catalogues) == 7
    assert altered == []
