"""Puts the shipped corpus into a wheel, beside the code: a checkout keeps it at its top."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class WithCorpus(build_py):
    """``build_py``, and the corpus as data of the package."""

    def run(self) -> None:
        """Builds; an editable install reads the checkout and needs no copy."""
        super().run()
        if not self.editable_mode:
            place = Path(self.build_lib) / "assistant" / "corpus"
            shutil.copytree("corpus", place, dirs_exist_ok=True)


setup(cmdclass={"build_py": WithCorpus})
