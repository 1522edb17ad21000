#!/bin/sh
# Tries six sign-ins at the broker: two that must work and four that must not.
#   sh check.sh [HOST [PASSWORD_PORT [CERTIFICATE_PORT]]]
host=${1:-localhost}
passwordPort=${2:-@PASSWORD_PORT@}
certificatePort=${3:-@CERTIFICATE_PORT@}
cd "$(dirname "$0")" || exit 1
if ! command -v mosquitto_pub >/dev/null; then
    echo "mosquitto_pub is missing. On Debian and Raspberry Pi OS: sudo apt install mosquitto-clients"
    exit 1
fi
passwordUser=@PASSWORD_USER@
passwordFile=@PASSWORD_FILE@
certificate=@CERTIFICATE_FILE@
key=@KEY_FILE@
wrong=0

# attempt WHAT accepted|refused ARGUMENTS…
attempt() {
    what=$1
    expected=$2
    shift 2
    if timeout 10 mosquitto_pub -h "$host" --cafile @CA_FILE@ -q 1 -t warden/check -m check "$@" >/dev/null 2>&1; then
        got=accepted
    else
        got=refused
    fi
    if [ "$got" = "$expected" ]; then
        echo "good   $what: $got"
    else
        echo "WRONG  $what: $got, but it should be $expected"
        wrong=1
    fi
}

if [ -n "$passwordFile" ]; then
    # In a file of the client's own: on its command line everybody on this machine could read the password.
    private=$(mktemp -d)
    trap 'rm -rf "$private"' EXIT
    (umask 077 && printf -- '-P %s\n' "$(cat "$passwordFile")" >"$private/mosquitto_pub")
    export XDG_CONFIG_HOME="$private"
    attempt "password of $passwordUser" accepted -p "$passwordPort" -u "$passwordUser"
    rm -f "$private/mosquitto_pub"
fi
if [ -n "$certificate" ]; then
    attempt "certificate" accepted -p "$certificatePort" --cert "$certificate" --key "$key"
fi
attempt "no sign-in at all" refused -p "$passwordPort"
attempt "wrong password" refused -p "$passwordPort" -u "${passwordUser:-nobody}" -P wrong
if command -v openssl >/dev/null; then
    unknown=$(mktemp -d)
    openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj "/CN=${passwordUser:-nobody}" \
        -keyout "$unknown/key.pem" -out "$unknown/certificate.pem" 2>/dev/null
    attempt "certificate of an unknown authority" refused -p "$certificatePort" \
        --cert "$unknown/certificate.pem" --key "$unknown/key.pem"
    rm -rf "$unknown"
else
    echo "left out: the certificate of an unknown authority, since openssl is not installed here"
fi
if [ -f check/revoked.pem ]; then
    attempt "revoked certificate" refused -p "$certificatePort" --cert check/revoked.pem --key check/revoked-key.pem
fi
exit $wrong
