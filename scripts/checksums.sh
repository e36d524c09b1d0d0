# shellcheck shell=bash
# Compares what Maven downloaded with the list of SHA-256 sums that is checked in. Maven 3.9 does so itself,
# before it uses a file (.mvn/maven.config); 3.8 cannot. Meant to be sourced, in the folder of the project.
CHECKSUMS=$PWD/.mvn/checksums/checksums.sha256

# Prints Maven's local repository. The arguments are those that Maven gets.
local_repository() {
  local word settings=${HOME:-/nonexistent}/.m2/settings.xml found=''
  for word in ${MAVEN_OPTS-} "$@"; do
    [[ $word == -Dmaven.repo.local=* ]] && found=${word#*=}
  done
  if [[ -z $found && -r $settings ]]; then
    found=$(sed -n 's/.*<localRepository>\(.*\)<\/localRepository>.*/\1/p' "$settings")
  fi
  printf '%s' "${found:-${HOME:-/nonexistent}/.m2/repository}"
}

# verify_downloads <repository> [<file>]: fails when a file is not what the list says. Of what is younger than
# the file, it names what is not on the list.
verify_downloads() {
  local repository=$1 since=${2-} wrong unknown
  [[ -d $repository ]] || return 0
  if ! command -v sha256sum >/dev/null; then
    echo "Downloads are not verified: there is no sha256sum on the PATH." >&2
    return 0
  fi
  wrong=$(cd -- "$repository" && LC_ALL=C sha256sum --check --quiet --ignore-missing "$CHECKSUMS" 2>/dev/null |
    sed -n 's/: FAILED$//p') || true
  if [[ -n $wrong ]]; then
    echo "These downloads in $repository are not what .mvn/checksums lists, so nothing that was built with them can be trusted:" >&2
    echo "$wrong" >&2
    echo "Delete them and build again. If it stays like that, the list is old or the source is false: see docs/dependencies.md." >&2
    return 1
  fi
  [[ -n $since ]] || return 0
  unknown=$(find "$repository" -newer "$since" \( -name '*.jar' -o -name '*.pom' \) -printf '%P\n' |
    LC_ALL=C sort | LC_ALL=C comm -23 - <(cut -c67- "$CHECKSUMS" | LC_ALL=C sort))
  if [[ -n $unknown ]]; then
    echo "Downloaded, but not on the list of .mvn/checksums (scripts/renew-checksums makes it):" >&2
    echo "$unknown" >&2
  fi
}
