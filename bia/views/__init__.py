from bia.views import pages, riskcatalogue, risks, validation

PAGES = [*pages.PAGES, *risks.PAGES, *riskcatalogue.PAGES, *validation.PAGES]

__all__ = ["PAGES"]
