import type { Control } from '../control.ts'
import { forbid, pass } from '../verdict.ts'

const distributions =
  /^(?:docker\.io\/)?(?:library\/)?(?:alpine|debian|ubuntu|busybox|fedora|centos|rockylinux|almalinux|amazonlinux|oraclelinux|archlinux|opensuse\/leap)(?:[:@]|$)/

export const shellBesideCopiedProgram: Control<'image-build'> = {
  id: 'BH-0681',
  name: 'shell-beside-copied-program',
  title: 'Shell ships though the program is only copied',
  layer: 'image',
  severity: 'info',
  guarantees: ['containment'],
  barriers: [],
  vector: 'misconfigured-image',
  references: [
    'krol3-container-security-checklist:KROL3-image-hardening-advice-1',
    'owasp-kubernetes:OWASP-K8S-6.5',
  ],
  rationale:
    'A shell and a package manager are the tools that hostile code looks for first. Where the last stage only takes over what an earlier one built, it can do without both.',
  remediation: 'Build the last stage on a distroless image or on scratch.',
  applies: 'image-build',
  check: (build) => {
    const last = build.stages.at(-1)
    if (last === undefined || build.stages.length < 2 || last.base !== undefined) return pass()
    const isOnlyCopied =
      !last.instructions.some(({ keyword }) => keyword === 'RUN') &&
      last.instructions.some(
        ({ keyword, flags }) => keyword === 'COPY' && flags.some(({ name }) => name === 'from'),
      )
    return isOnlyCopied
      ? forbid(
          last.image,
          (image) => distributions.test(image),
          `${build.name} ships a shell and a package manager beside a program that is only copied.`,
        )
      : pass()
  },
  examples: {
    fail: ['FROM go:1 AS x\nFROM debian:13\nCOPY --from=x /a /a'],
    pass: [
      'FROM go:1 AS x\nFROM gcr.io/distroless/static:nonroot\nCOPY --from=x /a /a',
      'FROM go:1 AS x\nFROM scratch\nCOPY --from=x /a /a',
      'FROM debian:13\nRUN x',
    ],
    unknown: ['ARG B\nFROM go:1 AS x\nFROM $B\nCOPY --from=x /a /a'],
  },
}
