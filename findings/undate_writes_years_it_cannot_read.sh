#!/usr/bin/env bash
# undate 0.8.0: 44 BC is written out as "0-43", which is no EDTF, and which it can't read again itself.
#
# EDTF (level 1, "negative calendar year") has a minus before four digits: "-0043" is 44 BC. undate reads it, and
# compares it rightly; its `format("EDTF")` fills the number up to four characters with zeros before the minus, and
# counts the minus among the four. From 1001 BC backwards the text is right. Expected: the text that was read.
#
# Why it matters: dates of classical antiquity go out without an error, and are refused only when somebody loads them
# again, years later perhaps, or with another library; those of our era and of the Bronze Age come through.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check undate==0.8.0
cat > seen.py <<'SCRIPT'
from undate import Undate


def written(text):
    return Undate.parse(text, "EDTF").format("EDTF")


for text in ("0044-03-15", "-0043", "-0043-03-15", "-0043/-0026", "-0479", "-1200"):
    try:
        again = written(written(text))
    except ValueError:
        again = "an error"
    print(f"{text} is written as {written(text)}, and that again as {again}")
SCRIPT
env/bin/python seen.py | tee seen.txt
diff - seen.txt <<'SEEN'
0044-03-15 is written as 0044-03-15, and that again as 0044-03-15
-0043 is written as 0-43, and that again as an error
-0043-03-15 is written as 0-43-03-15, and that again as an error
-0043/-0026 is written as 0-43/0-26, and that again as an error
-0479 is written as -479, and that again as -479
-1200 is written as -1200, and that again as -1200
SEEN
