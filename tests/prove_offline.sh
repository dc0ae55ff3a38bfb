#!/bin/sh
# With the network cut off, set up beforehand, everything keyless works and no packet leaves:
# a network namespace of its own has a loopback and nothing else. Where the system does not allow
# that, a Python that refuses every socket but those of the loopback stands in for it.
set -eu
python="$1"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export ASSISTANT_INDEX_DIR="$folder/index" ASSISTANT_DATA_DIR="$folder/data" HOME="$folder"
cat >"$folder/proof.sh" <<'IN'
set -eu
ip link set lo up 2>/dev/null || true
"$1" -m assistant ingest
"$1" -m assistant ask "does a tpm write code?" --json | grep -q '"status": "answered"'
ASSISTANT_PORT=17860 "$1" -m assistant serve &
server=$!
"$1" - <<'PY'
import json, time, urllib.request
base = "http://127.0.0.1:17860"
for _ in range(600):
    try:
        urllib.request.urlopen(f"{base}/readyz", timeout=2)
        break
    except OSError:
        time.sleep(0.2)
body = json.dumps({"message": "who manages the engineers?"}).encode()
asked = urllib.request.Request(f"{base}/api/chat", body, {"Content-Type": "application/json"})
answer = json.load(urllib.request.urlopen(asked, timeout=60))
assert answer["status"] == "answered", answer
for path in ("/", "/source/technical-product-manager", "/widget/v1.js"):
    assert urllib.request.urlopen(f"{base}{path}", timeout=20).status == 200, path
PY
kill "$server"
if [ -r /proc/net/dev ]; then
    sent=$(awk '$1 != "lo:" && NR > 2 { total += $10 } END { print total + 0 }' /proc/net/dev)
    [ "$sent" = 0 ] && echo "No packet left."
    # Without a network nothing can leave; that nothing tried is counted by the kernel.
    tried=$(awk '$1 == "Ip:" && !head { head = 1; for (i = 2; i <= NF; i++) if ($i == "OutNoRoutes") at = i; next }
                 $1 == "Ip:" { print $at + 0 }' /proc/net/snmp)
    [ "$tried" = 0 ] || { echo "Something tried to reach the network $tried times." >&2; exit 1; }
    echo "Nothing tried to."
fi
IN
if unshare -rn true 2>/dev/null; then
    unshare -rn sh "$folder/proof.sh" "$python"
elif unshare -n true 2>/dev/null; then
    unshare -n sh "$folder/proof.sh" "$python"
else
    echo "This system allows no network namespace; see docs/operating.md." >&2
    exit 1
fi
echo "Everything keyless works without a network."
