"""What visitors leave behind, and how often they may ask.

In: an answer that was given, a rating, an act. Out: an id that can be rated, rows for the owner,
a yes or the seconds to wait. Promises: nothing says who it was; words are kept only where the
owner switched that on, masked, and no longer than the retention; what was acknowledged is stored;
a database that is gone costs no answer. ``Keeper`` is the door, ``VisitStore`` and ``Limiter`` the
seams, ``SqlVisitStore`` and ``WindowLimiter`` what stands behind them.
"""
