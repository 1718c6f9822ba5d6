#!/usr/bin/env bash
# cdx_toolkit 0.9.39: captures "to 4 March 2022" are those to the 31st; a day given as the end is passed over.
#
# The tool lists the captures of a page that web archives hold, `from_ts` one timestamp `to` another, which may be as
# short as a year. It fills the end up to the last second that it names, by `pad_timestamp_up`: "2022" to 31 December,
# "202203" to 31 March, and so far rightly. But it then always sets the last day of the month, also where a day, an hour
# or a second was given. Expected: 20220304235959, and 20220304120000 as it stands.
#
# Why it matters: "what did the page say by the 4th?" is what one asks of an archive about a page that was changed later.
# For Common Crawl's index, whose queries take this end, the changes of the four weeks after it are among the answers.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check cdx-toolkit==0.9.39
env/bin/python - <<'SCRIPT' | tee seen.txt
from cdx_toolkit.timeutils import pad_timestamp, pad_timestamp_up

for given in ("2022", "202203", "20220304", "2022030412", "20220304120000"):
    print(f"{given}: from {pad_timestamp(given)}, to {pad_timestamp_up(given)}")
SCRIPT
diff - seen.txt <<'SEEN'
2022: from 20220101000000, to 20221231235959
202203: from 20220301000000, to 20220331235959
20220304: from 20220304000000, to 20220331235959
2022030412: from 20220304120000, to 20220331125959
20220304120000: from 20220304120000, to 20220331120000
SEEN
