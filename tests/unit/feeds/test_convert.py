"""The shell that all adapters share: headers, rows, options, and what is said about each that is wrong."""

import re
from datetime import datetime
from itertools import islice

import pytest

from streams.feeds.convert import ADAPTERS, convert
from tests.unit.feeds.exports import Made, adapter, bad_rows, converted, data, events

HEADER = "Event Number,Tencode,Unit Dispatched,Call_Received\n"
CALL = "PD1,43,527C,2024-07-06 21:14:40\n"


def test_the_adapters_are_the_three_fixed_ones() -> None:
    """The table names the three adapters of the contract, each with a sentence, a zone and a well-formed agency."""
    assert [one.name for one in ADAPTERS] == ["jail-holds", "ct-doc-roster", "nashville-cad"]
    assert [one.default_timezone for one in ADAPTERS] == ["America/Los_Angeles", "America/New_York", "America/Chicago"]
    for one in ADAPTERS:
        assert one.summary.endswith(".")
        assert re.fullmatch(r"[A-Z]{2}[A-Z0-9]{7}", one.default_agency)


@pytest.mark.parametrize("name", [one.name for one in ADAPTERS])
def test_a_missing_column_is_named_with_its_file(name: str) -> None:
    """A file that lacks required columns is refused at once, with the columns and the file in the message."""
    columns = adapter(name).columns.required
    with pytest.raises(ValueError, match=rf"\[made\.csv\] has no column \[{columns[1]}\], \[{columns[2]}\]"):
        convert(adapter(name), [Made(",".join((columns[0], *columns[3:])))], timezone=None, agency=None)


def test_a_later_file_is_checked_before_anything_is_given() -> None:
    """A second file of another kind is refused before the first gives an event."""
    with pytest.raises(ValueError, match=r"\[other\.csv\]"):
        convert(
            adapter("nashville-cad"), [Made(HEADER + CALL), Made("a,b\n1,2\n", "other.csv")], timezone=None, agency=None
        )


def test_an_empty_file_is_no_export() -> None:
    """A file without a line lacks every required column."""
    with pytest.raises(ValueError, match=r"\[event_number\], \[tencode\], \[unit_dispatched\], \[call_received\]"):
        converted("nashville-cad", "")


def test_a_file_without_a_readable_header_is_no_export() -> None:
    """A header with a quote that never closes is refused with the file's name."""
    with pytest.raises(ValueError, match=r"\[1\.csv\] does not begin with a CSV header"):
        converted("nashville-cad", '"Event Number')


@pytest.mark.parametrize("mark", ["\ufeff", "\u00ef\u00bb\u00bf", ""])
def test_a_byte_order_mark_does_not_hide_a_column(mark: str) -> None:
    """The first column is found behind a byte-order mark, even one that was encoded twice."""
    assert len(events(converted("nashville-cad", mark + HEADER + CALL))) == 2


def test_headers_are_found_in_any_case_and_padding() -> None:
    """Case, padding, and spaces or underscores between words do not matter in a header."""
    found = converted("nashville-cad", f'  event_NUMBER ,"TENCODE   ",unit dispatched,CALL  RECEIVED      \n{CALL}')
    assert len(events(found)) == 2


def test_a_row_of_another_width_is_bad() -> None:
    """A row with a cell too many or too few is said with its line, and the rows around it are converted."""
    found = converted("nashville-cad", HEADER + CALL + "PD2,43,527C\n" + CALL.replace("PD1", "PD3") + "PD4,4,5,6,7\n")
    assert [(bad.file, bad.line) for bad in bad_rows(found)] == [("1.csv", 3), ("1.csv", 5)]
    assert "[3] cells where the header has [4]" in bad_rows(found)[0].reason
    assert [data(one)["call_id"] for one in events(found, "call.received")] == ["PD1", "PD3"]


def test_a_quote_that_never_closes_is_a_bad_row() -> None:
    """A quote left open is said with the line where its row begins."""
    found = converted("nashville-cad", HEADER + CALL + 'PD2,"43,527C,2024-07-06 21:14:40\n' + CALL)
    assert [bad.line for bad in bad_rows(found)] == [3]
    assert "not readable as CSV" in bad_rows(found)[0].reason
    assert len(events(found)) == 2


def test_a_row_of_several_lines_is_named_by_its_first() -> None:
    """A bad row after a cell with line breaks in it still bears its own line number."""
    found = converted("nashville-cad", "Street," + HEADER + '"two\nlines",' + CALL + "x,PD2,43,527C,yesterday\n")
    assert [bad.line for bad in bad_rows(found)] == [4]


