"""How fast a deadline is counted, beside the package whose days the tables hold.

Run as `python tests/benchmarks/business_days.py`. Both sides count the same days in one go, after
warming up, and must agree; nothing here is timed by the tests.
"""

from datetime import date, timedelta
from timeit import repeat

import holidays

from rescind.domain.calendars import calendar, count_business_days

STARTS = [date(2025, 1, 1) + timedelta(days=n) for n in range(600)]
DAYS = (5, 7, 15)


def ours():
    china = calendar("CN")
    return [
        count_business_days(start, days, calendar=china, make_up_days_count=True).due_on
        for start in STARTS
        for days in DAYS
    ]


def theirs(china):
    return [china.get_nth_working_day(start, days) for start in STARTS for days in DAYS]


def best(side):
    return min(repeat(side, number=1, repeat=5)) / (len(STARTS) * len(DAYS)) * 1e6


def main():
    china = holidays.country_holidays("CN", years=range(2024, 2028))
    if ours() != theirs(china):
        raise SystemExit("The two sides disagree.")
    here, there = best(ours), best(lambda: theirs(china))
    print(f"rescind   {here:8.2f} microseconds a deadline")  # noqa: T201
    print(f"holidays  {there:8.2f} microseconds a deadline")  # noqa: T201
    print(f"ratio     {there / here:8.1f}")  # noqa: T201


if __name__ == "__main__":
    main()
