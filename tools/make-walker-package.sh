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

# The dataset: aimless poses; experts with all they did while learning; the experts with much and with little noise.
"$genrl" collect "$data" --agent poses --episodes 160
[ -d "$data/experts" ] || "$genrl" collect "$data" --agent td3
"$genrl" collect "$data" --agent experts --episodes 200
"$genrl" collect "$data" --agent experts --episodes 60 --noise 0.1 --seed 2
"$genrl" render "$data"
"$genrl" embed "$data" --vlm "$vlm"

# What is learned from it: world model, connector and aligner; then behaviours, offline and in corrective rounds.
"$genrl" train world-model "$data" "$folder/world"
"$genrl" train package "$data" "$folder/world" "$folder/package" --vlm "$vlm" --set rounds.threads=3
"$genrl" evaluate --package "$folder/package/package" --episodes 20 --all-rewards --json >"$folder/evaluate.json"
