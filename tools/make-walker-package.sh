#!/usr/bin/env bash
# Makes models/vlm-compact and models/walker anew with the project's own commands; see docs/walker-package.md. Every step goes on
# where an earlier run was interrupted. Takes about two hours of two cores.
#
# Usage: tools/make-walker-package.sh FOLDER   (FOLDER receives datasets and runs, about 6 GB)
set -euo pipefail
[ $# -eq 1 ] || { sed -n '2,6p' "$0" | sed 's/^# \{0,1\}//'; exit 2; }
genrl="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)/genrl"
folder="$1"
data="$folder/walker"
vlm="$folder/vlm/model"

# The video-language model: gaits learned by other bodies, captioned corpus, training.
"$genrl" train vlm "$folder/vlm" --out "$vlm" --threads 2

# The dataset: aimless poses; poses that an agent learned to reach; experts with all they did while learning; the experts with much and
# with little noise.
"$genrl" collect "$data" --agent poses --episodes 160
"$genrl" collect "$data" --agent goals
# The experts as they were learned for the shipped package; the preset's own settings learn better ones (docs/worlds.md).
[ -d "$data/experts" ] || "$genrl" collect "$data" --agent td3 --set experts.steps=45000 --set experts.steps_per_update=1 \
    --set experts.return_steps=1 --set experts.store_every=1
"$genrl" collect "$data" --agent experts --episodes 200
"$genrl" collect "$data" --agent experts --episodes 60 --noise 0.1 --seed 2
"$genrl" render "$data"
"$genrl" embed "$data" --vlm "$vlm"

# What is learned from it: world model, connector and aligner; then one policy of all prompts in corrective rounds; then, from it, the
# specialists of three tasks in the last world.
tasks=stand,walk,run,lying_down,one_foot,high_kick,lunge_pose,sit_knees,flipping
rounds=(--set rounds.round_weight=4 --set rounds.subset_weights.goals=4)
"$genrl" train world-model "$data" "$folder/world"
"$genrl" train package "$data" "$folder/world" "$folder/any" --vlm "$vlm" --conditioned --tasks "$tasks" "${rounds[@]}" \
  --set rounds.rounds=7 --set rounds.episodes_per_round=4 --set rounds.diagnose=false
"$genrl" train package "$data" "$folder/world" "$folder/specialists" --vlm "$vlm" --from "$folder/any" "${rounds[@]}" \
  --set rounds.rounds=1 --set rounds.threads=3
"$genrl" export "$data" "$folder/world" "$folder/package" --vlm "$vlm" --behaviours "$folder/specialists/behaviours" --conditioned "$folder/any"
"$genrl" evaluate --package "$folder/package" --vlm "$vlm" --tasks stand,walk,run --episodes 20 --all-rewards --json >"$folder/evaluate.json"
"$genrl" evaluate --package "$folder/package" --vlm "$vlm" --conditioned --episodes 20 --out "$folder/scores"
