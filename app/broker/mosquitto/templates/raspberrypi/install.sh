#!/bin/sh
# Installs this broker into the Mosquitto of Debian or Raspberry Pi OS. Run it with sudo.
set -eu
cd "$(dirname "$0")"
PATH=$PATH:/usr/sbin:/usr/local/sbin
if [ "$(id -u)" != 0 ]; then
    echo "Run it as root: sudo sh install.sh"
    exit 1
fi
if ! command -v mosquitto >/dev/null || ! id mosquitto >/dev/null 2>&1; then
    echo "Mosquitto is missing: sudo apt install mosquitto mosquitto-clients"
    exit 1
fi
plugin=
for file in /usr/lib/*/mosquitto_dynamic_security.so /usr/lib/mosquitto_dynamic_security.so; do
    [ -f "$file" ] && plugin=$file
done
if [ -z "$plugin" ]; then
    echo "Mosquitto's dynamic security plugin is missing. Version 2.0 or newer of the package has it."
    exit 1
fi

install -d -o root -g mosquitto -m 0750 /etc/mosquitto/warden
install -o root -g root -m 0644 broker/ca.pem broker/crl.pem /etc/mosquitto/warden/
install -o mosquitto -g mosquitto -m 0600 broker/server.pem /etc/mosquitto/warden/
users=/var/lib/mosquitto/dynamic-security.json
if [ -e "$users" ]; then
    mv "$users" "$users.before-$(date +%Y%m%d-%H%M%S)"
fi
install -o mosquitto -g mosquitto -m 0600 state/dynamic-security.json "$users"
sed "s#^plugin .*#plugin $plugin#" broker/warden.conf >/etc/mosquitto/conf.d/warden.conf
chmod 0644 /etc/mosquitto/conf.d/warden.conf
if command -v systemctl >/dev/null && [ -d /run/systemd/system ]; then
    systemctl enable mosquitto
    systemctl restart mosquitto
    echo "Installed and started. Check it: sh check.sh"
else
    echo "Installed. Restart Mosquitto, then check it: sh check.sh"
fi
