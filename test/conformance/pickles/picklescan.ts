// The files of picklescan's own tests, with the verdict and the callables that its tests assert.
import { scanModelFile } from '../../../src/images/model-files/open.ts'
import { modernName } from '../../../src/images/model-files/pickle/python-2-names.ts'
import type { Answers } from '../answers.ts'
import { readPickleFile, readPickleIndex } from './files.ts'
import { describe } from './matrix.ts'

interface PicklescanFile {
  readonly file: string
  readonly verdict: string
  readonly expect: null | {
    readonly globals: readonly { readonly module: string; readonly name: string; readonly safety: string }[]
  }
}

/** Where we differ on purpose, or its tests assert nothing. */
const differences: Readonly<Record<string, string>> = {
  'picklescan/data/bad_pytorch.pt':
    'the first bytes of a picture where its name promises a pickle: nobody can tell what loads it, so it is unknown',
  'picklescan/data/malicious1.7z': 'archives of 7z are not opened: reported as unknown, never as clean',
  'picklescan/data/benign_password_protected.zip': 'encrypted: reported as unknown, never as clean',
  'picklescan/data/broken_model.pkl':
    'it imports builtins.exec and breaks off: malicious, since loading gets as far as the import',
}

/** Names that its heuristics guess and no unpickler ever looks up, and `getattr` where we tell what it gets. */
const unnamed: ReadonlySet<string> = new Set(['unknown.os', '42.os', '__builtin__.getattr'])

function wanted({ verdict }: PicklescanFile): string {
  return verdict.startsWith('malicious') ? 'malicious' : 'clean'
}

export function measurePicklescan(): Answers {
  const { files } = readPickleIndex<{ readonly files: readonly PicklescanFile[] }>('index-picklescan.json')
  const disagreements = files.flatMap((each) => {
    const report = scanModelFile(each.file, readPickleFile(each.file))
    const said = report.findings.map(({ message }) => message).join(' ')
    const missing = dangerousNames(each).filter((name) => !said.includes(name))
    if (report.verdict === wanted(each) && missing.length === 0) return []
    const got = `${describe(report)}${missing.length === 0 ? '' : ` Not named: ${missing.join(' ')}`}`
    return [{ id: each.file, expected: wanted(each), got, differs: differences[each.file] }]
  })
  return { suite: 'pickles-picklescan', answers: files.length, disagreements }
}

/** What its tests call dangerous, as Python 3 finds it. */
function dangerousNames({ expect }: PicklescanFile): string[] {
  return (expect?.globals ?? [])
    .filter(({ safety, module, name }) => safety === 'Dangerous' && !unnamed.has(`${module}.${name}`))
    .map(modernName)
    .map(({ module, name }) => `${module}.${name}`)
}
