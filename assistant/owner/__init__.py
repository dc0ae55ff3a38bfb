"""What an owner sees of what visitors asked.

In: what was kept (``keeping``) and the documents. Out: sums over time, questions grouped by
meaning, gaps, passages that answer and that never do, exports and a report. Promises: everything
here is a pure function of what was stored; what a spreadsheet opens runs no formula.
"""
