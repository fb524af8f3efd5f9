import { shellWord, shortened } from '../program.ts'

/** What helps a chart that does not render, by what helm says of it; the first that fits. */
const advice: readonly (readonly [pattern: RegExp, remedy: (chart: string) => string])[] = [
  [
    /missing in charts\/ directory|no template "[^"]{0,200}" associated|error calling include/,
    (chart) => `Fetch what it depends on: helm dependency build ${chart}`,
  ],
  [
    /chart requires kubeVersion/,
    (chart) =>
      `Render it for the version that the cluster has: helm template release-name ${chart} --kube-version VERSION > FILE, and scan FILE.`,
  ],
  [/unknown flag/, () => 'Install helm 3.16 or newer, or name another one with --helm FILE.'],
  [
    /YAML parse error/,
    (chart) =>
      `The templates that rendered were read; see the one that is no YAML: helm template release-name ${chart} --debug`,
  ],
  [
    /execution error|nil pointer|required|error calling|values don't meet|can't evaluate field|wrong type for value/,
    (chart) => `Give it the values that it is installed with: bulkhead scan ${chart} --values FILE`,
  ],
]

/** The remedy for what helm wrote to stderr. */
export function adviceFor(stderr: string, chart: string): string {
  const word = shellWord(chart)
  const found = advice.find(([pattern]) => pattern.test(stderr))
  return found?.[1](word) ?? `See what fails: helm template release-name ${word} --debug`
}

/** Helm's reason without its own advice and without the folders that it ran in. */
export function reasonOf(stderr: string, folders: readonly string[], shown: string): string {
  let text = stderr.slice(Math.max(0, stderr.lastIndexOf('Error: '))).replace(/^Error: /, '')
  for (const folder of folders) text = text.replaceAll(folder, shown)
  return shortened(
    text
      .replace(
        /(?:INSTALLATION FAILED|Use --debug flag to render out invalid YAML|You may need to run `helm dependency build` to fetch missing dependencies)[:.]?/g,
        '',
      )
      .trim(),
  )
}
