"""The rules of the guide, one module per chapter or part of a chapter.

A module holds one `chapter` and one function per rule. To let it speak, add its line to CHAPTERS.
"""

from underwriting.chapters import (
    ch02_bridging,
    ch02_double_burden,
    ch02_income_test,
    ch02_increase,
    ch02_pricing,
    ch02_product,
    ch02_terms,
    ch02_value,
    ch05_bkr,
    ch05_credits,
    ch05_homes,
    ch05_private_loans,
    ch05_student_loans,
    ch07_deadlines,
)
from underwriting.rule import Chapter

CHAPTERS: tuple[Chapter, ...] = (
    ch02_product.chapter,
    ch02_value.chapter,
    ch02_pricing.chapter,
    ch02_income_test.chapter,
    ch02_double_burden.chapter,
    ch02_terms.chapter,
    ch02_bridging.chapter,
    ch02_increase.chapter,
    ch05_bkr.chapter,
    ch05_credits.chapter,
    ch05_private_loans.chapter,
    ch05_student_loans.chapter,
    ch05_homes.chapter,
    ch07_deadlines.chapter,
)
