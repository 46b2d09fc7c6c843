from .pages import PAGES

__all__ = ["PAGES"]
