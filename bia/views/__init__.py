from bia.views import agreements, aims, pages, responsibilities, riskcatalogue, risks, validation

PAGES = [
    *pages.PAGES,
    *aims.PAGES,
    *risks.PAGES,
    *riskcatalogue.PAGES,
    *responsibilities.PAGES,
    *validation.PAGES,
    *agreements.PAGES,
]

__all__ = ["PAGES"]
