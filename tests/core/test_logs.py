"""Log messages are routed inside a with block, and as before after it."""

import logging

import pytest

from headmap_cli.core.logs import NOTICE, capture_logs, silence


class ListHandler(logging.Handler):
    """Keep the messages of records."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def test_a_silenced_library_logs_nothing_inside_the_block(caplog: pytest.LogCaptureFixture) -> None:
    library = logging.getLogger("some_library")
    with silence("some_library"):
        library.critical("inside")
    library.critical("after")
    assert caplog.messages == ["after"]


def test_a_handler_gets_messages_from_its_level_on_and_no_other_handler_does(
    caplog: pytest.LogCaptureFixture,
) -> None:
    log = logging.getLogger("headmap")
    handler = ListHandler()
    with capture_logs(handler, NOTICE):
        log.info("info")
        log.log(NOTICE, "notice")
        log.warning("warning")
    assert handler.messages == ["notice", "warning"]
    assert caplog.messages == []


def test_warnings_of_matplotlib_are_left_out_but_its_errors_are_not(caplog: pytest.LogCaptureFixture) -> None:
    matplotlib = logging.getLogger("matplotlib")
    with capture_logs(ListHandler(), NOTICE):
        matplotlib.warning("a warning")
        matplotlib.error("an error")
    assert caplog.messages == ["an error"]


def test_after_an_error_the_loggers_are_as_before() -> None:
    log = logging.getLogger("headmap")
    before = (log.level, log.handlers, log.propagate, logging.getLogger("matplotlib").level)
    with pytest.raises(ZeroDivisionError), capture_logs(ListHandler(), logging.DEBUG):
        raise ZeroDivisionError
    assert (log.level, log.handlers, log.propagate, logging.getLogger("matplotlib").level) == before
