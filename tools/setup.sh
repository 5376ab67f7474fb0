# Set-up of a fresh clone, sourced by ./genrl: Debian packages, .NET SDK, shims and the command line itself.
# Progress goes to standard error (standard output belongs to the verb), full logs to artifacts/log/.

artifacts="$root/artifacts"
log_dir="$artifacts/log"
setup_stamp="$artifacts/genrl-setup.stamp"
cli_program="$artifacts/bin/GenRL.Cli/release/genrl.dll"

say() { printf 'genrl: %s\n' "$*" >&2; }

fail() { say "$*"; exit 1; }

# True when nothing that the program is built from is newer than the last complete set-up. Takes a few milliseconds.
is_up_to_date() {
    [ -f "$setup_stamp" ] && [ -f "$cli_program" ] || return 1
    local newer
    newer="$(cd "$root" && find src tools/debian-packages.txt global.json Directory.*.props Directory.*.targets \
        native/package.json native/package-lock.json native/Native.targets native/Native.proj -newer "$setup_stamp" -print -quit 2>/dev/null)"
    [ -z "$newer" ]
}

# Packages of a list (tools/debian-packages.txt) that are neither installed nor replaced by a command on the PATH, one per line.
missing_packages() {
    local list="${1:-$root/tools/debian-packages.txt}" name command
    while read -r name command _; do
        case "$name" in ''|'#'*) continue ;; esac
        if [ -n "$command" ] && command -v "$command" >/dev/null 2>&1; then continue; fi
        if [ "$(dpkg-query -W -f='${Status}' "$name" 2>/dev/null)" != "install ok installed" ]; then echo "$name"; fi
    done < "$list"
}

report_missing_packages() {
    command -v dpkg-query >/dev/null 2>&1 || { say "this is not a Debian system: see tools/debian-packages.txt for what is needed"; return; }
    local missing
    missing="$(missing_packages | tr '\n' ' ')"
    [ -z "$missing" ] || say "missing Debian packages: $missing"
}

# Turns apt's machine-readable status (kind:package:percent:text) into a line per ten percent.
show_apt_progress() {
    local kind package percent text last=-1 tenth
    while IFS=: read -r kind package percent text; do
        case "$kind" in dlstatus) kind="downloading" ;; pmstatus) kind="installing" ;; *) continue ;; esac
        tenth="$kind$((${percent%%.*} / 10))"
        [ "$tenth" = "$last" ] || say "  $kind ${percent%%.*} % (${text:-$package})"
        last="$tenth"
    done
}

ensure_debian_packages() {
    if ! command -v dpkg-query >/dev/null 2>&1; then
        say "not a Debian system: install the equivalents of tools/debian-packages.txt yourself; going on"
        return
    fi
    local missing
    missing="$(missing_packages | tr '\n' ' ')"
    missing="${missing% }"
    [ -n "$missing" ] || return 0

    local -a as_root=()
    local by_hand="apt-get update && apt-get install -y --no-install-recommends $missing"
    if [ "$(id -u)" -ne 0 ]; then
        by_hand="sudo sh -c '$by_hand'"
        command -v sudo >/dev/null 2>&1 || fail "Debian packages are missing and neither root nor sudo is available. Have an administrator run:
  apt-get update && apt-get install -y --no-install-recommends $missing"
        if ! sudo -n true 2>/dev/null; then
            { [ -t 0 ] && [ -t 2 ]; } || fail "Debian packages are missing and sudo needs a password. Run:
  $by_hand"
            say "installing Debian packages needs administrator rights; sudo may ask for your password"
        fi
        as_root=(sudo)
    fi
    say "installing Debian packages: $missing (a few minutes; log: artifacts/log/apt.log)"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q >"$log_dir/apt.log" 2>&1 9>&- \
        || { tail -n 5 "$log_dir/apt.log" >&2; fail "apt-get update failed. Check the network, then run: $by_hand"; }
    # The status descriptor is a pipe of its own, so that apt's output can go to the log.
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive sh -c 'log="$1"; shift; exec 3>&1 >>"$log" 2>&1; exec apt-get install -y -q \
        --no-install-recommends -o APT::Status-Fd=3 -o Dpkg::Use-Pty=0 "$@"' apt "$log_dir/apt.log" $missing 9>&- | show_apt_progress \
        || { tail -n 5 "$log_dir/apt.log" >&2; fail "apt-get install failed. See artifacts/log/apt.log, then run: $by_hand"; }
    missing="$(missing_packages | tr '\n' ' ')"
    [ -z "$missing" ] || fail "still missing after installation: $missing. See artifacts/log/apt.log"
}

# Puts an SDK that lies in one of the usual places on the PATH when the shell does not know it.
find_dotnet() {
    if command -v dotnet >/dev/null 2>&1; then return; fi
    local directory
    for directory in "${DOTNET_ROOT:-}" "$HOME/.dotnet" /usr/share/dotnet /usr/lib/dotnet; do
        if [ -n "$directory" ] && [ -x "$directory/dotnet" ]; then export PATH="$directory:$PATH" DOTNET_ROOT="$directory"; return; fi
    done
}

ensure_dotnet() {
    local wanted
    wanted="$(sed -n 's/.*"version": *"\([0-9]*\.[0-9]*\).*/\1/p' "$root/global.json" | head -n 1)"
    command -v dotnet >/dev/null 2>&1 || fail "the .NET SDK $wanted is missing. Install it from https://dot.net/download (or: dotnet-install.sh --channel $wanted)"
    (cd "$root" && dotnet --version >/dev/null 2>"$log_dir/dotnet.log") \
        || fail "no .NET SDK that satisfies global.json ($wanted). Install it from https://dot.net/download; found: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' ')"
}

# Runs a build step quietly; on failure shows the errors and where the whole log is.
run_step() {
    local log="$log_dir/$1.log" title="$2" started=$SECONDS
    shift 2
    say "$title (log: artifacts/log/${log##*/})"
    if ! "$@" >"$log" 2>&1 9>&-; then
        { grep -E 'error|Error' "$log" || tail -n 20 "$log"; } | sort -u | head -n 20 >&2
        fail "$title failed after $((SECONDS - started)) s. Full log: artifacts/log/${log##*/}"
    fi
}

# Everything a fresh clone needs, once; several ./genrl started together wait for the first.
ensure_setup() {
    mkdir -p "$log_dir"
    exec 9>"$artifacts/genrl-setup.lock"
    flock -n 9 || { say "waiting for another ./genrl to finish its set-up"; flock 9; }
    if ! is_up_to_date; then
        local started_at="$artifacts/genrl-setup.started"
        touch "$started_at"
        ensure_debian_packages
        ensure_dotnet
        run_step build "building" dotnet build "$root/src/GenRL.Cli/GenRL.Cli.csproj" -c Release -v q -nologo --disable-build-servers
        # The stamp carries the time at which the build began: an edit made meanwhile is built by the next start.
        mv "$started_at" "$setup_stamp"
        say "ready"
    fi
    flock -u 9
    exec 9>&-
}
