"""NHG's checklist brondata (bijlage 4, a to j): per item what is filled, with what and from where.

`items.csv` is the checklist: the part, the item, when it applies (`conditions.py`), where the facts or the decision
hold it, and what shows it when no document or brondata does. An item without a place is one we do not hold as data.
"""

from portal.assessments.checklist.fill import Checklist, Item, ItemState, Part, checklist_of

__all__ = ["Checklist", "Item", "ItemState", "Part", "checklist_of"]
