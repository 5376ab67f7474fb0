# `./genrl test [--filter EXPRESSION] [further dotnet test options]`, sourced by ./genrl: builds the solution once, then runs every
# test assembly one after the other (two at a time would fight for the cores), and ends with "N passed, N failed".

test_usage() {
    cat <<'USAGE'
Description:
  Sets everything up, builds the solution once and runs every test, slow ones included.

Usage:
  genrl test [options]

Options:
  --filter EXPRESSION   Only tests that match, in dotnet test's syntax
  --fast                Only tests that are not marked slow
  --project NAME        Only test projects whose name contains NAME
  -h, --help            Show this help

Examples:
  ./genrl test
  ./genrl test --fast
  ./genrl test --project Contract --filter "FullyQualifiedName~Walker"
USAGE
}

# A test that takes longer hangs: it is ended and named, and the others go on. The longest one takes about three minutes on two cores.
longest_test=15m

# Sums one counter (passed, failed, total) over the result files given.
sum_counter() {
    local counter="$1"
    shift
    [ $# -gt 0 ] || { echo 0; return; }
    sed -n 's/.*<Counters[^>]* '"$counter"'="\([0-9]*\)".*/\1/p' "$@" | awk '{ sum += $1 } END { print sum + 0 }'
}

run_tests() {
    local filter="" only="" code=0 fast=""
    while [ $# -gt 0 ]; do
        case "$1" in
            -h|--help) test_usage; exit 0 ;;
            --filter) [ $# -ge 2 ] || { say "--filter needs an expression"; exit 2; }; filter="$2"; shift 2 ;;
            --filter=*) filter="${1#*=}"; shift ;;
            --fast) fast=yes; filter="${filter:+($filter)&}speed!=slow"; shift ;;
            --project) [ $# -ge 2 ] || { say "--project needs a name"; exit 2; }; only="$2"; shift 2 ;;
            *) say "unknown option '$1'"; test_usage >&2; exit 2 ;;
        esac
    done
    is_up_to_date || ensure_setup
    mkdir -p "$log_dir"
    # only the slow tests of the whole program look at a browser
    case EndToEnd.Tests in *"$only"*) [ -n "$fast" ] || ensure_test_packages ;; esac
    exec 9>"$artifacts/genrl-setup.lock"
    flock 9
    run_step build-tests "building the tests" dotnet build "$root/GenRL.Robotics.sln" -c Release -v q -nologo --disable-build-servers
    flock -u 9
    exec 9>&-

    local results="$artifacts/test-results" project name started broken="" files=()
    rm -rf "$results"
    mkdir -p "$results"
    for project in $(sed -n 's/.*"\(tests[\\\/][^"]*\.Tests\.csproj\)".*/\1/p' "$root/GenRL.Robotics.sln" | tr '\\' '/' | sort); do
        name="$(basename "$project" .csproj)"
        case "$name" in *"$only"*) ;; *) continue ;; esac
        started=$SECONDS
        code=0
        dotnet test "$artifacts/bin/$name/release/$name.dll" ${filter:+--filter "$filter"} --nologo \
            --blame-hang-timeout "$longest_test" --blame-hang-dump-type none \
            --logger "trx;LogFileName=$name.trx" --results-directory "$results" >"$results/$name.log" 2>&1 || code=$?
        report_project
    done
    local passed failed total
    passed="$(sum_counter passed "${files[@]}")"
    failed="$(sum_counter failed "${files[@]}")"
    total="$(sum_counter total "${files[@]}")"
    [ "$total" -eq $((passed + failed)) ] || say "$((total - passed - failed)) skipped"
    [ -z "$broken" ] || say "did not finish:$broken (logs: artifacts/test-results/)"
    echo "$passed passed, $failed failed"
    { [ "$failed" -eq 0 ] && [ -z "$broken" ]; } || exit 1
    [ "$total" -gt 0 ] || { say "no test matched"; exit 1; }
    exit 0
}

# What only tests use: installed where nobody has to be asked, otherwise left out with a word.
ensure_test_packages() {
    command -v dpkg-query >/dev/null 2>&1 || return 0
    local missing
    missing="$(missing_packages "$root/tools/debian-packages-test.txt" | tr '\n' ' ')"
    missing="${missing% }"
    [ -n "$missing" ] || return 0
    local -a as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
    say "installing $missing for the tests (log: artifacts/log/apt-test.log)"
    { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q \
        && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
    } >"$log_dir/apt-test.log" 2>&1 || say "not installed: $missing. The tests that need it will be skipped"
}

# One line per project; a project that ended badly without a failed test crashed, and counts as a failure of the whole run.
report_project() {
    local trx="$results/$name.trx" passed=0 failed=0 total=0 outcome
    if [ -f "$trx" ]; then
        files+=("$trx")
        passed="$(sum_counter passed "$trx")"
        failed="$(sum_counter failed "$trx")"
        total="$(sum_counter total "$trx")"
    fi
    outcome="$passed passed, $failed failed"
    [ "$total" -eq $((passed + failed)) ] || outcome="$outcome, $((total - passed - failed)) skipped"
    if [ "$code" -ne 0 ] && [ "$failed" -eq 0 ]; then
        broken="$broken $name"
        outcome="$outcome, ended with exit code $code before finishing"
    fi
    say "$(printf '%-28s %s (%d s)' "$name" "$outcome" $((SECONDS - started)))"
    if [ "$code" -ne 0 ]; then
        grep -E '^\s+Failed |Error Message|^\s+at .*Tests|Assert|abort|crash|hang|Unhandled' -A 3 "$results/$name.log" | head -n 60 >&2 || tail -n 20 "$results/$name.log" >&2
    fi
}
