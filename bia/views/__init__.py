from bia.views import aims, pages, responsibilities, riskcatalogue, risks, validation

PAGES = [
    *pages.PAGES,
    *aims.PAGES,
    *risks.PAGES,
    *riskcatalogue.PAGES,
    *responsibilities.PAGES,
    *validation.PAGES,
]

__all__ = ["PAGES"]
