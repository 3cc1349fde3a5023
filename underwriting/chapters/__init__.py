"""The rules of the guide, one module per chapter or part of a chapter.

A module holds one `chapter` and one function per rule. To let it speak, add its line to CHAPTERS.
"""

from underwriting.chapters import ch02_terms
from underwriting.rule import Chapter

CHAPTERS: tuple[Chapter, ...] = (ch02_terms.chapter,)
