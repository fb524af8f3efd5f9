import { trimEndOf } from '../../kernel/text.ts'
import type { Instruction } from '../../model/image-build.ts'
import { type Known, originOf, valueOf } from '../../model/known.ts'
import type { Control } from '../control.ts'
import { every, fail, pass, type Verdict, worst } from '../verdict.ts'

const files: ReadonlySet<string> = new Set([
  'AWS_CONFIG_FILE',
  'HF_TOKEN_PATH',
  'GOOGLE_APPLICATION_CREDENTIALS',
])

function withoutDot(path: Known<string | undefined> | undefined): string {
  const text = path === undefined ? '' : (valueOf(path) ?? '')
  return trimEndOf(text.replace(/^\.?\/+/, ''), '/')
}

/** `COPY . .` brings along whatever lies in the build's folder under a relative path. */
function isCopiedTo(value: Known<string | undefined> | undefined, folder: string): boolean {
  const path = withoutDot(value)
  if (path === '' || folder === '') return false
  const isRelative = value !== undefined && !valueOf(value)?.startsWith('/')
  return path === folder || path.startsWith(`${folder}/`) || (folder === '.' && isRelative)
}

/** The variable itself as the target, whatever it stands for. */
function judgeCopy({ words, origin }: Instruction, name: string): Verdict {
  const target = words.at(-1)
  const place = target === undefined ? undefined : originOf(target)
  const written = place?.document.text.slice(place.start, place.end).replace(/^\$\{?|\}$/g, '') ?? ''
  return files.has(written)
    ? fail(`${name} copies a credential file into the image.`, place ?? origin)
    : pass()
}

export const copiedCredentialPath: Control<'image-build'> = {
  id: 'BH-0614',
  name: 'copied-credential-path',
  title: 'Variable points at a copied credential file',
  layer: 'image',
  severity: 'critical',
  guarantees: ['containment'],
  barriers: [],
  vector: 'exposed-secrets',
  references: ['trivy:DS-0031'],
  rationale:
    'The variable tells code in the container where the credential lies that the build copied into the image: no search is needed.',
  remediation: 'Mount the file as a secret when the container starts, and rotate what was copied.',
  applies: 'image-build',
  check: (build) =>
    every(build.stages.slice(-1), ({ instructions }) => {
      const copies = instructions.filter(({ keyword }) => keyword === 'COPY')
      const targets = copies.map(({ words }) => withoutDot(words.at(-1)))
      const named = every(
        instructions.flatMap(({ pairs }) => pairs),
        ({ name, value, origin }) =>
          files.has(name) && targets.some((target) => isCopiedTo(value, target))
            ? fail(`${build.name} copies the credential file that ${name} points at into the image.`, origin)
            : pass(),
      )
      return worst([named, every(copies, (copy) => judgeCopy(copy, build.name))])
    }),
  examples: {
    fail: [
      'FROM a:1\nCOPY /src /app\nENV GOOGLE_APPLICATION_CREDENTIALS="./app/key.json"',
      'FROM a:1\nCOPY . .\nENV GOOGLE_APPLICATION_CREDENTIALS=./key.json',
      'FROM a:1\nARG AWS_CONFIG_FILE\nCOPY x $AWS_CONFIG_FILE',
    ],
    pass: [
      'FROM a:1\nCOPY /src /app\nENV GOOGLE_APPLICATION_CREDENTIALS=/var/run/key.json',
      'FROM a:1\nENV AWS_CONFIG_FILE=/x',
    ],
    unknown: [],
  },
}
