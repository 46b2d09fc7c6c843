from bia.views import pages, responsibilities, riskcatalogue, risks, validation

PAGES = [
    *pages.PAGES,
    *risks.PAGES,
    *riskcatalogue.PAGES,
    *responsibilities.PAGES,
    *validation.PAGES,
]

__all__ = ["PAGES"]
