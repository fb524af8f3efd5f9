/** Files that tell of packages of a language, and that a distribution may have installed with a package of its own. */
const tellsOfPackages =
  /\.(?:dist-info|egg-info)(?:\/|$)|\/package\.json$|\.gemspec$|\.(?:jar|war|ear|whl|egg|pyz)$|\/(?:java|jvm|jdk|jre)[^/]*\/(?:[^/]+\/)?release$|\/include\/(?:python[0-9.]+\/patchlevel|node\/node_version)\.h$|\/s?bin\/[^/]+$/

/** Whether it matters that a package of the distribution owns a file. */
export function isWorthOwning(path: string): boolean {
  return tellsOfPackages.test(path)
}
