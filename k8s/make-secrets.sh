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

# Full names of messages' exchanges: Curriculum:RequestRollout is Tarl.Contracts.Curriculum:RequestRollout.
contracts() { printf 'Tarl.Contracts.%s\n' "$@"; }
# The exchange of the fault that is published when a message cannot be consumed.
faults() { local name; for name; do printf 'MassTransit:Fault--%s--\n' "$name"; done; }
# any NAME...: a pattern for these names and no others, * standing for any text; for JSON, so that each backslash is two.
any() {
  local name pattern='' separator=''
  for name; do
    name=${name//./\\\\.}
    pattern+="$separator${name//\*/.*}" separator='|'
  done
  printf '^(%s)$' "$pattern"
}

# service NAME OWN CONSUMES PUBLISHES [ANSWERS]
# Declares, binds and reads its own queues; binds them to what it consumes, without being able to publish that; publishes what it publishes, without being
# able to read that; writes into the queues of those whom it answers. MassTransit declares whatever it uses, so all of this may be configured.
service() {
  local own consumes publishes given_up
  read -rd '' -a own <<<"$2" || true
  read -rd '' -a consumes <<<"$3" || true
  read -rd '' -a publishes <<<"$4 ${5-}" || true
  mapfile -t given_up < <(faults "${consumes[@]}"; echo MassTransit:ReceiveFault)
  # Every kind of fault is bound to the general one.
  local writes=("${own[@]}" "${publishes[@]}" "${given_up[@]}" MassTransit:Fault)
  add "$1" '' "$(any "${writes[@]}" "${consumes[@]}")" "$(any "${writes[@]}")" "$(any "${own[@]}" "${consumes[@]}" "${given_up[@]}")"
}

start=$(contracts Training:StartCloning Training:StartReinforcement)
order=$(contracts Curriculum:RequestRollout)
question=$(contracts Episodes:SimulateUserTurn)
completed=$(contracts Episodes:EpisodeCompleted)
verified=$(contracts Rewards:EpisodeVerified)
judged=$(contracts Rewards:EpisodeJudged)
checkpoint=$(contracts Training:CheckpointPublished)
updated=$(contracts Training:UpdateCompleted)
progress="$updated $(contracts Rewards:EpisodeScored Training:CloningProgressed Training:CloningCompleted Training:LearnerFailed)"
# Queues of the answers to a process's questions.
answers='Tarl.RolloutWorker-answers-*'

service conductor 'tarl-cli-*' "$progress $(faults $start $order $checkpoint)" "$start $order $checkpoint"
service curriculum 'tarl-curriculum-*' "$start $updated" "$order"
service rolloutworker "tarl-rollout-worker-* $answers" "$order" "$question $completed"
service usersimulator 'tarl-user-simulator-*' "$question" '' "$answers"
service verifier 'verify-episode*' "$completed $(faults $completed)" "$verified"
service judge 'judge-episode*' "$completed $(faults $completed)" "$judged"
service policyserver 'tarl-policy-server-*' "$checkpoint" ''
service learner 'tarl-learner-*' "$order $completed $verified $judged $(contracts Training:StartReinforcement)" "$progress $checkpoint $order"
# Who lists dead letters and sends them again: tarl bus errors, tarl bus retry.
add operator '' '^$' "$(any amq.default)" "$(any '*_error' '*_skipped')"
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
