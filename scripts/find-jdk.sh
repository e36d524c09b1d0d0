# shellcheck shell=bash
# Finds a JDK 25 or newer without starting one: every JDK says in its file "release" what it is.
# Meant to be sourced. Sets FOUND_JDK, or prints what to install and returns 1. LIGHTSPEED_JDK_FOLDERS
# replaces the usual folders below / (for tests of what happens without a JDK).

# Sets FOUND_MAJOR to the Java version of the JDK in folder $1; fails when there is no JDK.
jdk_major() {
  local line
  FOUND_MAJOR=0
  [[ -x $1/bin/java && -r $1/release ]] || return 1
  while IFS= read -r line; do
    if [[ $line == JAVA_VERSION=* ]]; then
      line=${line#JAVA_VERSION=}
      line=${line//\"/}
      line=${line%%[!0-9]*}
      FOUND_MAJOR=${line:-0}
      return 0
    fi
  done <"$1/release"
  return 1
}

# find_jdk <tool>: the tool it must have, java to run or javac to build.
find_jdk() {
  local tool=$1 candidate on_path newest=0
  FOUND_JDK=

  if [[ -n ${LIGHTSPEED_JAVA_HOME-} ]]; then
    if jdk_major "$LIGHTSPEED_JAVA_HOME" && ((FOUND_MAJOR >= 25)) && [[ -x $LIGHTSPEED_JAVA_HOME/bin/$tool ]]; then
      FOUND_JDK=$LIGHTSPEED_JAVA_HOME
      return 0
    fi
    echo "LIGHTSPEED_JAVA_HOME is $LIGHTSPEED_JAVA_HOME, but there is no JDK 25 or newer." >&2
    return 1
  fi

  if [[ -n ${JAVA_HOME-} ]] && jdk_major "$JAVA_HOME" && ((FOUND_MAJOR >= 25)) && [[ -x $JAVA_HOME/bin/$tool ]]; then
    FOUND_JDK=$JAVA_HOME
    return 0
  fi

  # The lowest that is new enough: it is the one the product was tested with.
  for candidate in ${LIGHTSPEED_JDK_FOLDERS:-/usr/lib/jvm/* /usr/lib64/jvm/* /usr/java/* /usr/local/lib/jvm/* /opt/* /opt/java/*} \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/* "${HOME:-/nonexistent}"/.local/share/mise/installs/java/*; do
    if jdk_major "$candidate" && ((FOUND_MAJOR >= 25)) && [[ -x $candidate/bin/$tool ]] \
      && ((newest == 0 || FOUND_MAJOR < newest)); then
      newest=$FOUND_MAJOR
      FOUND_JDK=$candidate
    fi
  done
  [[ -n $FOUND_JDK ]] && return 0

  if on_path=$(command -v "$tool") && on_path=$(readlink -f "$on_path"); then
    candidate=${on_path%/bin/*}
    if jdk_major "$candidate" && ((FOUND_MAJOR >= 25)); then
      FOUND_JDK=$candidate
      return 0
    fi
  fi

  cat >&2 <<'MESSAGE'
A JDK 25 is needed and none was found (in LIGHTSPEED_JAVA_HOME, JAVA_HOME, /usr/lib/jvm, /opt,
~/.sdkman, PATH). Install one and try again:
  Debian, Ubuntu   apt-get install openjdk-25-jdk-headless   (or temurin-25-jdk of packages.adoptium.net)
  Fedora, RHEL     dnf install java-25-openjdk-devel
  anywhere         sdk install java 25-tem                   (sdkman.io)
or set LIGHTSPEED_JAVA_HOME to the folder of one.
MESSAGE
  return 1
}

# Sets MAVEN to what runs Maven with the JDK that was found: the mvn on the PATH when it is 3.8 or newer, else
# ./mvnw, which downloads the version in .mvn/wrapper once and compares it with its checksum. Exports JAVA_HOME
# and MAVEN_OPTS.
find_maven() {
  local root version
  root=$(cd -- "${BASH_SOURCE[0]%/*}/.." && pwd -P)
  export JAVA_HOME=$FOUND_JDK
  # Maven 3.8's own libraries make JDK 25 print warnings that say nothing about this build.
  export MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED ${MAVEN_OPTS-}"
  if command -v mvn >/dev/null; then
    version=$(mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9]*\.[0-9]*\).*/\1/p')
    if [[ $version =~ ^([0-9]+)\.([0-9]+)$ ]] && ((BASH_REMATCH[1] * 1000 + BASH_REMATCH[2] >= 3008)); then
      MAVEN=mvn
      return 0
    fi
  fi
  MAVEN=$root/mvnw
  command -v unzip >/dev/null || PATH=$PATH:$root/scripts/without-unzip
  if [[ ! -d ${MAVEN_USER_HOME:-${HOME-}/.m2}/wrapper/dists ]]; then
    echo "No Maven 3.8 or newer is on the PATH; downloading one (9 MB)." >&2
  fi
  if ! "$MAVEN" --version >/dev/null; then
    echo "Maven could not be downloaded. Try again, or install it: apt-get install maven" >&2
    return 1
  fi
}
