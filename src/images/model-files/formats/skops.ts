// skops keeps models of scikit-learn as JSON: every object names what is made, and the loader that makes it (skops/io).
import { dangerOf } from '../pickle/danger.ts'
import { find, type Scan } from '../scan.ts'
import type { JsonObject } from './json-object.ts'

/** Whose types models are made of. */
const known =
  /^(?:sklearn|numpy|scipy|pandas|xgboost|lightgbm|catboost|imblearn|collections|builtins|datetime)(?:\.|$)/
/** These call what the file names (CVE-2025-54412, CVE-2025-54413). */
const calling = /^(?:OperatorFuncNode|MethodNode|FunctionNode|PartialNode)$/

export function judgeSkops(object: JsonObject, scan: Scan, offset: number): void {
  const { __module__: module, __class__: name, __loader__: loader } = object
  if (typeof module !== 'string' || typeof name !== 'string' || typeof loader !== 'string') return
  const { severity, what } = dangerOf(module, name)
  const isCall = calling.test(loader)
  if (known.test(module) && (severity === 'medium' || !isCall) && severity !== 'critical') return
  find(scan, {
    id: 'code-in-configuration',
    severity,
    offset,
    message: `Loading makes ${module.slice(0, 200)}.${name.slice(0, 200)}, which ${what}.`,
  })
}
