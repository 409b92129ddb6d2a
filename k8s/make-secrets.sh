#!/usr/bin/env bash
# Makes every secret that compose file and manifests name, once: a broker user for each service, and the tokens of policy server and sandbox.
#   bash k8s/make-secrets.sh [FOLDER]        FOLDER is ./secrets by default and must not exist
#   kubectl -n tarl create secret generic tarl --from-file=secrets
set -euo pipefail
folder=${1:-secrets}
umask 077
mkdir "$folder"

random() { printf %s "$(openssl rand -hex 24)"; }

# RabbitMQ's salted SHA-256: base64(salt + sha256(salt + password)), with a salt of 4 bytes.
hash_of() {
  local salt
  salt=$(openssl rand -hex 4 | sed 's/../\\x&/g')
  { printf "$salt"; { printf "$salt"; printf '%s' "$1"; } | openssl dgst -sha256 -binary; } | openssl base64 -A
}

users='' permissions='' separator=''
# add NAME TAG CONFIGURE WRITE READ
add() {
  local password
  password=$(random)
  printf '%s' "$password" >"$folder/broker-$1"
  users+="$separator{\"name\":\"$1\",\"password_hash\":\"$(hash_of "$password")\",\"hashing_algorithm\":\"rabbit_password_hashing_sha256\",\"tags\":[$2]}"
  permissions+="$separator{\"user\":\"$1\",\"vhost\":\"tarl\",\"configure\":\"$3\",\"write\":\"$4\",\"read\":\"$5\"}"
  separator=','
}

# service NAME QUEUES: declares, reads and binds its own queues; publishes messages; answers to the reply queues of those who ask.
service() {
  local own="$2.*|.*_bus_.*" messages='Tarl\\.Contracts\\..*|MassTransit:.*'
  add "$1" '' "^($own|$messages)$" "^($own|$messages)$" "^($own|$messages)$"
}

service conductor 'tarl-cli-'
service curriculum 'tarl-curriculum-'
service rolloutworker 'tarl-rollout-worker-'
service usersimulator 'tarl-user-simulator-'
service verifier 'verify-episode'
service judge 'judge-episode'
service policyserver 'tarl-policy-server-'
service learner 'tarl-learner-'
# Who lists dead letters and sends them again: tarl bus errors, tarl bus retry.
add operator '"administrator"' '.*' '.*' '.*'
# Sees how long queues are, and nothing of what is in them.
add keda '"monitoring"' '^$' '^$' '^$'

printf '{"users":[%s],"vhosts":[{"name":"tarl"}],"permissions":[%s]}\n' "$users" "$permissions" >"$folder/broker-definitions.json"
printf 'http://keda:%s@broker.tarl.svc:15672/tarl' "$(cat "$folder/broker-keda")" >"$folder/keda-broker-url"
random >"$folder/broker-cookie"
random >"$folder/policyserver-token"
random >"$folder/sandbox-token"
# Readable by the containers' users once mounted; on this machine the folder keeps others out.
chmod 0444 "$folder"/*
echo "$folder: $(ls "$folder" | wc -l) secrets. They let their holders in: keep them out of version control and backups of code."