def test_empty_lines_are_no_rows() -> None:
    """Empty lines, and rows of empty cells, are neither events nor bad rows."""
    assert len(converted("nashville-cad", HEADER + "\n" + CALL + ",, ,\n\n")) == 2


def test_bytes_that_are_no_text_are_bad_only_where_they_are_read() -> None:
    """A cell that is not UTF-8 makes a bad row in a column that the adapter reads, and is nothing in another."""
    unread = converted("nashville-cad", b"Street," + HEADER.encode() + b"\xe9," + CALL.encode())
    assert not bad_rows(unread)
    read = converted("nashville-cad", HEADER.encode() + CALL.encode().replace(b"527C", b"\xe9"))
    assert [bad.reason for bad in bad_rows(read)] == ["unit_dispatched is not UTF-8: save the export as UTF-8"]


def test_the_agency_given_is_that_of_every_member() -> None:
    """The agency of the call stands in the source, the subject and the attribute."""
    first = events(converted("nashville-cad", HEADER + CALL, agency="CT0009300"))[0]
    assert first["source"] == "urn:custodes:CT0009300:nashville-cad"
    assert first["subject"] == "agency/CT0009300"
    assert first["agency"] == "CT0009300"


@pytest.mark.parametrize("agency", ["", "ct0009300", "CT000930", "CT0009300\n", "1T0009300"])
def test_an_agency_that_is_no_code_is_refused(agency: str) -> None:
    """An agency must be two capital letters and seven of A-Z and 0-9."""
    with pytest.raises(ValueError, match="agency"):
        converted("nashville-cad", HEADER, agency=agency)


def test_the_time_zone_given_is_that_of_the_local_times() -> None:
    """The offset is that of the zone of the call on that day."""
    assert events(converted("nashville-cad", HEADER + CALL))[0]["time"] == "2024-07-06T21:14:40-05:00"
    found = converted("nashville-cad", HEADER + CALL, timezone="America/New_York")
    assert events(found)[0]["time"] == "2024-07-06T21:14:40-04:00"


@pytest.mark.parametrize("timezone", ["America/Hartford", "", "America", "../../etc/passwd", "\0"])
def test_an_unknown_time_zone_is_refused(timezone: str) -> None:
    """A time zone that the machine does not know is refused by name."""
    with pytest.raises(ValueError, match="time zone"):
        converted("nashville-cad", HEADER, timezone=timezone)


def test_a_doubled_local_time_is_its_first_occurrence() -> None:
    """When clocks are put back, a time that occurs twice is the one in summer time."""
    found = converted("nashville-cad", HEADER + "PD1,43,,2024-11-03 01:30:00\n")
    assert events(found)[0]["time"] == "2024-11-03T01:30:00-05:00"


def test_a_skipped_local_time_is_carried_past_the_gap() -> None:
    """When clocks are put forward, a time that they skipped is read with the offset of before."""
    found = converted("nashville-cad", HEADER + "PD1,43,,2024-03-10 02:30:00\n")
    assert events(found)[0]["time"] == "2024-03-10T03:30:00-05:00"


@pytest.mark.parametrize("year", ["0001", "1850", "9999"])
def test_a_time_without_a_whole_offset_is_bad(year: str) -> None:
    """A year before standard time, or at the edge of the calendar, makes a bad row and no exception."""
    text = f"PD1,43,,{year}-{'01-01' if year != '9999' else '12-31'} 23:00:00\n"
    zone = "Asia/Tokyo" if year == "0001" else None
    assert "correct the year" in bad_rows(converted("nashville-cad", HEADER + text, timezone=zone))[0].reason


def test_an_event_is_recorded_when_it_happened() -> None:
    """No export says when a row was written, so the two clocks agree."""
    for one in events(converted("nashville-cad", HEADER + CALL)):
        assert one["recordedtime"] == one["time"]
        assert datetime.fromisoformat(str(one["time"])).utcoffset() is not None


def test_rows_are_read_one_at_a_time() -> None:
    """The calls of a stream are given before the stream has ended."""

    class Endless(Made):
        def __next__(self) -> bytes:
            return super().__next__() if self.tell() == 0 else CALL.encode()

    found = convert(adapter("nashville-cad"), [Endless(HEADER)], timezone=None, agency=None)
    assert len(list(islice(found, 10))) == 10
