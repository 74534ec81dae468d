"""Work beside the window's thread: order, results, errors, stopping."""

import sys
import threading
import weakref

import pytest
from PySide6.QtCore import QObject
from shiboken6 import delete

from app.errors import UserFacingError
from tests.ui.support import RecordedMessages, wait_idle
from ui.jobs import PAPER, STORE, Jobs


def test_results_arrive_in_order_on_the_windows_thread(qtbot, jobs: Jobs):
    seen: list[tuple[int, bool]] = []
    main = threading.get_ident()
    for number in range(20):
        jobs.run(STORE, lambda watch, n=number: n, lambda n: seen.append((n, threading.get_ident() == main)))
    wait_idle(qtbot, jobs)
    assert seen == [(number, True) for number in range(20)]


def test_each_lane_keeps_its_thread(qtbot, jobs: Jobs):
    threads: dict[str, set[int]] = {STORE: set(), PAPER: set()}
    for lane in (STORE, PAPER, STORE, PAPER):
        jobs.run(lane, lambda watch: threading.get_ident(), threads[lane].add)
    wait_idle(qtbot, jobs)
    assert len(threads[STORE]) == len(threads[PAPER]) == 1
    assert threads[STORE].isdisjoint(threads[PAPER] | {threading.get_ident()})


def test_errors_nobody_asked_for_go_to_the_gateway(qtbot, jobs: Jobs, messages: RecordedMessages):
    def work(watch):
        raise UserFacingError("disk-full", "磁盘满了。")

    jobs.run(STORE, work)
    wait_idle(qtbot, jobs)
    assert [error.code for error in messages.troubles] == ["disk-full"]


def test_the_lane_goes_on_after_an_error(qtbot, jobs: Jobs):
    failed, done = [], []
    jobs.run(STORE, lambda watch: 1 / 0, done.append, failed.append)
    jobs.run(STORE, lambda watch: "后来", done.append)
    wait_idle(qtbot, jobs)
    assert isinstance(failed[0], ZeroDivisionError)
    assert done == ["后来"]


def test_nothing_reaches_an_owner_that_is_gone(qtbot, jobs: Jobs):
    owner, seen = QObject(), []
    gate = threading.Event()
    jobs.run(STORE, lambda watch: gate.wait(10), seen.append, owner=owner)
    delete(owner)
    gate.set()
    wait_idle(qtbot, jobs)
    assert seen == []


def test_work_stops_where_it_looks(qtbot, jobs: Jobs):
    started = threading.Event()

    def work(watch):
        started.set()
        while not watch.is_cancelled():
            watch.progress(1, 2, "第 1 页")
        raise UserFacingError("cancelled", "停下了。")

    failed = []
    job = jobs.run(PAPER, work, failed=failed.append)
    assert started.wait(10)
    job.cancel()
    wait_idle(qtbot, jobs)
    assert failed[0].code == "cancelled"


@pytest.mark.parametrize("lane", [STORE, PAPER])
def test_closing_finishes_what_was_queued(qapp, lane: str):
    done = []
    jobs = Jobs(lambda error: done.append(error))
    for number in range(5):
        jobs.run(lane, lambda watch, n=number: done.append(n))
    jobs.close()
    assert done == [0, 1, 2, 3, 4]


def test_the_end_stops_work_that_looks(qapp):
    ending, pause, seen = Jobs(lambda error: None), threading.Event(), []

    def work(watch):
        for _ in range(300):
            if watch.is_cancelled():
                break
            pause.wait(0.01)
        seen.append(watch.is_cancelled())

    ending.run(PAPER, work)
    ending.close()
    assert seen == [True]


def test_jobs_are_freed_on_the_windows_thread(qapp, jobs: Jobs):
    main, threads, usual = threading.get_ident(), [], sys.getswitchinterval()
    # Threads take turns so often that a lane is caught between telling and forgetting.
    sys.setswitchinterval(1e-5)
    for _ in range(600):
        for _ in range(5):
            job = jobs.run(STORE, lambda watch: None)
            weakref.finalize(job, lambda: threads.append(threading.get_ident()))
            del job
        while not jobs.are_idle:
            qapp.processEvents()
    sys.setswitchinterval(usual)
    assert set(threads) == {main}
