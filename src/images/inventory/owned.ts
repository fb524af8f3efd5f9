/** Files that tell of packages of a language, and that a distribution may have installed with a package of its own. */
const tellsOfPackages: readonly RegExp[] = [
  /\.(?:dist-info|egg-info)(?:\/|$)|\/_vendor\/[^/]+\.txt$/,
  /\/package\.json$|\/installed\.json$|\.gemspec$|\/DESCRIPTION$/,
  /\.(?:jar|war|ear|nar|sar|kar|whl|egg|pyz)$|\/(?:java|jvm|jdk|jre)[^/]*\/(?:[^/]+\/)?release$/,
  /(?:patchlevel|node_version|cudnn_version[^/]{0,255}|NvInferVersion|nccl)\.h$(?<=\/include\/.*)/,
  /\/lib(?:cuda|cudnn|nccl|nvinfer|nvidia-ml)\.so\.[^/]+$/,
  /\/s?bin\/[^/]+$|[./](?:cdx|cyclonedx|spdx|s?bom)\.json$|\.spdx$/,
]

/** Whether it matters that a package of the distribution owns a file. */
export function isWorthOwning(path: string): boolean {
  return tellsOfPackages.some((each) => each.test(path))
}
