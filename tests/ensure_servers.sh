#!/bin/sh
# Sees to it that the servers which the tests start themselves are there: the proxies, the database
# and the limiter's store of a deployment, from the system's own packages.
set -eu
missing=""
need() { command -v "$1" >/dev/null 2>&1 || [ -n "$(ls $3 2>/dev/null)" ] || missing="$missing $2"; }
need nginx nginx-light "/usr/sbin/nginx"
need caddy caddy "/usr/bin/caddy"
need redis-server redis-server "/usr/bin/redis-server"
need postgres postgresql "/usr/lib/postgresql/*/bin/postgres"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing for the tests:$missing …"
    # Programs only: nothing of these packages is to run by itself.
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d.tests
    chmod +x /usr/sbin/policy-rc.d.tests
    [ -e /usr/sbin/policy-rc.d ] || { mv /usr/sbin/policy-rc.d.tests /usr/sbin/policy-rc.d; ours=1; }
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    [ -z "${ours:-}" ] || rm -f /usr/sbin/policy-rc.d
    rm -f /usr/sbin/policy-rc.d.tests
    exit 0
fi
echo "The tests need these programs; install them with your package manager:$missing" >&2
exit 1
