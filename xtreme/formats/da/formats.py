"""Danish dates and times; hours and minutes are parted by a dot."""

TIME_FORMAT = "H.i"
DATE_FORMAT = "j. F Y"
DATETIME_FORMAT = "j. F Y H.i"
MONTH_DAY_FORMAT = "j. b"
SHORT_DATE_FORMAT = "j. b Y"
SHORT_DATETIME_FORMAT = "j. b Y H.i"
FIRST_DAY_OF_WEEK = 1
