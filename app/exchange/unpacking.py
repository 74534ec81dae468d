"""Unpacking a member piece by piece, never further than its declared size."""

import zlib
from collections.abc import Iterable, Iterator

PIECE_SIZE = 256 * 1024


class UnpackFault(Exception):
    """The packed bytes are not one complete deflate stream of the declared size."""


def inflate(packed: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Yield the unpacked bytes of one raw deflate stream (RFC 1951) in pieces of at most PIECE_SIZE.

    Raises UnpackFault if the stream is broken, unfinished, followed by anything or not exactly `size` bytes long;
    no more than one piece is unpacked beyond `size`.
    """
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    unpacked = 0
    for chunk in packed:
        for piece in _pieces(inflater, chunk):
            unpacked += len(piece)
            if unpacked > size:
                raise UnpackFault("more than the declared size")
            yield piece
    if not inflater.eof:
        raise UnpackFault("the stream does not end")
    if unpacked != size:
        raise UnpackFault(f"{unpacked} bytes instead of {size}")


def _pieces(inflater: "zlib._Decompress", chunk: bytes) -> Iterator[bytes]:
    if inflater.eof:
        raise UnpackFault("bytes after the end of the stream")
    while True:
        try:
            piece = inflater.decompress(chunk, PIECE_SIZE)
        except zlib.error as error:
            raise UnpackFault(str(error)) from error
        if piece:
            yield piece
        if inflater.unused_data:
            raise UnpackFault("bytes after the end of the stream")
        chunk = inflater.unconsumed_tail
        if inflater.eof or (not chunk and len(piece) < PIECE_SIZE):
            return
