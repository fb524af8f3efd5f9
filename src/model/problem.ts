import { type Document, type Location, locateOffset } from './origin.ts'

/** Why something could not be analysed. Bad input is data, never an exception. */
export interface Problem {
  readonly code: ProblemCode
  /** What is wrong, in one sentence. */
  readonly message: string
  readonly location: Location
  /** The command or edit that helps. */
  readonly remedy: string
}

/** `incomplete` leaves something unanalysed (exit code 3); `notice` is only worth knowing. */
export interface ProblemKind {
  readonly effect: 'incomplete' | 'notice'
  /** What helps, where the problem itself knows nothing better. */
  readonly remedy: string
}

export type ProblemCode =
  | 'broken-syntax'
  | 'duplicate-key'
  | 'wrong-type'
  | 'unrendered-template'
  | 'too-large'
  | 'not-text'
  | 'unreadable'
  | 'outside-root'
  | 'no-such-path'
  | 'too-many-files'
  | 'no-renderer'
  | 'render-failed'
  | 'missing-dependency'
  | 'remote-base'
  | 'missing-module'
  | 'partly-known-module'
  | 'declared-twice'
  | 'unread-resource'
  | 'unplaced-part'
  | 'unknown-kind'
  | 'unknown-tenant'
  | 'shared-runtime'
  | 'no-such-namespace'
  | 'fact-denied'
  | 'old-data'
  | 'map-incomplete'
  | 'map-too-large'
  | 'map-large'
  | 'broken-archive'
  | 'image-too-large'
  | 'given-up'
  | 'unsearched'
  | 'foreign-layer'
  | 'unread-capabilities'
  | 'unread-updates'
  | 'wrong-digest'
  | 'wrong-manifest'
  | 'registry-refused'
  | 'unreachable'
  | 'no-advisories'
  | 'old-advisories'
  | 'no-packages'
  | 'unknown-version'
  | 'unopened-image'
  | 'vex-malformed'
  | 'vex-unmatched'
  | 'vex-untrusted'

