import { dangerOf } from '../pickle/danger.ts'
import { find, type Scan } from '../scan.ts'

/** Whose classes configurations of models build. */
const known =
  /^(?:nemo|torch|torchvision|torchaudio|pytorch_lightning|lightning|omegaconf|transformers|diffusers|timm|ldm|sgm|speechbrain)\./

/** `_target_` of Hydra names a callable, which gets all other keys as arguments (CVE-2025-23304). */
export function judgeTarget(path: string, scan: Scan, offset: number): void {
  const [module = '', ...rest] = path.split('.')
  const { severity, what } = dangerOf(module, rest.join('.'))
  if (severity === 'medium' && known.test(path)) return
  find(scan, {
    id: 'code-in-configuration',
    severity: severity === 'medium' ? 'low' : severity,
    offset,
    message: `Building the model calls ${path.slice(0, 200)}, which ${what}.`,
  })
}
