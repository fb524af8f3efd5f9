import type { Control } from '../control.ts'
import { forbidInCommands } from './build.ts'
import { type Installer, unpinnedPackage } from './unpinned.ts'

/** Versions that are queries (Go modules reference, "Version queries"), and the branches that most repositories have. */
const go: Installer = {
  programs: /^go$/,
  actions: /^(?:install|get|run)$/,
  withValue: /^-(?:C|exec|gcflags|ldflags|mod|modfile|o|p|tags)$/,
  open: /@(?:latest|upgrade|patch|main|master|HEAD)$/,
}

export const goToolsUnpinned: Control<'image-build'> = {
  id: 'BH-0696',
  name: 'go-tools-unpinned',
  title: 'Go builds a program of no certain version',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: ['I.sig'],
  vector: 'supply-chain',
  references: ['hadolint:DL3062'],
  differs: { 'hadolint:DL3062': 'Without `@` the module’s own go.mod and go.sum pin the version.' },
  rationale:
    'Whoever publishes a newer version puts code into the next build without any change of yours. The log of checksums tells that everybody got the same code, not that it is good.',
  remediation: 'Name the version: `go install golang.org/x/vuln/cmd/govulncheck@v1.1.4`.',
  applies: 'image-build',
  check: (build) =>
    forbidInCommands(
      build,
      (command) => unpinnedPackage(command, go),
      `${build.name} builds a Go program of no certain version.`,
    ),
  examples: {
    fail: [
      'FROM a:1\nRUN go install golang.org/x/vuln/cmd/govulncheck@latest',
      'FROM a:1\nRUN GOBIN=/bin go install -ldflags "-s -w" -tags x example.org/a@v1.0.0 example.org/b@main',
    ],
    pass: [
      'FROM a:1\nRUN go install golang.org/x/vuln/cmd/govulncheck@v1.1.4',
      'FROM a:1\nRUN go install ./cmd/... && go build ./x',
      'FROM a:1\nARG V\nRUN go install example.org/a@$V',
    ],
    unknown: [],
  },
}
