"""Steps that threads of one process do side by side, as a cluster's workers may."""

import logging
import threading

from headmap_cli.batch.outcome import Outcome, run_guarded

log = logging.getLogger("headmap")


def test_threads_keep_their_messages_apart_and_leave_the_log_as_it_was() -> None:
    """The first step is under way when the second asks to begin, and ends before it."""
    before = log.level, log.handlers, log.propagate
    begun, asked, done = threading.Event(), threading.Event(), dict[str, Outcome]()

    def first() -> None:
        begun.set()
        asked.wait()
        second.join(0.2)
        log.warning("of the first")

    def work(name: str) -> None:
        done[name] = run_guarded(first if name == "first" else lambda: log.warning("of the second"))

    one, second = (threading.Thread(target=work, args=(name,)) for name in ("first", "second"))
    one.start()
    begun.wait()
    second.start()
    asked.set()
    for thread in (one, second):
        thread.join()
    assert [message.text for message in done["first"].said] == ["of the first"]
    assert [message.text for message in done["second"].said] == ["of the second"]
    assert (log.level, log.handlers, log.propagate) == before


def test_two_steps_that_overlap_restore_what_was_there() -> None:
    """The second begins within the first and would end after it."""
    before = list(log.handlers)
    begun, over = threading.Event(), threading.Event()

    def first() -> None:
        begun.set()
        over.wait(0.2)

    one = threading.Thread(target=run_guarded, args=(first,))
    two = threading.Thread(target=run_guarded, args=(lambda: one.join(1),))
    one.start()
    begun.wait()
    two.start()
    over.set()
    for thread in (one, two):
        thread.join()
    assert log.handlers == before
