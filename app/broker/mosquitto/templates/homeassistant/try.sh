#!/bin/sh
# Starts a broker with these settings as the app would, for this computer only. Ctrl+C ends it.
#   sh try.sh [PORT]     PORT for passwords, PORT + 1 for certificates
set -eu
here=$(CDPATH='' cd "$(dirname "$0")" && pwd)
PATH=$PATH:/usr/sbin:/usr/local/sbin:/opt/homebrew/sbin
if ! command -v mosquitto >/dev/null || ! command -v mosquitto_passwd >/dev/null; then
    echo "Mosquitto is missing. On Debian and Raspberry Pi OS: sudo apt install mosquitto mosquitto-clients"
    exit 1
fi

# A copy is used, so that nothing here changes.
work=$(mktemp -d)
cp -R "$here/ssl" "$work/"
for folder in "$here"/devices/*/; do
    [ -f "$folder/password.txt" ] || continue
    printf '%s:%s\n' "$(cat "$folder/user.txt")" "$(cat "$folder/password.txt")"
done >"$work/logins"
chmod 0600 "$work/logins"
mosquitto_passwd -U "$work/logins"
{
    echo "user $(id -un)"
    echo "log_dest stderr"
    echo "allow_anonymous false"
    echo "password_file $work/logins"
    awk -v work="$work" -v port="${1:-0}" '
        $1 == "listener" { print "listener " (port > 0 ? port + n++ : $2) " 127.0.0.1"; print "socket_domain ipv4"; next }
        { gsub(" /ssl/", " " work "/ssl/"); print }
    ' "$here/share/mosquitto/warden.conf"
} >"$work/try.conf"

mosquitto -c "$work/try.conf" &
broker=$!
trap 'kill "$broker"' INT TERM
status=0
wait "$broker" || status=$?
wait "$broker" 2>/dev/null || true
rm -rf "$work"
exit "$status"
