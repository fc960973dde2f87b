"""Runs a Singer tap for this API against a simulator on this machine: peer.py TAP SINGER_PYTHON BASE_URL FOLDER

TAP and SINGER_PYTHON are folders with their sources. All event streams that the tap knows are selected; its messages go
to FOLDER/messages, and the number of records to standard output. Any address but loopback is refused.
"""
import contextlib
import io
import json
import os
import sys
from urllib.parse import urlsplit

tap_folder, singer_folder, base_url, folder = sys.argv[1:]
if urlsplit(base_url).hostname != "127.0.0.1":
    sys.exit("peer.py: the tap is only ever pointed at this machine")
sys.path[:0] = [tap_folder, singer_folder]

import tap_klaviyo  # noqa: E402


def run(*arguments):
    sys.argv = ["tap-klaviyo", *arguments]
    tap_klaviyo.main()


tap_klaviyo.ENDPOINTS = {name: base_url + urlsplit(url).path for name, url in tap_klaviyo.ENDPOINTS.items()}
config = os.path.join(folder, "config.json")
with open(config, "w", encoding="utf-8") as file:
    json.dump({"api_key": os.environ["KLAVIYO_API_KEY"], "start_date": "2000-01-01T00:00:00Z"}, file)

discovered = io.StringIO()
with contextlib.redirect_stdout(discovered):
    run("--config", config, "--discover")
catalog = json.loads(discovered.getvalue())
events = set(tap_klaviyo.EVENT_MAPPINGS.values())
for stream in catalog["streams"]:
    for entry in stream["metadata"]:
        if not entry["breadcrumb"] or stream["stream"] in events:
            entry["metadata"]["selected"] = stream["stream"] in events
chosen = os.path.join(folder, "catalog.json")
with open(chosen, "w", encoding="utf-8") as file:
    json.dump(catalog, file)

messages = os.path.join(folder, "messages")
with open(messages, "w", encoding="utf-8") as file, contextlib.redirect_stdout(file):
    run("--config", config, "--catalog", chosen)
with open(messages, encoding="utf-8") as file:
    print(sum('"type": "RECORD"' in line or '"type":"RECORD"' in line for line in file))
