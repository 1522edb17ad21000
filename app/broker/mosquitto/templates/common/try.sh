#!/bin/sh
# Starts this broker from this folder, for this computer only and without installing anything. Ctrl+C ends it.
#   sh try.sh [PORT]     PORT for passwords, PORT + 1 for certificates, PORT + 2 for WebSocket
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
PATH=$PATH:/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin
if ! command -v mosquitto >/dev/null; then
    echo "Mosquitto is missing. On Debian and Raspberry Pi OS: sudo apt install mosquitto"
    exit 1
fi
plugin=
for file in /usr/lib/*/mosquitto_dynamic_security.so /usr/lib/mosquitto_dynamic_security.so \
    /usr/lib64/mosquitto_dynamic_security.so /usr/local/lib/mosquitto_dynamic_security.so \
    /opt/homebrew/lib/mosquitto_dynamic_security.so; do
    [ -f "$file" ] && plugin=$file
done
if [ -z "$plugin" ]; then
    echo "Mosquitto's dynamic security plugin is missing."
    exit 1
fi

# A copy is used, so that nothing here changes.
work=$(mktemp -d)
cp -R "$here/broker" "$here/state" "$work/"
awk -v work="$work" -v plugin="$plugin" -v port="${1:-0}" '
    $1 == "plugin" { print "plugin " plugin; next }
    $1 == "listener" { print "listener " (port > 0 ? port + n++ : $2) " 127.0.0.1"; print "socket_domain ipv4"; next }
    { gsub("@READ_FOLDER@/", work "/broker/"); gsub("@STATE_FOLDER@/", work "/state/"); print }
' "$here/broker/@CONF_FILE@" >"$work/try.conf"
{
    echo "user $(id -un)"
    echo "log_dest stderr"
} >>"$work/try.conf"

mosquitto -c "$work/try.conf" &
broker=$!
trap 'kill "$broker"' INT TERM
status=0
wait "$broker" || status=$?
wait "$broker" 2>/dev/null || true
rm -rf "$work"
exit "$status"
