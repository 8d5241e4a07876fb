# Sourced by the scripts at the root, which have set `root`: finds .NET, and builds only what a source is newer than.

# The dotnet command: the one on the path, or the one that the official install script puts into the home folder.
find_dotnet() {
  if command -v dotnet >/dev/null 2>&1; then
    dotnet=dotnet
  elif [[ -x ${DOTNET_ROOT:-$HOME/.dotnet}/dotnet ]]; then
    dotnet=${DOTNET_ROOT:-$HOME/.dotnet}/dotnet
  else
    no_dotnet "there is no dotnet command"
  fi
}

no_dotnet() {
  {
    echo "krill: $1; expected the .NET 10 SDK."
    echo "Get it from https://dotnet.microsoft.com/download, or with the dotnet-install script that is offered there"
    echo "(dotnet-install.sh --channel 10.0 installs into ~/.dotnet, needs no administrator, and is found there)."
  } >&2
  exit 2
}

# build NAME PROJECT PATH...: builds PROJECT (Release) unless NAME's last build is newer than everything under the PATHs.
# All output goes to standard error. Two calls at once build one after the other.
build() { up_to_date compile "$@"; }

# publish NAME PROJECT PATH...: the same for a command, which is translated to machine code as well, so that it starts at once. The
# compiler for that is a package: without it the command works too, only that it compiles itself whenever it starts.
publish() { up_to_date compile_ahead "$@"; }

compile() {
  "$dotnet" build "$1" "${quietly[@]}"
}

compile_ahead() {
  local log
  log=$("$dotnet" publish "$1" "${quietly[@]}" --use-current-runtime --no-self-contained -p:PublishReadyToRun=true) && return 0
  if grep -q -e 'error NU[0-9]' -e NETSDK1094 <<<"$log"; then
    echo "krill: the package that compiles ahead of time cannot be had; the command will start more slowly." >&3
    "$dotnet" publish "$1" "${quietly[@]}"
  else
    echo "$log"
    return 1
  fi
}

quietly=(-c Release -v quiet --nologo -tl:off -nodeReuse:false)

up_to_date() {
  local compiler=$1 stamp=$root/artifacts/$2.stamp project=$3
  shift 3
  if is_fresh "$stamp" "$@"; then
    return 0
  fi

  mkdir -p "$root/artifacts"
  if command -v flock >/dev/null 2>&1; then
    # Descriptor 9 holds the lock until this shell is done; the build itself must not inherit it, as compilers outlive it.
    exec 9>"$root/artifacts/build.lock"
    flock 9
    if is_fresh "$stamp" "$@"; then
      exec 9>&-
      return 0
    fi
  fi

  if ! "$dotnet" --list-sdks 2>/dev/null | grep -q '^10\.'; then
    no_dotnet "dotnet has no SDK of version 10 (it has: $("$dotnet" --list-sdks 2>/dev/null | cut -d' ' -f1 | paste -sd' ' -))"
  fi

  echo "krill: building ..." >&2
  # The time of the stamp is that of the start: what is saved during the build is built next time.
  : >"$stamp.$$"
  if ! (cd "$root" && export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 && "$compiler" "$project" 3>&2 9>&- >"$stamp.$$.log" 2>&1); then
    cat "$stamp.$$.log" >&2
    rm -f "$stamp.$$" "$stamp.$$.log"
    echo "krill: the build failed; the errors stand above." >&2
    exit 1
  fi
  rm -f "$stamp.$$.log"
  mv "$stamp.$$" "$stamp"
  exec 9>&-
}

# Folders count too: one changes when a file in it is removed.
is_fresh() {
  local stamp=$1
  shift
  [[ -f $stamp ]] && [[ -z $(cd "$root" && find "$@" -newer "$stamp" -print 2>/dev/null | head -n 1) ]]
}

policy=(global.json Directory.Build.props Directory.Packages.props .editorconfig BannedSymbols.txt)
