"""The figures of Chinese law (中国税收参数), each with its window and its source. A host may hand in others.

Kept as the notices state them. They are no tax advice: read the source before you rely on one, and replace
the rows when the law changes.
"""

from typing import Final
from zoneinfo import ZoneInfo

from communekit.money import Money, Rate
from communekit.period import zone

from .dated import Dated
from .labour_terms import LabourTerms
from .platform_terms import PlatformTerms
from .tax_table import TaxTable
from .vat_terms import VatTerms


def china_zone() -> ZoneInfo:
    """Return the place whose months and years count (北京时间)."""
    return zone("Asia/Shanghai")


CN_COMPREHENSIVE: Final = TaxTable.of(
    "CNY",
    ("0", "3%"),
    ("36000", "10%"),
    ("144000", "20%"),
    ("300000", "25%"),
    ("420000", "30%"),
    ("660000", "35%"),
    ("960000", "45%"),
)
"""The annual table of comprehensive income (综合所得年度税率表), Individual Income Tax Law of 2018, table 1."""

CN_LABOUR: Final = Dated.of(
    (
        "2019-01-01T00:00+08:00/..",
        LabourTerms(
            fixed_up_to=Money.cny("4000"),
            fixed_deduction=Money.cny("800"),
            expense_rate=Rate.percent("20"),
            table=TaxTable.of("CNY", ("0", "20%"), ("20000", "30%"), ("50000", "40%")),
        ),
        (
            "国家税务总局公告2018年第61号 (SAT Announcement 2018 No. 61), 第八条及附件个人所得税预扣率表二; "
            "个人所得税法实施条例 (Implementing Regulations), 第十四条"
        ),
    ),
)
"""Labour remuneration of residents (居民个人劳务报酬), in force from 2019-01-01."""

CN_PLATFORM: Final = Dated.of(
    (
        "2025-10-01T00:00+08:00/..",
        PlatformTerms(expense_rate=Rate.percent("20"), allowance=Money.cny("5000"), table=CN_COMPREHENSIVE),
        (
            "国家税务总局公告2025年第16号 (SAT Announcement 2025 No. 16), 第一条; "
            "国家税务总局公告2018年第61号 (SAT Announcement 2018 No. 61), 累计预扣法"
        ),
    ),
)
"""Labour remuneration paid by internet platforms (互联网平台劳务报酬), in force from 2025-10-01."""

CN_VAT: Final = Dated.of(
    (
        "2025-10-01T00:00+08:00/2028-01-01T00:00+08:00",
        VatTerms(exempt_up_to=Money.cny("100000"), register_above=Money.cny("5000000")),
        (
            "国家税务总局公告2025年第16号 (SAT Announcement 2025 No. 16), 第二条; "
            "财政部 税务总局公告2023年第19号 (MOF and SAT Announcement 2023 No. 19), 至2027年12月31日"
        ),
    ),
)
"""The relief for persons who sell services through a platform (平台内从业人员增值税), to the end of 2027."""

__all__ = ["CN_COMPREHENSIVE", "CN_LABOUR", "CN_PLATFORM", "CN_VAT", "china_zone"]
