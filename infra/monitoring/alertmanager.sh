#!/bin/sh
# Makes Alertmanager's settings of the product's own SMTP_URL, then starts it. Without ALARM_EMAIL alarms are only shown.
set -eu
export LC_ALL=C
settings=${SETTINGS:-/tmp/alertmanager.yml}
umask 077

# %40 → @, as in any address with a password in it.
decoded() {
  TEXT=$1 awk 'BEGIN {
    text = ENVIRON["TEXT"]; digits = "0123456789abcdef"
    while ((at = index(text, "%")) > 0) {
      high = index(digits, tolower(substr(text, at + 1, 1))) - 1
      low = index(digits, tolower(substr(text, at + 2, 1))) - 1
      printf "%s%c", substr(text, 1, at - 1), high * 16 + low
      text = substr(text, at + 3)
    }
    printf "%s", text
  }'
}
# A YAML word in single quotes.
word() { printf "'%s'" "$(printf '%s' "$1" | sed "s/'/''/g")"; }

url=$(cat "$SMTP_URL_FILE")
if [ -n "${ALARM_EMAIL:-}" ] && [ -n "$url" ]; then
  rest=${url#*://}
  rest=${rest%%\?*}
  rest=${rest%/}
  place=${rest##*@}
  case $place in
    *:*) ;;
    *) case $url in smtps://*) place=$place:465 ;; *) place=$place:587 ;; esac ;;
  esac
  {
    echo "global:"
    echo "  smtp_smarthost: $(word "$place")"
    echo "  smtp_from: $(word "${MAIL_FROM:-alarme@$PLANTAO_DOMAIN}")"
    case $rest in
      *@*)
        who=${rest%@*}
        echo "  smtp_auth_username: $(word "$(decoded "${who%%:*}")")"
        echo "  smtp_auth_password: $(word "$(decoded "${who#*:}")")"
        ;;
    esac
    echo "receivers: [{ name: operators, email_configs: [{ to: $(word "$ALARM_EMAIL"), send_resolved: true }] }]"
  } > "$settings"
else
  echo "ALARM_EMAIL or the mail server is not set: alarms are shown, and told to nobody."
  echo "receivers: [{ name: operators }]" > "$settings"
fi
echo "route: { receiver: operators, group_by: [alertname], group_wait: 30s, repeat_interval: 12h }" >> "$settings"
exec "${ALERTMANAGER:-/bin/alertmanager}" --config.file="$settings" --storage.path=/alertmanager
