"""A batch whose results go out as they come, to standard output or a device: nothing is kept, nothing can be gone on with.

    Request, what takes bytes  ->  Counts
"""

from __future__ import annotations

from collections.abc import Callable

from materials_rules.batch import inputs as read
from materials_rules.batch.counts import Counts
from materials_rules.batch.cutting import Block, Mark
from materials_rules.batch.run import Progress, Request, side_of
from materials_rules.batch.work import Worked


def stream_batch(
    request: Request,
    put_results: Callable[[bytes], None],
    put_rejects: Callable[[bytes], None],
    is_stopping: Callable[[], bool],
    show: Callable[[Progress], None],
) -> Counts:
    """Runs the batch that *request* asks for; results and rejects are handed over in whole records, block by block."""
    found = [read.look(path, request.shape) for path in request.inputs]
    counts = Counts()
    side = side_of(request, found)
    try:
        for one in side.judged(read.blocks(found, Mark(), None, request.block), is_stopping):
            match one:
                case (Block() as block, Worked() as worked):
                    put_results(worked.results)
                    put_rejects(worked.rejects)
                    counts.join(worked.counts)
                    show(Progress(counts, 0, block.start.source, block.read))
    finally:
        side.close()
    return counts