/** Every code of a problem. */
export const problemKinds: Readonly<Record<ProblemCode, ProblemKind>> = {
  'broken-syntax': {
    effect: 'incomplete',
    remedy: 'Correct the syntax at this place; the rest of the file was read.',
  },
  'duplicate-key': {
    effect: 'notice',
    remedy: 'Keep one of the keys; Kubernetes takes the last and drops the others.',
  },
  'wrong-type': {
    effect: 'incomplete',
    remedy: 'Give the value the type that the API asks for; the API server rejects this one.',
  },
  'unrendered-template': { effect: 'incomplete', remedy: 'Render the templates first and scan the result.' },
  'too-large': { effect: 'incomplete', remedy: 'Split the file, or raise the limit with --max-file-size.' },
  'not-text': { effect: 'incomplete', remedy: 'Save the file as UTF-8 text, or exclude it.' },
  unreadable: { effect: 'incomplete', remedy: 'Make the file readable, or exclude it.' },
  'outside-root': {
    effect: 'incomplete',
    remedy: 'Links out of the scanned folder are not followed; scan their target by its own path.',
  },
  'no-such-path': { effect: 'incomplete', remedy: 'Check the path.' },
  'too-many-files': { effect: 'incomplete', remedy: 'Scan smaller folders.' },
  'no-renderer': { effect: 'incomplete', remedy: 'Install the renderer, or name it.' },
  'render-failed': {
    effect: 'incomplete',
    remedy: 'Correct what the renderer reports, or render by hand and scan the result.',
  },
  'missing-dependency': { effect: 'incomplete', remedy: 'Fetch what it depends on:' },
  'remote-base': {
    effect: 'incomplete',
    remedy: 'Vendor the remote base: nothing is fetched while scanning.',
  },
  'no-such-namespace': {
    effect: 'notice',
    remedy: 'Correct the name, or scan what declares the namespace as well.',
  },
  'fact-denied': {
    effect: 'notice',
    remedy: 'Correct the fact in bulkhead.yaml, or what denies it; until then the worse of the two counts.',
  },
  'old-data': {
    effect: 'notice',
    remedy: 'Update Bulkhead, or its data as docs/guides/versions.md describes.',
  },
  'missing-module': {
    effect: 'incomplete',
    remedy: 'Vendor the module and call it by its path: nothing is fetched while scanning.',
  },
  'partly-known-module': {
    effect: 'incomplete',
    remedy:
      'Let `bicep build` write what the file compiles to beside it, or name the cache of Bicep, too (`~/.bicep/br`): they have the module.',
  },
  'unread-resource': {
    effect: 'incomplete',
    remedy: 'Render what it installs (`helm template`, `kubectl get -o yaml`) and scan the result.',
  },
  'unplaced-part': {
    effect: 'incomplete',
    remedy:
      'Name it by a reference, such as `azurerm_kubernetes_cluster.models.id`, or give the variables values.',
  },
  'declared-twice': {
    effect: 'incomplete',
    remedy: 'Keep one declaration of each name in a folder.',
  },
  'map-incomplete': {
    effect: 'incomplete',
    remedy: 'This is a fault of Bulkhead: please report it with the input that shows it.',
  },
  'map-too-large': {
    effect: 'incomplete',
    remedy:
      'Scan parts of the platform by themselves, such as the tenants of one node pool; controls were asked of all.',
  },
  'map-large': {
    effect: 'notice',
    remedy: 'Scan a part of the platform to see what to change first; depths and routes are complete.',
  },
  'unknown-tenant': {
    effect: 'incomplete',
    remedy:
      'Correct the name, or declare the tenant under `tenants` where only a part of the platform is scanned.',
  },
  'shared-runtime': {
    effect: 'notice',
    remedy:
      'Models of one runtime share its memory, its files and its account: keep models that are not to reach each other in namespaces of their own. Scan the runtime with its services.',
  },
  'broken-archive': {
    effect: 'incomplete',
    remedy: 'Pull or save the image again; what came before the damage was read, and every other layer.',
  },
  'image-too-large': {
    effect: 'incomplete',
    remedy: 'Look at the layer by hand: no packager writes such a file, and a bomb is made like this.',
  },
  'given-up': {
    effect: 'incomplete',
    remedy:
      'Trust nothing that it holds until somebody has looked into it; where it is harmless, tell the makers of Bulkhead.',
  },
  unsearched: {
    effect: 'incomplete',
    remedy: 'Look there for secrets by hand, or leave the search out for this image with --skip-secrets.',
  },
  'foreign-layer': {
    effect: 'incomplete',
    remedy:
      'Push the image together with the layers of its base (docker push --allow-nondistributable-artifacts), or scan what `docker save` writes.',
  },
  'unread-capabilities': {
    effect: 'notice',
    remedy: 'Install getcap (libcap2-bin, libcap), or scan the image itself, whose layers tell it.',
  },
  'unread-updates': {
    effect: 'incomplete',
    remedy:
      'Compare the version with the newest of this release, and build the image on that: each month’s base brings all updates.',
  },
  'wrong-digest': {
    effect: 'incomplete',
    remedy: 'Do not run the image: pull it again, and where this stays, somebody changed it.',
  },
  'registry-refused': {
    effect: 'incomplete',
    remedy: 'Check the name and who is logged in; `docker pull` of the same name has to work.',
  },
  unreachable: {
    effect: 'incomplete',
    remedy: 'Check name, network and proxy, then ask again.',
  },
  'no-advisories': {
    effect: 'incomplete',
    remedy:
      'Make a database that has them: bulkhead db update, or --from FOLDER of advisories in the OSV format.',
  },
  'old-advisories': {
    effect: 'notice',
    remedy: 'Make the database anew: bulkhead db update.',
  },
  'unknown-version': {
    effect: 'incomplete',
    remedy:
      'Install it with a package manager, or leave in the image what tells its version: headers, build information, a bill of materials.',
  },
  'vex-malformed': {
    effect: 'incomplete',
    remedy: 'Ask its author for a valid one: what a statement does not say in full sets nothing aside.',
  },
  'vex-unmatched': {
    effect: 'notice',
    remedy: 'Compare its products with the package URLs of `bulkhead image -f cyclonedx`, versions included.',
  },
  'vex-untrusted': {
    effect: 'notice',
    remedy: 'Name who signs it in the policy, where it is to count: `bulkhead verify` shows what is wrong.',
  },
  'no-packages': {
    effect: 'incomplete',
    remedy: 'Ask who built the image for its bill of materials: no package manager left its records in it.',
  },
  'unopened-image': {
    effect: 'incomplete',
    remedy:
      'Put an archive, a layout or a report of it into the folder that --images-from names, or let --images ask its registry.',
  },
  'wrong-manifest': { effect: 'incomplete', remedy: 'Build or push the image again with a current tool.' },
  'unknown-kind': {
    effect: 'notice',
    remedy: 'Nothing to do where the kind carries no pods and grants no rights.',
  },
}

/** A problem at an offset of a document. */
export function problemAt(
  code: ProblemCode,
  message: string,
  at: { document: Document; offset: number },
): Problem {
  return { code, message, location: locateOffset(at.document, at.offset), remedy: problemKinds[code].remedy }
}

/** A problem of a whole file. */
export function problemOf(code: ProblemCode, message: string, file: string): Problem {
  return { code, message, location: { file, line: 1, column: 1 }, remedy: problemKinds[code].remedy }
}

/** True where the problem means that a part of the input was not analysed. */
export function isIncomplete(problem: Problem): boolean {
  return problemKinds[problem.code].effect === 'incomplete'
}
