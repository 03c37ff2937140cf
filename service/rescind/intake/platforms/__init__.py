"""Platforms' own payloads, translated into the wire form of this service.

A payload is read once, at the edge, into the fields that a caller would have sent; from there on
nothing knows that there was one. So a recorded case keeps our own form alone: the names, addresses
and telephone numbers of customers, which payloads are full of, are not kept.
"""
