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
    ch06_bouwdepot,
    ch06_ground,
    ch06_home,
    ch06_insurance,
    ch06_new_build,
    ch06_valuation,
    ch06_vve,
    ch06_woz,
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
    ch06_home.chapter,
    ch06_valuation.chapter,
    ch06_woz.chapter,
    ch06_new_build.chapter,
    ch06_bouwdepot.chapter,
    ch06_ground.chapter,
    ch06_vve.chapter,
    ch06_insurance.chapter,
    ch07_deadlines.chapter,
)
