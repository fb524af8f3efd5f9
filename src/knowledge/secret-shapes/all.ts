import { aiShapes } from './ai.ts'
import { azureShapes } from './azure.ts'
import { cloudShapes } from './cloud.ts'
import { codeShapes } from './code.ts'
import { keyShapes } from './keys.ts'
import { serviceShapes } from './services.ts'
import type { SecretShape } from './shape.ts'

/** Shapes published by the issuers. */
export const secretShapes: readonly SecretShape[] = [
  ...keyShapes,
  ...azureShapes,
  ...aiShapes,
  ...cloudShapes,
  ...codeShapes,
  ...serviceShapes,
]
