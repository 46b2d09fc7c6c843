from bia.views import pages, riskcatalogue, risks

PAGES = [*pages.PAGES, *risks.PAGES, *riskcatalogue.PAGES]

__all__ = ["PAGES"]
