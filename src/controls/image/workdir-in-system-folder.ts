import type { Control } from '../control.ts'
import { every, forbid } from '../verdict.ts'
import { instructionsOf } from './build.ts'

export const workdirInSystemFolder: Control<'image-build'> = {
  id: 'BH-0636',
  name: 'workdir-in-system-folder',
  title: 'WORKDIR lies in a system folder',
  layer: 'image',
  severity: 'medium',
  guarantees: ['containment'],
  barriers: ['R.patch'],
  vector: 'escape',
  references: ['trivy:DS-0030'],
  rationale:
    'Files written to /proc, /dev or /boot reach the kernel’s own interfaces: that is how escapes through /proc/self/fd worked (CVE-2024-21626).',
  remediation: 'Choose a folder of the application, such as /app.',
  applies: 'image-build',
  check: (build) =>
    every(instructionsOf(build, 'WORKDIR'), ({ words }) =>
      every(words.slice(0, 1), (path) =>
        forbid(
          path,
          (text) => /^\/(?:proc|boot|dev|initrd|lost\+found)\//.test(text),
          `${build.name} works in a folder of the system.`,
        ),
      ),
    ),
  examples: {
    fail: ['FROM a:1\nWORKDIR /proc/self/fd/8'],
    pass: ['FROM a:1\nWORKDIR /app', 'FROM a:1\nWORKDIR /devices/x'],
    unknown: ['FROM a:1\nWORKDIR $HOME/x'],
  },
}
